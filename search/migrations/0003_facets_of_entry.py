from django.db import migrations, models


def fill(apps, schema_editor):
    """Say once more in the entry what its terms say."""
    entries = apps.get_model("search", "Entry")
    terms = apps.get_model("search", "EntryTerm")
    changed = []
    for entry in entries.objects.all().iterator():
        facets = {}
        for term in terms.objects.filter(entry=entry).order_by("pk"):
            facets.setdefault(term.facet, []).append([term.value, term.label])
        if facets:
            entry.facets = facets
            changed.append(entry)
    entries.objects.bulk_update(changed, ["facets"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_letters_and_names")]

    operations = [
        migrations.AddField(
            model_name="entry", name="facets", field=models.JSONField(default=dict)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
