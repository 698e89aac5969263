from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('config', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='heartbeat',
            name='failures',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='heartbeat',
            name='failing_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='heartbeat',
            name='running',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='heartbeat',
            name='running_since',
            field=models.DateTimeField(null=True),
        ),
    ]
