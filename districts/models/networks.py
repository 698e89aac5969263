"""Who has joined forces for longer than one project."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.entries import VersionedEntry, external_id_constraints, list_indexes
from districts.models.several import chosen
from districts.querysets import NetworkQuerySet


class Purpose(models.TextChoices):
    """What a network is for. No value is a part of another: `Network.purposes` is searched."""

    KNOWLEDGE = "knowledge", _("Knowledge and communication")
    PARTICIPATION = "participation", _("Participation")
    COPRODUCTION = "coproduction", _("Making services together")
    RESOURCES = "resources", _("Sharing rooms, tools and skills")


class Reach(models.TextChoices):
    """How far a network reaches."""

    QUARTER = "quarter", _("one quarter")
    CITY = "city", _("the city")
    REGION = "region", _("the region")
    COUNTRY = "country", _("the whole country")


class Network(VersionedEntry):
    """A network: its purposes, how far it reaches, and which actors belong to it.

    `purposes` are several values of `Purpose`, joined by commas.
    """

    KIND: ClassVar[str] = "network"

    title = models.CharField(_("name"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    text = models.TextField(_("what it does"), blank=True)
    purposes = models.CharField(_("what it is for"), max_length=60, blank=True)
    reach = models.CharField(_("reach"), max_length=8, choices=Reach, blank=True)
    actors = models.ManyToManyField(
        "districts.Actor", blank=True, related_name="networks", verbose_name=_("who belongs to it")
    )
    website = models.URLField(_("website"), max_length=400, blank=True)

    objects: ClassVar[NetworkQuerySet] = NetworkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["sort_key", "pk"]
        constraints = external_id_constraints("network")
        indexes = list_indexes("network", "sort_key", counted=["purposes", "reach"])

    def __str__(self) -> str:
        return self.title

    @property
    def purpose_list(self) -> list[Purpose]:
        """What it is for, in the order in which the product lists it."""
        return chosen(Purpose, self.purposes)
