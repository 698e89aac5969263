import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('districts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('head_number', models.PositiveIntegerField(default=0, editable=False)),
                ('published_number', models.PositiveIntegerField(default=0, editable=False)),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_words', models.CharField(db_index=True, editable=False, max_length=255)),
                ('slug', models.SlugField(max_length=80)),
                ('language', models.CharField(default='de', max_length=12, verbose_name='language')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('protection', models.CharField(choices=[('open', 'Everybody may write'), ('residents', 'Residents with an account may write'), ('moderators', 'Only moderators may write')], default='open', max_length=12)),
                ('state', models.CharField(choices=[('live', 'public'), ('held', 'waiting for review'), ('deleted', 'deleted')], default='live', max_length=8)),
                ('state_reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(help_text='when the published revision was written')),
                ('content_changed_at', models.DateTimeField(help_text='when the last change was made that is not minor')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('review_by', models.DateField(blank=True, null=True, verbose_name='to be checked again by')),
                ('similar', models.JSONField(default=list, editable=False)),
                ('similar_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='districts.district')),
                ('topics', models.ManyToManyField(blank=True, related_name='articles', to='districts.topic')),
            ],
            options={
                'verbose_name': 'wiki article',
                'verbose_name_plural': 'wiki articles',
                'ordering': ['title', 'pk'],
                'indexes': [models.Index(fields=['state', 'language', 'title'], name='wiki_articl_state_aeb964_idx'), models.Index(fields=['state', 'language', '-content_changed_at'], name='wiki_articl_state_22e28f_idx'), models.Index(fields=['state', 'language', 'district', 'published_number'], name='wiki_articl_state_1ca991_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('district__isnull', False), ('state', 'live')), fields=('district', 'language', 'slug'), name='wiki_article_address_in_district'), models.UniqueConstraint(condition=models.Q(('district__isnull', True), ('state', 'live')), fields=('language', 'slug'), name='wiki_article_address_in_general'), models.UniqueConstraint(condition=models.Q(('district__isnull', False), ('state', 'live')), fields=('district', 'language', 'title_words'), name='wiki_article_title_in_district'), models.UniqueConstraint(condition=models.Q(('district__isnull', True), ('state', 'live')), fields=('language', 'title_words'), name='wiki_article_title_in_general'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('translation_key', 'language'), name='wiki_article_one_per_language'), models.CheckConstraint(condition=models.Q(('slug__in', ['allgemein', 'feed', 'letzte-aenderungen', 'neu', 'seiten']), _negated=True), name='wiki_article_slug_not_reserved')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('slug', models.SlugField(max_length=80)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='wiki.article')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='districts.district')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'constraints': [models.UniqueConstraint(condition=models.Q(('district__isnull', False)), fields=('district', 'language', 'slug'), name='wiki_former_address_in_district'), models.UniqueConstraint(condition=models.Q(('district__isnull', True)), fields=('language', 'slug'), name='wiki_former_address_in_general')],
            },
        ),
        migrations.CreateModel(
            name='FormerTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('title_words', models.CharField(max_length=255)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_titles', to='wiki.article')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='districts.district')),
            ],
            options={
                'verbose_name': 'former title',
                'verbose_name_plural': 'former titles',
                'constraints': [models.UniqueConstraint(condition=models.Q(('district__isnull', False)), fields=('district', 'language', 'title_words'), name='wiki_former_title_in_district'), models.UniqueConstraint(condition=models.Q(('district__isnull', True)), fields=('language', 'title_words'), name='wiki_former_title_in_general')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only_there', models.BooleanField(default=False)),
                ('title_words', models.CharField(max_length=255)),
                ('title', models.CharField(max_length=200)),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='districts.district')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='wiki.article')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='backlinks', to='wiki.article')),
            ],
            options={
                'verbose_name': 'wiki link',
                'verbose_name_plural': 'wiki links',
                'indexes': [models.Index(fields=['title_words', 'district'], name='wiki_link_title_w_165c7e_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('slug', models.SlugField(db_index=False, max_length=180)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='wiki.article')),
            ],
            options={
                'verbose_name': 'mention of an entry',
                'verbose_name_plural': 'mentions of entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'article'), name='wiki_mention_once')],
            },
        ),
        migrations.CreateModel(
            name='OpenForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened', models.DateTimeField(db_index=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wiki.article')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'open form',
                'verbose_name_plural': 'open forms',
                'constraints': [models.UniqueConstraint(fields=('article', 'user'), name='wiki_open_form_once')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('parents', models.JSONField(default=list, help_text='numbers of the revisions this one was made from; two in a merge')),
                ('state', models.CharField(choices=[('live', 'public'), ('held', 'waiting for review'), ('accepted', 'accepted and merged'), ('refused', 'not accepted'), ('replaced', 'replaced by its author')], default='live', max_length=10)),
                ('author_name', models.CharField(blank=True, max_length=80, verbose_name='name of somebody without an account')),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_at', models.DateTimeField(editable=False, help_text='when it became public, if that was later than it was written', null=True)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='what was changed, and why')),
                ('minor', models.BooleanField(default=False, verbose_name='small change')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(help_text='bytes of the content')),
                ('size_change', models.IntegerField(default=0, help_text='bytes more than the first parent')),
                ('text_hidden', models.BooleanField(default=False)),
                ('summary_hidden', models.BooleanField(default=False)),
                ('author_hidden', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('topics', models.JSONField(default=list, help_text="primary keys of the article's topics")),
                ('toc', models.JSONField(editable=False, null=True)),
                ('body', models.TextField(verbose_name='text')),
                ('html', models.TextField(editable=False, null=True)),
                ('plain', models.TextField(editable=False, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='wiki.article')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patrolled_by', models.ForeignKey(blank=True, help_text='who has looked at this change', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['-number'],
                'indexes': [models.Index(models.F('state'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_at', 'created'), descending=True), name='wiki_revision_since'), models.Index(fields=['author', '-created'], name='wiki_revisi_author__29f613_idx'), models.Index(fields=['article', 'state', 'author_hidden', 'author', 'author_name'], name='wiki_revision_writers')],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='wiki_revision_number')],
            },
        ),
    ]
