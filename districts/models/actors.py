"""Who is active: groups, associations, offices, shops, parishes, foundations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models.entries import VersionedEntry, external_id_constraints, list_indexes
from districts.querysets import ActorQuerySet


class Sector(models.TextChoices):
    """Which part of society an actor comes from."""

    CITIZENS = "citizens", _("Citizens without an institution")
    NONPROFIT = "nonprofit", _("Non-profit organisations")
    MUNICIPAL = "municipal", _("City and district")
    BUSINESS = "business", _("Local business")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprises")
    CHURCH = "church", _("Churches and religious communities")
    FOUNDATION = "foundation", _("Foundations")
    POLITICS = "politics", _("Councils and advisory boards")
    EDUCATION = "education", _("Education")


#: The three sectors of trisectorality; education counts where its carrier does.
THIRDS = {
    Sector.MUNICIPAL: "public",
    Sector.POLITICS: "public",
    Sector.BUSINESS: "business",
    Sector.SOCIAL_ENTERPRISE: "business",
    Sector.CITIZENS: "civil",
    Sector.NONPROFIT: "civil",
    Sector.CHURCH: "civil",
    Sector.FOUNDATION: "civil",
}


class Access(models.TextChoices):
    """What a place offers to people who need it."""

    STEP_FREE = "step_free", _("Step-free")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Parking for disabled people")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    EASY_LANGUAGE = "easy_language", _("Easy language")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    CHANGING_TABLE = "changing_table", _("Changing table")
    SEATING = "seating", _("Places to sit")


class Actor(VersionedEntry):
    """Someone who does something in a district.

    `carrier` is the institution behind it (Träger → Einrichtung). `mail` is never shown: it is
    where the contact form delivers to; `earlier_mail` speaks for the actor while the address is new
    (`districts.services.addresses`). `phone` is shown only with `phone_public`. `council_body`
    marks committees and offices from a council information system: papers link to them, but they
    are no list of who is active.
    """

    KIND: ClassVar[str] = "actor"

    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    carrier = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="facilities",
        verbose_name=_("carrier"),
    )
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("what they do"), blank=True)
    address = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    access = models.JSONField(_("access"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    phone_public = models.BooleanField(_("the phone number may be shown"), default=False)
    mail = models.EmailField(_("mail address for messages"), blank=True)
    earlier_mail = models.EmailField(blank=True, editable=False)
    mail_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    website = models.URLField(_("website"), max_length=400, blank=True)
    open_to_cooperation = models.BooleanField(_("open to cooperation"), default=False)
    asked_at = models.DateField(null=True, blank=True, editable=False)
    council_body = models.BooleanField(default=False, editable=False)

    objects: ClassVar[ActorQuerySet] = ActorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["sort_key", "pk"]
        constraints = external_id_constraints("actor")
        indexes = list_indexes(
            "actor",
            "sort_key",
            listed_by=["council_body"],
            counted=["council_body", "sector", "open_to_cooperation"],
        )

    def __str__(self) -> str:
        return self.name

    @property
    def third(self) -> str:
        """The third of society: public, business, civil; "education" without a carrier."""
        if self.sector == Sector.EDUCATION:
            carrier = self.carrier
            return carrier.third if carrier and carrier.sector != Sector.EDUCATION else "education"
        return THIRDS[Sector(self.sector)]
