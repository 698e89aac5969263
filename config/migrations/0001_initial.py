from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('job', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('seen', models.DateTimeField()),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failing_since', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('running', models.CharField(blank=True, max_length=40)),
                ('running_since', models.DateTimeField(null=True)),
            ],
        ),
    ]
