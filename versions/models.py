"""A thing that many people write, and the revisions it consists of; none of them is ever changed.

Two abstract models. `Versioned` is mixed into the thing itself (an article, a directory entry) and
holds three numbers; a subclass of `AbstractRevision` holds one state of it. Numbers instead of
foreign keys, so that swapping the head is one UPDATE with a condition:

* `last_number` counts every revision, also the held ones;
* `head_number` is the revision new edits build on (0: none was accepted yet);
* `published_number` is the one the public sees (0: none).

A held revision is a branch beside the head: it takes a number, the head stays. Accepting it merges
it into whatever the head has become.
"""

from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def since() -> Coalesce:
    """Return since when an accepted revision has been public, for ordering and filtering."""
    return Coalesce("published_at", "created")


class Versioned(models.Model):
    """Numbers of a thing that consists of revisions; written by `versions.append` alone."""

    head_number = models.PositiveIntegerField(default=0, editable=False)
    published_number = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class AbstractRevision(models.Model):
    """One state of a thing: who wrote what, when, and upon which other states.

    A subclass adds a foreign key to the thing (named in `thing_field`), its content, and a unique
    constraint over that key and `number`.
    """

    class State(models.TextChoices):
        """Whether a revision is part of the thing, waits, or was decided against."""

        LIVE = "live", _("public")
        HELD = "held", _("waiting for review")
        ACCEPTED = "accepted", _("accepted and merged")
        REFUSED = "refused", _("not accepted")
        REPLACED = "replaced", _("replaced by its author")

    thing_field: ClassVar[str]

    number = models.PositiveIntegerField()
    parents = models.JSONField(
        default=list, help_text=_("numbers of the revisions this one was made from; two in a merge")
    )
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(
        _("name of somebody without an account"), max_length=80, blank=True
    )
    created = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text=_("when it became public, if that was later than it was written"),
    )
    summary = models.CharField(_("what was changed, and why"), max_length=300, blank=True)
    minor = models.BooleanField(_("small change"), default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text=_("bytes of the content"))
    size_change = models.IntegerField(default=0, help_text=_("bytes more than the first parent"))
    text_hidden = models.BooleanField(default=False)
    summary_hidden = models.BooleanField(default=False)
    author_hidden = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{getattr(self, self.thing_field)} ({self.number})"

    @property
    def is_merge(self) -> bool:
        """Whether two states were combined in this one."""
        return len(self.parents) > 1


def fingerprint(content: str) -> dict[str, Any]:
    """Return the `sha256` and `size` of a content, as fields of a revision."""
    data = content.encode()
    return {"sha256": sha256(data).hexdigest(), "size": len(data)}
