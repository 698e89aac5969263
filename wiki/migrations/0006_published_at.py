import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0005_mentions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='revision',
            name='wiki_revisi_state_ed2f2f_idx',
        ),
        migrations.AddField(
            model_name='revision',
            name='published_at',
            field=models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(models.F('state'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_at', 'created'), descending=True), name='wiki_revision_since'),
        ),
    ]
