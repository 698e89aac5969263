from django.db import migrations

# SQLite: the FTS5 table keeps no copy of the words; triggers hold it in step with EntryText.
# A later migration that makes Django rebuild search_entrytext has to drop and make them again.
COLUMNS = ("title_stems", "summary_stems", "text_stems", "parts", "names")
NAMES = ", ".join(COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
SQLITE = (
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
)
SQLITE_BACK = (
    "DROP TRIGGER search_fts_update",
    "DROP TRIGGER search_fts_delete",
    "DROP TRIGGER search_fts_insert",
    "DROP TABLE search_fts_words",
    "DROP TABLE search_fts",
)
# PostgreSQL: the words are stems already, so the configuration "simple" takes them as they are.
POSTGRESQL = (
    """ALTER TABLE search_entrytext ADD COLUMN tsv tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A')
        || setweight(to_tsvector('simple', summary_stems), 'B')
        || setweight(to_tsvector('simple', text_stems), 'C')
        || setweight(to_tsvector('simple', parts), 'D')) STORED""",
    "CREATE INDEX search_entrytext_tsv ON search_entrytext USING gin (tsv)",
    """ALTER TABLE search_entrytext ADD COLUMN names_tsv tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', names)) STORED""",
    "CREATE INDEX search_entrytext_names ON search_entrytext USING gin (names_tsv)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_entrytext_names",
    "ALTER TABLE search_entrytext DROP COLUMN names_tsv",
    "DROP INDEX search_entrytext_tsv",
    "ALTER TABLE search_entrytext DROP COLUMN tsv",
)


def create_full_text(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_full_text(apps, schema_editor):
    statements = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create_full_text, drop_full_text)]
