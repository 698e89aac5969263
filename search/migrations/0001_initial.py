import django.db.models.deletion
import wagtail.models.preview
from django.db import migrations, models


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
                ('facets', models.JSONField(default=dict)),
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
            options={
                'indexes': [models.Index(condition=models.Q(('version__gt', models.F('synced_version'))), fields=['id'], name='search_entry_unsynced'), models.Index(condition=models.Q(('stale', True)), fields=['id'], name='search_entry_stale'), models.Index(condition=models.Q(('refresh_at__isnull', False)), fields=['refresh_at'], name='search_entry_refresh'), models.Index(fields=['city', 'citywide'], name='search_entry_city')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_entry_key')],
            },
        ),
        migrations.CreateModel(
            name='EntryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=16)),
                ('value', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=200)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='search.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['facet', 'value'], name='search_term_value')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'facet', 'value'), name='search_term_key')],
            },
        ),
        migrations.CreateModel(
            name='KnownStem',
            fields=[
                ('stem', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('entries', models.PositiveIntegerField()),
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
                'indexes': [models.Index(fields=['-count'], name='search_querycount_count')],
                'constraints': [models.UniqueConstraint(fields=('query', 'language'), name='search_querycount_key')],
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
                'ordering': ['use', 'words', 'pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
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
                ('letters', models.TextField(blank=True)),
                ('names', models.TextField(blank=True)),
                ('title_stems', models.TextField(blank=True)),
                ('summary_stems', models.TextField(blank=True)),
                ('text_stems', models.TextField(blank=True)),
                ('parts', models.TextField(blank=True)),
            ],
        ),
    ]
