"""What a town has decided about a module."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models.places import City
from districts.modules import Usage


class ModuleState(models.Model):
    """How a module stands in a town, and who looks after it. Without a row: as the module says."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="module_states")
    module = models.CharField(max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=Usage)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who looks after it"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who does so in their place"),
    )
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("state of a module")
        verbose_name_plural = _("states of modules")
        constraints = [
            models.UniqueConstraint(fields=["city", "module"], name="districts_module_in_city")
        ]

    def __str__(self) -> str:
        return f"{self.module}: {self.state}"
