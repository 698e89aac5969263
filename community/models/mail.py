"""What is to be sent, and what somebody does not want."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.cases import Case


class Mail(models.Model):
    """A mail that the worker sends; written in the transaction of what it tells about.

    `topic` is why it comes, and what can be stopped: one of `community.mail_topics`. Rows go when
    they were sent.

    `message` says which one about the decision of `case` it is: those to one reader leave as one
    mail, written when it leaves (`community.mails.answers`). Mails of other names can be called
    back until they leave, with what they tell (`community.mail.call_back`). `object_kind` and
    `object_pk` name what the reader is told of: who may not know of it any more gets no mail.
    """

    to = models.EmailField()
    topic = models.CharField(max_length=32)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    message = models.CharField(max_length=32, blank=True)
    object_kind = models.CharField(max_length=20, blank=True)
    object_pk = models.PositiveBigIntegerField(default=0)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    stop_url = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["next_try"], condition=Q(sent__isnull=True), name="mail_due")
        ]

    def __str__(self) -> str:
        return self.subject


class MailStop(models.Model):
    """Mails of one topic that somebody does not want; of the address only a keyed hash is kept."""

    digest = models.CharField(max_length=64)
    topic = models.CharField(max_length=32)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("stopped mail")
        verbose_name_plural = _("stopped mails")
        constraints = [
            models.UniqueConstraint(fields=["digest", "topic"], name="community_mail_stop_once"),
        ]

    def __str__(self) -> str:
        return self.topic
