"""Markdown has become more lenient: what was rendered before is rendered when it is next read."""

from django.db import migrations


def forget(apps, schema_editor):
    """Forget the HTML; the words for search follow with it."""
    apps.get_model("wiki", "Revision").objects.exclude(html=None).update(html=None)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0007_counts_and_newest")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
