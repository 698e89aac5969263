from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0008_outcome_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='actorrevision',
            name='published_at',
            field=models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True),
        ),
        migrations.AddField(
            model_name='daterevision',
            name='published_at',
            field=models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True),
        ),
        migrations.AddField(
            model_name='networkrevision',
            name='published_at',
            field=models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True),
        ),
        migrations.AddField(
            model_name='projectrevision',
            name='published_at',
            field=models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True),
        ),
    ]
