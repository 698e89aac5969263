"""Authors of pages with an account are called as their account; copies of its name go."""

import json
from typing import Any

from django.db import migrations, models
from django.db.models import Q


def forget_copies(apps: Any, schema_editor: Any) -> None:
    """Empty the names beside accounts: in pages, in their versions, in sources of translations."""
    apps.get_model("cms", "PageAuthor").objects.filter(user__isnull=False).update(name="")
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.only("content").iterator(chunk_size=100):
        if _emptied(revision.content):
            revisions.filter(pk=revision.pk).update(content=revision.content)
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for source in sources.only("content_json").iterator(chunk_size=100):
        content = json.loads(source.content_json)
        if _emptied(content):
            sources.filter(pk=source.pk).update(content_json=json.dumps(content))
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects
    for entry in entries.filter(content_type__app_label="accounts", content_type__model="user"):
        entries.filter(pk=entry.pk).update(label=f"Konto {entry.object_id}")


def _emptied(content: dict[str, Any]) -> bool:
    """Empty the names in a stored version of a page; say whether there were any."""
    authors = content.get("authors")
    named = [row for row in authors or () if row.get("user") and row.get("name")]
    for row in named:
        row["name"] = ""
    return bool(named)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_comments"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pageauthor",
            name="name",
            field=models.CharField(
                blank=True,
                help_text="Beside an account nothing is kept here: its own name is shown.",
                max_length=120,
                verbose_name="name of somebody without an account",
            ),
        ),
        migrations.RunPython(forget_copies, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="pageauthor",
            constraint=models.CheckConstraint(
                condition=Q(user=None) | Q(name=""), name="cms_author_no_copied_name"
            ),
        ),
    ]
