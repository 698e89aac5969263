"""Where PostgreSQL keeps pages (`pagecache.store_in_database`): SQLite has a file for them.

Not written to the log: what a crash takes is made anew. The body is compressed already. Rows live
for a minute, so what is over is cleaned up by numbers, not by the share of the table that it is.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE pagecache_kept (
  name text PRIMARY KEY, ends double precision NOT NULL, value bytea NOT NULL
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 2000
);
ALTER TABLE pagecache_kept ALTER COLUMN value SET STORAGE EXTERNAL;
CREATE INDEX pagecache_kept_ends ON pagecache_kept (ends);
"""


def make_table(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def remove_table(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE pagecache_kept")


class Migration(migrations.Migration):
    dependencies = [("pagecache", "0002_first_version")]
    operations = [migrations.RunPython(make_table, remove_table)]
