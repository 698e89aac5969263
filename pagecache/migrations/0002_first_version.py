"""The one row of the content version."""

from django.db import migrations


def add_row(apps, schema_editor):
    apps.get_model("pagecache", "ContentVersion").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("pagecache", "0001_initial")]
    operations = [migrations.RunPython(add_row, migrations.RunPython.noop)]
