"""Explained words are told apart by the words of their spelling, not by its bytes."""

from typing import Any

from django.db import migrations, models

from text.identity import key_for


def fill_in(apps: Any, schema_editor: Any) -> None:
    """Of two that are the same the younger gets a key that is no word's, until it is renamed."""
    found: set[str] = set()
    for term in apps.get_model("cms", "GlossaryTerm").objects.order_by("pk"):
        words = key_for(term.term)
        term.term_words = f"{words[:235]} #{term.pk}" if words in found else words
        found.add(words)
        term.save(update_fields=["term_words"])


class Migration(migrations.Migration):
    dependencies = [("cms", "0009_written_sentences")]

    operations = [
        migrations.AddField(
            model_name="glossaryterm",
            name="term_words",
            field=models.CharField(default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="glossaryterm",
            name="term_words",
            field=models.CharField(editable=False, max_length=255, unique=True),
        ),
        migrations.AlterField(
            model_name="glossaryterm",
            name="term",
            field=models.CharField(max_length=80, verbose_name="word"),
        ),
    ]
