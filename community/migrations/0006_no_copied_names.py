"""Names of accounts are read from the accounts; the copies beside comments, cases and log go."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def forget_copies(apps: Any, schema_editor: Any) -> None:
    """Empty what says the name of an account, whoever it was copied from."""
    known = _names_of_accounts(apps)
    for name in ("Comment", "Case"):
        named = apps.get_model("community", name).objects.exclude(author_name="")
        named.filter(author__isnull=False).update(author_name="")
        # Accounts that were deleted since left their names beside nobody, like those of guests.
        for row in named.filter(author__isnull=True).only("author_name").iterator():
            if row.author_name in known:
                named.filter(pk=row.pk).update(author_name="")
    _forget_in_log(apps, known)
    _forget_in_titles_of_comments(apps)


def _names_of_accounts(apps: Any) -> set[str]:
    """Return what accounts are called, and what they were called when they did something."""
    said = apps.get_model("community", "LogEntry").objects.values_list("who_name", flat=True)
    accounts = apps.get_model("accounts", "User").objects.values_list("name", flat=True)
    return {*said.distinct(), *accounts} - {""}


def _forget_in_log(apps: Any, known: set[str]) -> None:
    """Take the title from every entry about an account, and from those about a bare address."""
    entries = apps.get_model("community", "LogEntry").objects
    for entry in entries.exclude(title="").iterator():
        about_a_person = "user" in entry.details and (
            # Those who took care of an entry were named where it was not.
            entry.object_pk is None or entry.action in ("end", "grant") or entry.title in known
        )
        bare_address = "case" in entry.details and not entry.object_kind
        if about_a_person or bare_address:
            entries.filter(pk=entry.pk).update(title="")


def _forget_in_titles_of_comments(apps: Any) -> None:
    """A reported comment was called "name: words"; now it is called by its words.

    Also where the words were changed since, or the comment is gone: nobody knows what of such a
    title is the name.
    """
    words = dict(apps.get_model("community", "Comment").objects.values_list("pk", "words"))
    for name in ("Case", "LogEntry"):
        rows = apps.get_model("community", name).objects.filter(object_kind="comment")
        for row in rows.only("object_pk", "title").iterator():
            title = words.get(row.object_pk, "")[:60]
            if row.title != title:
                rows.filter(pk=row.pk).update(title=title)


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
