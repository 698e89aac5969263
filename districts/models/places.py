"""Cities and their districts: where knowledge belongs."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from text.languages import in_german


class City(models.Model):
    """A town or village with districts; says what its parts are called."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(max_length=130, unique=True)
    district_term = models.CharField(_("word for one part"), max_length=40, default="Stadtbezirk")
    district_term_plural = models.CharField(
        _("word for several parts"), max_length=40, default="Stadtbezirke"
    )
    sentence = models.CharField(_("in one sentence"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    sign_digest = models.CharField(max_length=16, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def one_part(self) -> str:
        """The city's word for one part of it; where no German is read, the common word."""
        return self.district_term if in_german() else gettext("District")

    @property
    def parts(self) -> str:
        """The same for several of them."""
        return self.district_term_plural if in_german() else gettext("Districts")

    @property
    def city(self) -> "City":
        """The town it belongs to, as with everything that belongs to one: itself."""
        return self


class CitySign(models.Model):
    """The sprite with the Lagezeichen of a city's districts; apart, since lists never need it.

    `City.sign_digest` is part of its address, so that it can be kept for ever.
    """

    city = models.OneToOneField(
        City, on_delete=models.CASCADE, primary_key=True, related_name="sign"
    )
    svg = models.TextField()

    def __str__(self) -> str:
        return str(self.city_id)


class District(models.Model):
    """A part of a city: where knowledge belongs.

    Its outline lies in a table of its own; `schematic` says that it was computed from the
    centroids and is not a real border. `short` is the name without the city's ("Mitte").
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="districts")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=130, unique=True)
    short = models.CharField(_("short name"), max_length=120, blank=True)
    sentence = models.CharField(_("in one sentence"), max_length=300, blank=True)
    schematic = models.BooleanField(_("the outline is schematic"), default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    neighbours = models.ManyToManyField("self", blank=True, symmetrical=True)
    is_demo = models.BooleanField(default=False, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name"], name="districts_name_in_city"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("districts:district", args=[self.slug])

    @property
    def outline(self) -> dict[str, Any] | None:
        """The GeoJSON geometry, None where there is none; costs a query unless fetched along."""
        area: DistrictOutline | None = getattr(self, "area", None)
        return area.geojson if area else None


class DistrictOutline(models.Model):
    """The border of a district as a GeoJSON geometry in WGS84.

    Apart from the district: it weighs a thousand times what a name does, and nearly every page
    names districts.
    """

    district = models.OneToOneField(
        District, on_delete=models.CASCADE, primary_key=True, related_name="area"
    )
    geojson = models.JSONField()

    def __str__(self) -> str:
        return str(self.district_id)
