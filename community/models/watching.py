"""What somebody follows, what has happened, and which digest was made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WatchQuerySet(models.QuerySet["Watch"]):
    """Reads of what people follow."""

    def active(self) -> "WatchQuerySet":
        """Return what is followed, without what somebody has stopped following."""
        return self.exclude(rhythm="off")


class Watch(models.Model):
    """Somebody follows one thing, by its kind and key, or whatever a search finds.

    `search` is a hash of the canonical parameters of the search, `parameters` these themselves.
    There is no list of kinds and no foreign key: whatever is a subject can be followed. Mails have
    told of everything until `told_until`; one that tells at once left last at `mailed_at`. What was
    stopped stays as `OFF`, so that writing there once more does not begin it again.
    """

    class Rhythm(models.TextChoices):
        """When its owner hears of what is new."""

        DIGEST = "digest", pgettext_lazy("rhythm of mails", "daily, in one mail")
        WEEKLY = "weekly", pgettext_lazy("rhythm of mails", "weekly, on Mondays")
        AT_ONCE = "at_once", pgettext_lazy("rhythm of mails", "at once, in a mail of its own")
        SITE = "site", pgettext_lazy("rhythm of mails", "only here, without mails")
        OFF = "off", pgettext_lazy("rhythm of mails", "not any more")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    object_kind = models.CharField(max_length=20, blank=True)
    object_pk = models.PositiveBigIntegerField(default=0)
    search = models.CharField(max_length=64, blank=True)
    parameters = models.CharField(max_length=2000, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.DIGEST)
    since = models.DateTimeField(default=timezone.now)
    told_until = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_pk"], name="community_watch_of"),
            models.Index(fields=["rhythm", "told_until"], name="community_watch_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(search="", parameters="", object_pk__gt=0) & ~Q(object_kind=""))
                | (Q(object_kind="", object_pk=0) & ~Q(search="")),
                name="community_watch_thing_or_search",
            ),
            models.UniqueConstraint(
                fields=["user", "object_kind", "object_pk"],
                condition=Q(search=""),
                name="community_watch_thing_once",
            ),
            models.UniqueConstraint(
                fields=["user", "search"],
                condition=~Q(search=""),
                name="community_watch_search_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.object_kind} {self.object_pk} {self.search[:8]}"


class Happening(models.Model):
    """Something public has come to be: a revision of a thing, or a comment at it.

    It is written in the transaction of what it tells of and holds no words, only references:
    `number` is a revision (0: none), `comment` a comment (0: none). Whether somebody may know of it
    is asked when they are told. Rows go after 90 days.
    """

    object_kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField(default=0)
    comment = models.PositiveBigIntegerField(default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minor = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("happening")
        verbose_name_plural = _("happenings")
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_pk", "at"], name="community_happening_of")
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_pk} ({self.number or self.comment})"


class Digest(models.Model):
    """What one mail is to tell somebody of: references, from which it is written when it leaves.

    `day` is the local date of a digest, of which there is one for each reader; None for what is
    told at once. `items` are lists of watch, kind, key, the revision last told of, and comments.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField(null=True, blank=True)
    made = models.DateTimeField(default=timezone.now, db_index=True)
    items = models.JSONField(default=list)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "day"],
                condition=Q(day__isnull=False),
                name="community_digest_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.day or self.made}"


class Visit(models.Model):
    """When somebody has last looked at their overview, and when before: what is new lies between.

    Looking again within the hour is the same visit.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visit"
    )
    at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.at}"
