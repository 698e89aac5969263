"""What people work on."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A subject people work on (Fachthema); a shallow tree. `synonyms` one a line."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(max_length=130, unique=True)
    synonyms = models.TextField(_("other words, one a line"), blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("districts:topic", args=[self.slug])


class TargetGroup(models.Model):
    """Whom projects are for ("Menschen, die allein leben"); made as projects name them."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(max_length=130, unique=True)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
