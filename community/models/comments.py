"""What readers say below a page, and what others answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from text.inline import in_words
from text.translatable import Words

if TYPE_CHECKING:
    from accounts.person import Person

#: So long is what somebody says a thread is about, and the words of a text that they ask about.
SUBJECT_LENGTH, PASSAGE_LENGTH, CONTEXT_LENGTH = 120, 300, 60

NAMELESS = _("somebody without a name")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments."""

    def public(self) -> CommentQuerySet:
        """Return what everybody may read: accepted, not below something that is hidden, for all."""
        return self.shown().filter(audience=Comment.Audience.ALL)

    def visible_to(self, user: Person) -> CommentQuerySet:
        """Return what somebody may read: what is public, and what is said among them and another.

        Lists, mails, feeds and copies ask this or `public`, and nothing else.
        """
        from community.talk import audience  # it knows the kinds, and they know this model

        return self.shown().filter(audience.heard_by(user))

    def shown(self) -> CommentQuerySet:
        """Return what is not hidden and does not wait, among whomever it was said."""
        above = Q(parent__isnull=True) | Q(parent__state="live")
        return self.filter(above, state="live")

    def at(self, kind: str, pk: int) -> CommentQuerySet:
        """Return what was said at a place."""
        return self.filter(place_kind=kind, place_pk=pk)

    def in_thread(self, first: int) -> CommentQuerySet:
        """Return a first comment, by its key, and what was answered to it."""
        return self.filter(Q(pk=first) | Q(parent=first))


class Comment(models.Model):
    """One comment at a place: a registered kind of thing and its primary key.

    Threads are one level deep: an answer to an answer belongs to the same first comment.
    `author_name` is a guest's; that of an account is read from the account. `mail` is kept only for
    who wants to hear of answers, and never shown; `mail_confirmed` says that its owner has agreed.

    First comments may say what they are about. They get a `number` at their place ("question 3")
    when everybody can read them, and keep it; among two there is none. Somebody `resolved` them,
    with the revision `resolved_in` (0: none) where a save did. `passage` is what they ask about in
    a text: words of its revision `passage_number`, and what stood around. An answer has the
    `audience` of the first comment.
    """

    class State(models.TextChoices):
        """Whether it can be read."""

        HELD = "held", _("waiting")
        LIVE = "live", _("public")
        REFUSED = "refused", _("refused")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("taken back")

    class Audience(models.TextChoices):
        """Among whom it was said."""

        ALL = "all", pgettext_lazy("who may read a comment", "everybody")
        PARTIES = "parties", pgettext_lazy("who may read a comment", "only the two of us")

    place_kind = models.CharField(max_length=40)
    place_pk = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField(default=0)
    subject = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    audience = models.CharField(max_length=7, choices=Audience, default=Audience.ALL)
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
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_in = models.PositiveIntegerField(default=0)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    passage = models.CharField(max_length=PASSAGE_LENGTH, blank=True)
    passage_before = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    passage_after = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    passage_number = models.PositiveIntegerField(default=0)

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
            ),
            models.UniqueConstraint(
                fields=["place_kind", "place_pk", "number"],
                condition=Q(number__gt=0),
                name="community_comment_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(number=0, resolved_at=None, passage=""),
                name="community_comment_first_is_resolved",
            ),
        ]

    def __str__(self) -> str:
        # It becomes the title of cases and of entries in the log, so it names nobody: not whom it
        # speaks to, either. Of what is said among two it tells nothing.
        if self.audience == self.Audience.PARTIES:
            return str(_("Said between two people"))
        return (self.subject or self.words).partition("@")[0].strip()[:60]

    @property
    def writer(self) -> Words:
        """Who wrote it, in words; needs `author` selected."""
        return self.author.name if self.author else self.author_name or NAMELESS

    @property
    def short_words(self) -> str:
        """The beginning of what was said, on one line."""
        return Truncator(in_words(self.words)).chars(SUBJECT_LENGTH)

    @property
    def anchor(self) -> str:
        """Id of the comment on the page of its place."""
        return f"kommentar-{self.pk}"
