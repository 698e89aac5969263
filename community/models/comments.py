"""What readers say below a page, and what others answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.translatable import Words

NAMELESS = _("somebody without a name")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments."""

    def live(self) -> "CommentQuerySet":
        """Return what everybody may read: accepted, and not below something that is hidden."""
        shown = Q(parent__isnull=True) | Q(parent__state="live")
        return self.filter(shown, state="live")

    def at(self, kind: str, pk: int) -> "CommentQuerySet":
        """Return what was said at a place."""
        return self.filter(place_kind=kind, place_pk=pk)


class Comment(models.Model):
    """One comment at a place: a registered kind of thing and its primary key.

    Threads are one level deep: an answer to an answer belongs to the same first comment.
    `author_name` is a guest's; that of an account is read from the account. `mail` is kept only for
    who wants to hear of answers, and never shown; `mail_confirmed` says that its owner has agreed.
    """

    class State(models.TextChoices):
        """Whether it can be read."""

        HELD = "held", _("waiting")
        LIVE = "live", _("public")
        REFUSED = "refused", _("refused")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("taken back")

    place_kind = models.CharField(max_length=40)
    place_pk = models.PositiveBigIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    author_name = models.CharField(
        _("name of somebody without an account"), max_length=80, blank=True
    )
    mail = models.EmailField(blank=True)
    mail_confirmed = models.BooleanField(default=False)
    wants_answers = models.BooleanField(default=False)
    words = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.HELD)
    created = models.DateTimeField(default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes: ClassVar = [
            models.Index(fields=["place_kind", "place_pk", "created"], name="community_comment_at")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(author=None) | Q(author_name=""),
                name="community_comment_no_copied_name",
            )
        ]

    def __str__(self) -> str:
        # It becomes the title of cases and of entries in the log, so it names nobody.
        return self.words[:60]

    @property
    def writer(self) -> Words:
        """Who wrote it, in words; needs `author` selected."""
        return self.author.name if self.author else self.author_name or NAMELESS

    @property
    def anchor(self) -> str:
        """Id of the comment on the page of its place."""
        return f"kommentar-{self.pk}"
