from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.BigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Raised',
            fields=[
                ('key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('version', models.BigIntegerField()),
            ],
        ),
    ]
