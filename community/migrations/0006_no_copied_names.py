"""Names of accounts are read from the accounts; the copies beside comments, cases and log go."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

RESPONSIBILITIES = ("grant", "end")


def forget_copies(apps: Any, schema_editor: Any) -> None:
    """Empty what says the name of an account, whoever it was copied from."""
    for name in ("Comment", "Case"):
        rows = apps.get_model("community", name).objects
        rows.filter(author__isnull=False).exclude(author_name="").update(author_name="")
    _forget_in_log(apps)
    _forget_in_titles_of_comments(apps)


def _forget_in_log(apps: Any) -> None:
    """Take the title from every entry about an account, and from those about a bare address."""
    entries = apps.get_model("community", "LogEntry").objects
    for entry in entries.exclude(title="").iterator():
        about_a_person = "user" in entry.details and (
            entry.object_pk is None
            or entry.action == "end"
            or (entry.action == "grant" and entry.object_kind in ("", "district", "topic"))
        )
        bare_address = "case" in entry.details and not entry.object_kind
        if about_a_person or bare_address:
            entries.filter(pk=entry.pk).update(title="")


def _forget_in_titles_of_comments(apps: Any) -> None:
    """A reported comment was called "name: words"; now it is called by its words."""
    comments = apps.get_model("community", "Comment").objects
    for name in ("Case", "LogEntry"):
        rows = apps.get_model("community", name).objects
        for row in rows.filter(object_kind="comment").iterator():
            comment = comments.filter(pk=row.object_pk).first()
            words = comment.words[:60] if comment else ""
            if words and row.title.endswith(f": {words}"):
                rows.filter(pk=row.pk).update(title=words)


class Migration(migrations.Migration):
    dependencies = [("community", "0005_mail_links")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="author_name",
            field=models.CharField(
                blank=True, max_length=80, verbose_name="name of somebody without an account"
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="author_name",
            field=models.CharField(
                blank=True, max_length=80, verbose_name="name of somebody without an account"
            ),
        ),
        migrations.RunPython(forget_copies, migrations.RunPython.noop),
        migrations.RemoveField(model_name="logentry", name="who_name"),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=Q(author=None) | Q(author_name=""), name="community_case_no_copied_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=Q(author=None) | Q(author_name=""),
                name="community_comment_no_copied_name",
            ),
        ),
    ]
