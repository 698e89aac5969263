import uuid

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import cms.models.streams


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('districts', '0001_initial'),
        ('pictures', '0001_initial'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailcore', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='DistrictIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'index of districts',
                'verbose_name_plural': 'indexes of districts',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=80, verbose_name='word')),
                ('term_words', models.CharField(editable=False, max_length=255, unique=True)),
                ('forms', models.TextField(blank=True, help_text='For example the plural. The word itself need not be repeated.', verbose_name='other forms, one a line')),
                ('explanation', models.TextField(help_text='One to three short sentences.', max_length=600, verbose_name='what it means')),
            ],
            options={
                'verbose_name': 'explained word',
                'verbose_name_plural': 'explained words',
                'ordering': ['term', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('heading', models.CharField(blank=True, max_length=120, verbose_name='heading')),
                ('search_help', models.CharField(blank=True, max_length=160, verbose_name='line below the search box')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SeriesIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'index of series',
                'verbose_name_plural': 'indexes of series',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('duty', models.CharField(blank=True, choices=[('impressum', 'Legal notice'), ('datenschutz', 'Privacy'), ('barrierefreiheit', 'Accessibility'), ('regeln', 'Rules for writing'), ('kontakt', 'Contact'), ('leichte-sprache', 'Easy language')], max_length=20, verbose_name='duty')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('literature', cms.models.streams.BlocksField([], blank=True, verbose_name='literature')),
                ('comments_allowed', models.BooleanField(default=True, verbose_name='readers may comment')),
                ('comments_until', models.DateField(blank=True, help_text='The last day on which comments may be written. Empty: for ever.', null=True, verbose_name='comments until')),
                ('districts', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='article_pages', to='districts.district', verbose_name='districts')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='article_pages', to='districts.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ArticleSeriesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('announced', cms.models.streams.BlocksField([], blank=True, help_text='Parts that are still to come; they are listed without a link.', verbose_name='announced parts')),
                ('literature', cms.models.streams.BlocksField([], blank=True, verbose_name='literature')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='series_pages', to='districts.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'series of articles',
                'verbose_name_plural': 'series of articles',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DistrictPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='districts.district', verbose_name='district')),
            ],
            options={
                'verbose_name': 'district page',
                'verbose_name_plural': 'district pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ThemePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what will readers find here?', max_length=600, verbose_name='introduction')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                ('checked_by', models.CharField(blank=True, help_text='Easy language only: the group that has read and understood this text.', max_length=200, verbose_name='read by the test readers')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('body', cms.models.streams.BlocksField([], blank=True, verbose_name='text')),
                ('literature', cms.models.streams.BlocksField([], blank=True, verbose_name='literature')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='theme_pages', to='districts.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'theme page',
                'verbose_name_plural': 'theme pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TranslationTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last written')),
                ('translation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='turn', to='wagtail_localize.translation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translation_turns', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'turn at a translation',
                'verbose_name_plural': 'turns at translations',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='VersionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='compared at')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='version_check', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'comparison with the German text',
                'verbose_name_plural': 'comparisons with the German text',
            },
        ),
        migrations.CreateModel(
            name='PageAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='Beside an account nothing is kept here: its own name is shown.', max_length=120, verbose_name='name of somebody without an account')),
                ('role', models.CharField(blank=True, max_length=160, verbose_name='role or organisation')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to=settings.WAGTAIL_PAGE_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('user', None), ('name', ''), _connector='OR'), name='cms_author_no_copied_name')],
            },
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='name of the site')),
                ('tagline', models.CharField(blank=True, max_length=120, verbose_name='line below the name')),
                ('menu', cms.models.streams.BlocksField([], blank=True, help_text='Five entries are easy to take in. Empty shows the usual menu.', verbose_name='main menu')),
                ('footer', models.TextField(blank=True, max_length=600, verbose_name='text in the footer')),
                ('footer_menu', cms.models.streams.BlocksField([], blank=True, help_text='The legal pages are always there and need not be listed.', verbose_name='more links in the footer')),
                ('notices', cms.models.streams.BlocksField([], blank=True, verbose_name='notices on every page')),
                ('operator', models.CharField(blank=True, max_length=160, verbose_name='operator')),
                ('operator_mail', models.EmailField(blank=True, max_length=254, verbose_name='mail address of the operator')),
                ('comment_question', models.CharField(blank=True, help_text='People here know the answer, programs do not. Empty asks something simple.', max_length=160, verbose_name='question to guests who comment')),
                ('comment_answers', models.CharField(blank=True, help_text='Separated by commas; capital letters do not matter.', max_length=200, verbose_name='right answers')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='show that this is example content')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('logo', models.ForeignKey(blank=True, help_text='A square image; without one the site shows its own mark.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pictures.picture', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locale',), name='cms_sitesettings_one_per_locale')],
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='WrittenSentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=50)),
                ('editor', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=16)),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_sentences', to='wagtail_localize.translation')),
            ],
            options={
                'verbose_name': 'written sentence',
                'verbose_name_plural': 'written sentences',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('translation', 'key'), name='cms_one_last_writing')],
            },
        ),
    ]
