import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('path', models.CharField(help_text='the form it belongs to', max_length=500)),
                ('fields', models.JSONField(default=dict)),
                ('created', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'kept text',
                'verbose_name_plural': 'kept texts',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('pending', 'contribution'), ('report', 'report'), ('objection', 'objection')], max_length=9)),
                ('object_kind', models.CharField(blank=True, max_length=20)),
                ('object_pk', models.PositiveBigIntegerField(default=0)),
                ('number', models.PositiveIntegerField(default=0)),
                ('title', models.CharField(max_length=250)),
                ('url', models.CharField(max_length=500)),
                ('held_because', models.CharField(blank=True, max_length=12)),
                ('cause', models.CharField(blank=True, choices=[('wrong', 'It is wrong or out of date'), ('private', 'It tells something about a person that should not be here'), ('rude', 'It is insulting or inflammatory'), ('copied', 'It is copied from somewhere without permission'), ('spam', 'It is advertising'), ('other', 'Something else')], max_length=8)),
                ('words', models.TextField(blank=True, help_text='summary of the edit, or words of the report')),
                ('language', models.CharField(default='de', help_text='in which to answer', max_length=12)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('author_name', models.CharField(blank=True, max_length=80, verbose_name='name of somebody without an account')),
                ('mail', models.EmailField(blank=True, help_text='for the answer only, removed afterwards', max_length=254)),
                ('receipt', models.CharField(max_length=43, unique=True)),
                ('state', models.CharField(choices=[('open', 'waiting'), ('accepted', 'accepted'), ('refused', 'not accepted'), ('withdrawn', 'withdrawn')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.TextField(blank=True, verbose_name='reason')),
                ('outcome', models.CharField(blank=True, choices=[('hidden', 'hidden'), ('settled', 'put right'), ('kept', 'left as it is'), ('gone', 'destroyed')], max_length=8)),
                ('confirmed_at', models.DateTimeField(blank=True, help_text='an objection, through a mailed link', null=True)),
                ('has_hidden', models.BooleanField(default=False, editable=False)),
                ('reminded', models.PositiveSmallIntegerField(default=0, editable=False, help_text='1: moderators were told, 2: editors too')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'ordering': ['created', 'pk'],
                'indexes': [models.Index(fields=['state', 'created'], name='community_c_state_67b1b6_idx'), models.Index(fields=['object_kind', 'object_pk', 'state'], name='community_c_object__931a02_idx'), models.Index(fields=['author', '-created'], name='community_c_author__07ed2d_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('sort', 'pending'), ('state', 'open')), fields=('object_kind', 'object_pk', 'number'), name='community_case_once_per_contribution'), models.CheckConstraint(condition=models.Q(('author', None), ('author_name', ''), _connector='OR'), name='community_case_no_copied_name')],
            },
        ),
        migrations.CreateModel(
            name='CaseScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('pk_in_kind', models.PositiveBigIntegerField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scopes', to='community.case')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'pk_in_kind'], name='community_c_kind_149c42_idx')],
                'constraints': [models.UniqueConstraint(fields=('case', 'kind', 'pk_in_kind'), name='community_case_scope_once')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place_kind', models.CharField(max_length=40)),
                ('place_pk', models.PositiveBigIntegerField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('subject', models.CharField(blank=True, max_length=120)),
                ('audience', models.CharField(choices=[('all', 'everybody'), ('parties', 'only the two of us')], default='all', max_length=7)),
                ('author_name', models.CharField(blank=True, max_length=80, verbose_name='name of somebody without an account')),
                ('mail', models.EmailField(blank=True, max_length=254)),
                ('mail_confirmed', models.BooleanField(default=False)),
                ('wants_answers', models.BooleanField(default=False)),
                ('words', models.TextField()),
                ('language', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(choices=[('held', 'waiting'), ('live', 'public'), ('refused', 'refused'), ('hidden', 'hidden'), ('withdrawn', 'taken back')], default='held', max_length=9)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('resolved_in', models.PositiveIntegerField(default=0)),
                ('passage', models.CharField(blank=True, max_length=300)),
                ('passage_before', models.CharField(blank=True, max_length=60)),
                ('passage_after', models.CharField(blank=True, max_length=60)),
                ('passage_number', models.PositiveIntegerField(default=0)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('mentioned', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='community.comment')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'indexes': [models.Index(fields=['place_kind', 'place_pk', 'created'], name='community_comment_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('author', None), ('author_name', ''), _connector='OR'), name='community_comment_no_copied_name'), models.UniqueConstraint(condition=models.Q(('number__gt', 0)), fields=('place_kind', 'place_pk', 'number'), name='community_comment_numbered_once'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('number', 0), ('passage', ''), ('resolved_at', None)), _connector='OR'), name='community_comment_first_is_resolved')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32)),
                ('action', models.CharField(max_length=20)),
                ('when', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'counted attempt',
                'verbose_name_plural': 'counted attempts',
                'indexes': [models.Index(fields=['key', 'action', 'when'], name='community_a_key_8dca41_idx'), models.Index(fields=['when'], name='community_a_when_c0b738_idx')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('when', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('who', models.PositiveBigIntegerField(null=True)),
                ('action', models.CharField(db_index=True, max_length=30)),
                ('object_kind', models.CharField(blank=True, max_length=20)),
                ('object_pk', models.PositiveBigIntegerField(null=True)),
                ('number', models.PositiveIntegerField(default=0)),
                ('title', models.CharField(blank=True, max_length=250)),
                ('reason', models.TextField(blank=True)),
                ('details', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log',
                'ordering': ['-when', '-pk'],
                'indexes': [models.Index(fields=['object_kind', 'object_pk'], name='community_l_object__e1f7fe_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254)),
                ('topic', models.CharField(max_length=32)),
                ('message', models.CharField(blank=True, max_length=32)),
                ('object_kind', models.CharField(blank=True, max_length=20)),
                ('object_pk', models.PositiveBigIntegerField(default=0)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('stop_url', models.CharField(blank=True, max_length=500)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try', models.DateTimeField(default=django.utils.timezone.now)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='community.case')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'indexes': [models.Index(condition=models.Q(('sent__isnull', True)), fields=['next_try'], name='mail_due')],
            },
        ),
        migrations.CreateModel(
            name='MailLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('purpose', models.CharField(max_length=20)),
                ('object_kind', models.CharField(max_length=20)),
                ('object_pk', models.PositiveBigIntegerField()),
                ('state', models.CharField(blank=True, max_length=32)),
                ('address', models.CharField(blank=True, max_length=32)),
                ('details', models.JSONField(default=dict)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.CharField(blank=True, max_length=12)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mailed link',
                'verbose_name_plural': 'mailed links',
                'indexes': [models.Index(fields=['purpose', 'object_kind', 'object_pk'], name='community_m_purpose_fb6d1d_idx')],
            },
        ),
        migrations.CreateModel(
            name='MailStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('topic', models.CharField(max_length=32)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'stopped mail',
                'verbose_name_plural': 'stopped mails',
                'constraints': [models.UniqueConstraint(fields=('digest', 'topic'), name='community_mail_stop_once')],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=32)),
                ('scope_kind', models.CharField(blank=True, max_length=20)),
                ('scope_pk', models.PositiveBigIntegerField(blank=True, null=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'responsibility',
                'verbose_name_plural': 'responsibilities',
                'constraints': [models.UniqueConstraint(condition=models.Q(('scope_pk__isnull', False)), fields=('user', 'role', 'scope_kind', 'scope_pk'), name='community_responsibility_once'), models.UniqueConstraint(condition=models.Q(('scope_pk__isnull', True)), fields=('user', 'role', 'scope_kind'), name='community_responsibility_once_for_all')],
            },
        ),
    ]
