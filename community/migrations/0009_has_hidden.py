from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0008_letters_and_long_reasons'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='has_hidden',
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
