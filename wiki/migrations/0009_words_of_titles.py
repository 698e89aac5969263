"""Titles are told apart by their words, which are kept beside them; links look for these."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0018_ends_of_long_series"),
        ("wiki", "0008_rendered_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="title_words",
            field=models.CharField(db_index=True, default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="link",
            name="title_words",
            field=models.CharField(default="", max_length=255),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="FormerTitle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_titles",
                        to="wiki.article",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.district",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("title_words", models.CharField(max_length=255)),
            ],
            options={
                "verbose_name": "former title",
                "verbose_name_plural": "former titles",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", False)),
                        fields=("district", "language", "title_words"),
                        name="wiki_former_title_in_district",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", True)),
                        fields=("language", "title_words"),
                        name="wiki_former_title_in_general",
                    ),
                ],
            },
        ),
    ]
