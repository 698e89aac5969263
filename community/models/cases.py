"""What waits for a decision, and what was decided.

Nothing in here knows the apps whose things are decided upon: an object is named by its registered
kind and primary key, a place by "district" or "topic" and its primary key.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.querysets import CaseQuerySet


class Case(models.Model):
    """One thing that waits for a decision: a held contribution, a report or an objection.

    Written in the transaction of what it is about, so that the inbox never misses one. `title` and
    `url` are as they were then, and name no account. `number` is the revision it is about, 0 for
    the whole thing. A report about an address that belongs to no registered kind has no
    `object_kind`. `author_name` is a guest's; that of an account is read from the account.
    """

    class Sort(models.TextChoices):
        """What kind of decision it is."""

        PENDING = "pending", _("contribution")
        REPORT = "report", _("report")
        OBJECTION = "objection", _("objection")

    class Cause(models.TextChoices):
        """What a report says is wrong."""

        WRONG = "wrong", _("It is wrong or out of date")
        PRIVATE = "private", _("It tells something about a person that should not be here")
        RUDE = "rude", _("It is insulting or inflammatory")
        COPIED = "copied", _("It is copied from somewhere without permission")
        SPAM = "spam", _("It is advertising")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        """What was done about a report."""

        HIDDEN = "hidden", _("hidden")
        SETTLED = "settled", _("put right")
        KEPT = "kept", _("left as it is")
        GONE = "gone", _("destroyed")

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    #: What somebody decided about it; a withdrawn case is nobody's decision.
    DECIDED = (State.ACCEPTED, State.REFUSED)

    sort = models.CharField(max_length=9, choices=Sort)
    object_kind = models.CharField(max_length=20, blank=True)
    object_pk = models.PositiveBigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=250)
    url = models.CharField(max_length=500)
    held_because = models.CharField(max_length=12, blank=True)
    cause = models.CharField(max_length=8, choices=Cause, blank=True)
    words = models.TextField(blank=True, help_text=_("summary of the edit, or words of the report"))
    language = models.CharField(max_length=12, default="de", help_text=_("in which to answer"))
    created = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(
        _("name of somebody without an account"), max_length=80, blank=True
    )
    mail = models.EmailField(blank=True, help_text=_("for the answer only, removed afterwards"))
    receipt = models.CharField(max_length=43, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.TextField(_("reason"), blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("an objection, through a mailed link")
    )
    # Whether this decision took from the public what it is about: it may not have been there.
    has_hidden = models.BooleanField(default=False, editable=False)
    reminded = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("1: moderators were told, 2: editors too")
    )

    #: What the page of a case of no kind is called today, once `page_titles` was asked; not stored.
    page_title = ""

    # Came with the demo, so that it goes with it; what real people report about the demo stays.
    is_demo = models.BooleanField(default=False, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_pk", "number"],
                condition=Q(sort="pending", state="open"),
                name="community_case_once_per_contribution",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(author_name=""), name="community_case_no_copied_name"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "created"]),
            models.Index(fields=["object_kind", "object_pk", "state"]),
            models.Index(fields=["author", "-created"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """What to call it before people, rather than the address of a page of no kind."""
        return self.page_title or self.title

    @property
    def is_report(self) -> bool:
        """Whether it is a report or objection, which is answered, not accepted."""
        return self.sort != self.Sort.PENDING

    @property
    def was_accepted(self) -> bool:
        """Whether it is a contribution that was made public."""
        return not self.is_report and self.state == self.State.ACCEPTED

    def trust_scopes(self) -> set[tuple[str, int]]:
        """Say where the case belongs, for `community.trust`; one query unless prefetched."""
        return {(scope.kind, scope.pk_in_kind) for scope in self.scopes.all()}


class CaseScope(models.Model):
    """A district or topic that a case belongs to; its steward sees it first and may decide it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="scopes")
    kind = models.CharField(max_length=20)
    pk_in_kind = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "pk_in_kind"], name="community_case_scope_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "pk_in_kind"])]
