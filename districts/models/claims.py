"""Who says "Das sind wir" of an actor, and waits for an answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models.actors import Actor


class Claim(models.Model):
    """Somebody asks the moderators to be let in as a carer of an actor."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not accepted")

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(_("how others can tell"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "user"], condition=Q(state="open"), name="districts_claim_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ← {self.user}"

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()

    def trust_scopes(self) -> frozenset[tuple[str, int]]:
        """Return the places of the actor, whose stewards may decide."""
        return self.actor.trust_scopes()
