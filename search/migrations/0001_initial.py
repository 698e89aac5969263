import django.db.models.deletion
from django.db import migrations, models

# SQLite: the FTS5 table keeps no copy of the words; triggers hold it in step with EntryText.
# A later migration that makes Django rebuild search_entrytext has to run this again.
COLUMNS = ("title_stems", "summary_stems", "text_stems", "parts")
NAMES = ", ".join(COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
SQLITE = (
    f"""CREATE VIRTUAL TABLE search_fts USING fts5({NAMES}, content='search_entrytext',
        content_rowid='entry_id', tokenize="unicode61 remove_diacritics 0")""",
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
)
POSTGRESQL_BACK = (
    "DROP INDEX search_entrytext_tsv",
    "ALTER TABLE search_entrytext DROP COLUMN tsv",
)


def create_full_text(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


def drop_full_text(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('object_id', models.BigIntegerField()),
                ('language', models.CharField(blank=True, max_length=12)),
                ('title', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('url', models.TextField(blank=True)),
                ('city', models.CharField(blank=True, max_length=200)),
                ('city_label', models.CharField(blank=True, max_length=200)),
                ('citywide', models.BooleanField(default=False)),
                ('updated_at', models.DateTimeField(null=True)),
                ('date', models.DateTimeField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('extra', models.JSONField(default=dict)),
                ('digest', models.CharField(blank=True, max_length=32)),
                ('public', models.BooleanField(default=False)),
                ('hidden', models.BooleanField(default=False)),
                ('stale', models.BooleanField(default=False)),
                ('version', models.BigIntegerField(default=0)),
                ('synced_version', models.BigIntegerField(default=0)),
                ('refresh_at', models.DateTimeField(null=True)),
                ('lease', models.DateTimeField(null=True)),
                ('next_try', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='EntryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=16)),
                ('value', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='QueryCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=12)),
                ('count', models.PositiveIntegerField(default=0)),
                ('last_day', models.DateField()),
            ],
            options={
                'verbose_name': 'query that found nothing',
                'verbose_name_plural': 'queries that found nothing',
            },
        ),
        migrations.CreateModel(
            name='SynonymSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('equal', 'All words mean the same'), ('one_way', 'The first word also finds the others, not the other way round'), ('parts', 'Words that compounds are made of')], default='equal', max_length=8, verbose_name='use')),
                ('words', models.TextField(help_text='One word or phrase a line, in the spelling of the dictionary.', verbose_name='words')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'synonym set',
                'verbose_name_plural': 'synonyms and compound parts',
                'ordering': ['use', 'words'],
            },
        ),
        migrations.CreateModel(
            name='TermChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=16)),
                ('value', models.CharField(max_length=200)),
                ('due', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='EntryText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='search.entry')),
                ('text', models.TextField(blank=True)),
                ('headings', models.TextField(blank=True)),
                ('boost_terms', models.TextField(blank=True)),
                ('title_stems', models.TextField(blank=True)),
                ('summary_stems', models.TextField(blank=True)),
                ('text_stems', models.TextField(blank=True)),
                ('parts', models.TextField(blank=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('version__gt', models.F('synced_version'))), fields=['id'], name='search_entry_unsynced'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('stale', True)), fields=['id'], name='search_entry_stale'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('refresh_at__isnull', False)), fields=['refresh_at'], name='search_entry_refresh'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['city', 'citywide'], name='search_entry_city'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('kind', 'object_id'), name='search_entry_key'),
        ),
        migrations.AddField(
            model_name='entryterm',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='search.entry'),
        ),
        migrations.AddIndex(
            model_name='querycount',
            index=models.Index(fields=['-count'], name='search_querycount_count'),
        ),
        migrations.AddConstraint(
            model_name='querycount',
            constraint=models.UniqueConstraint(fields=('query', 'language'), name='search_querycount_key'),
        ),
        migrations.AddIndex(
            model_name='entryterm',
            index=models.Index(fields=['facet', 'value'], name='search_term_value'),
        ),
        migrations.AddConstraint(
            model_name='entryterm',
            constraint=models.UniqueConstraint(fields=('entry', 'facet', 'value'), name='search_term_key'),
        ),
        migrations.RunPython(create_full_text, drop_full_text),
    ]
