from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0006_no_copied_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='is_demo',
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
