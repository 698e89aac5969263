import django.core.validators
import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='DiscardedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='made by')),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('all-rights', 'All rights reserved')], default='all-rights', max_length=20, verbose_name='licence')),
                ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                ('taken', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^(19|20)\\d\\d-(0[1-9]|1[0-2])$')], verbose_name='month in which it was taken')),
                ('people', models.CharField(blank=True, choices=[('none', 'Nobody, or nobody can be recognised'), ('agreed', 'People who have agreed'), ('children', 'Children too; their parents or guardians have agreed'), ('crowd', 'Many people at a public event, nobody in particular')], max_length=8, verbose_name='people in the picture')),
                ('upload_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('shown_digests', models.JSONField(blank=True, default=list, editable=False)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('state', models.CharField(choices=[('live', 'public'), ('held', 'waiting for review'), ('refused', 'not accepted'), ('hidden', 'hidden'), ('deleted', 'deleted')], default='live', editable=False, max_length=8, verbose_name='state')),
                ('is_shared', models.BooleanField(default=False, editable=False)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'live'), models.Q(('file__startswith', 'private/'), _negated=True)), models.Q(models.Q(('state', 'live'), _negated=True), ('file__startswith', 'private/')), _connector='OR'), name='pictures_picture_private_unless_live'), models.CheckConstraint(condition=models.Q(models.Q(('is_shared', True), ('state', 'live'), _negated=True), models.Q(models.Q(('description', ''), _negated=True), models.Q(('credit', ''), _negated=True), models.Q(('licence__in', ('', 'all-rights')), _negated=True), models.Q(('people', ''), _negated=True)), _connector='OR'), name='pictures_picture_shared_is_complete')],
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PicturePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('pk_in_kind', models.PositiveBigIntegerField()),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='pictures.picture')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'pk_in_kind'], name='pictures_pi_kind_fbe5b7_idx')],
                'constraints': [models.UniqueConstraint(fields=('picture', 'kind', 'pk_in_kind'), name='pictures_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='pictures.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='pictures_rendition_unique')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
