"""Who has taken on what, where, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.roles import ROLES


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    """Reads of what people have taken on."""

    def today(self) -> "ResponsibilityQuerySet":
        """Return what has not ended: it lasts up to and including its last day."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


class Responsibility(models.Model):
    """What somebody has taken on, where, and until when; `role` is one of `community.roles`.

    A scope without a kind is the whole site.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="responsibilities"
    )
    role = models.CharField(max_length=32)
    scope_kind = models.CharField(max_length=20, blank=True)
    scope_pk = models.PositiveBigIntegerField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_pk"],
                condition=Q(scope_pk__isnull=False),
                name="community_responsibility_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind"],
                condition=Q(scope_pk__isnull=True),
                name="community_responsibility_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role_words}"

    @property
    def role_words(self) -> str:
        """What the responsibility is, in words."""
        return str(ROLES[self.role].words)
