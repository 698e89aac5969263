"""No two public articles of one place and language have the same words for their title."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wiki", "0010_words_filled_in")]

    operations = [
        migrations.RemoveIndex(model_name="link", name="wiki_link_slug_15a0e2_idx"),
        migrations.RemoveField(model_name="link", name="slug"),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(
                fields=["title_words", "district"], name="wiki_link_title_w_165c7e_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("district__isnull", False), ("state", "live")),
                fields=("district", "language", "title_words"),
                name="wiki_article_title_in_district",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("district__isnull", True), ("state", "live")),
                fields=("language", "title_words"),
                name="wiki_article_title_in_general",
            ),
        ),
    ]
