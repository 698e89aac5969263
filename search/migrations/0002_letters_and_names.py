from django.db import migrations, models

# SQLite: the FTS5 table keeps no copy of the words; triggers hold it in step with EntryText.
# A later migration that makes Django rebuild search_entrytext has to run this again.
COLUMNS = ("title_stems", "summary_stems", "text_stems", "parts", "names")
NAMES = ", ".join(COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
SQLITE_DROP = (
    "DROP TRIGGER search_fts_update",
    "DROP TRIGGER search_fts_delete",
    "DROP TRIGGER search_fts_insert",
    "DROP TABLE search_fts_words",
    "DROP TABLE search_fts",
)
SQLITE_CREATE = (
    f"""CREATE VIRTUAL TABLE search_fts USING fts5({NAMES}, content='search_entrytext',
        content_rowid='entry_id', tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    "CREATE VIRTUAL TABLE search_fts_words USING fts5vocab(search_fts, row)",
    f"""CREATE TRIGGER search_fts_insert AFTER INSERT ON search_entrytext BEGIN
        INSERT INTO search_fts(rowid, {NAMES}) VALUES (new.entry_id, {NEW}); END""",
    f"""CREATE TRIGGER search_fts_delete AFTER DELETE ON search_entrytext BEGIN
        INSERT INTO search_fts(search_fts, rowid, {NAMES})
        VALUES ('delete', old.entry_id, {OLD}); END""",
    f"""CREATE TRIGGER search_fts_update AFTER UPDATE ON search_entrytext BEGIN
        INSERT INTO search_fts(search_fts, rowid, {NAMES})
        VALUES ('delete', old.entry_id, {OLD});
        INSERT INTO search_fts(rowid, {NAMES}) VALUES (new.entry_id, {NEW}); END""",
    "INSERT INTO search_fts(search_fts) VALUES ('rebuild')",
)
POSTGRESQL_CREATE = (
    """ALTER TABLE search_entrytext ADD COLUMN names_tsv tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', names)) STORED""",
    "CREATE INDEX search_entrytext_names ON search_entrytext USING gin (names_tsv)",
)
POSTGRESQL_DROP = ("ALTER TABLE search_entrytext DROP COLUMN names_tsv",)


def drop_triggers(apps, schema_editor):
    """Django copies the table on SQLite; the triggers would not survive that."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_DROP:
            schema_editor.execute(statement)


def create_full_text(apps, schema_editor):
    statements = {"sqlite": SQLITE_CREATE, "postgresql": POSTGRESQL_CREATE}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_full_text(apps, schema_editor):
    statements = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def recreate_first(apps, schema_editor):
    """Going back: migration 0001 expects what it made itself."""
    if schema_editor.connection.vendor == "sqlite":
        from importlib import import_module

        for statement in import_module("search.migrations.0001_initial").SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(drop_triggers, recreate_first),
        migrations.AddField(
            model_name="entrytext",
            name="letters",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="entrytext",
            name="names",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="KnownStem",
            fields=[
                ("stem", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("entries", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(create_full_text, drop_full_text),
    ]
