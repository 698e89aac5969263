"""What every directory entry has in common: actors, projects, dates, needs, council papers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts import entries, modules
from districts.modules.states import Switchable
from versions.models import Versioned

if TYPE_CHECKING:  # the revisions import this module
    from django.db.models.fields.related_descriptors import RelatedManager

    from districts.models.revisions import EntryRevision

Named = TypeVar("Named", bound="Entry")


class State(models.TextChoices):
    """Who sees an entry: everybody, its author and moderators, or moderators only."""

    LIVE = "live", _("public")
    HELD = "held", _("waiting for review")
    HIDDEN = "hidden", _("hidden")


def if_public(entry: Named | None) -> Named | None:
    """Return an entry that everybody sees, else None: what is linked with it must not name it."""
    return entry if entry is not None and entry.is_public else None


class Entry(Switchable, models.Model):
    """Base of the directory's kinds.

    `city` is the town an entry belongs to; `city_wide`
    says that it has no district of its own and so belongs to every district of that town. Both are
    kept by the services. An entry with neither city nor district still shows in lists.

    `external_id` is what the importing source calls the entry, empty for what people wrote here;
    `external_digest` tells whether the source has changed since.
    `sort_key` is the folded name, so that Ä stands beside A on every database.
    """

    #: By what search, versions and community know the kind.
    KIND: ClassVar[str]

    slug = models.SlugField(max_length=180, unique=True)
    sort_key = models.CharField(max_length=120, blank=True, editable=False)
    city = models.ForeignKey(
        "districts.City",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("city"),
    )
    city_wide = models.BooleanField(_("concerns the whole city"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.LIVE)
    #: Grows whenever the entry is shown, held or hidden: links of mails end with it.
    state_changes = models.PositiveIntegerField(default=0, editable=False)
    external_id = models.CharField(max_length=400, blank=True, editable=False)
    external_digest = models.CharField(max_length=32, blank=True, editable=False)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    checked_at = models.DateField(_("last checked on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_demo = models.BooleanField(default=False, editable=False)
    districts = models.ManyToManyField(
        "districts.District", blank=True, related_name="%(class)ss", verbose_name=_("districts")
    )
    topics = models.ManyToManyField(
        "districts.Topic", blank=True, related_name="%(class)ss", verbose_name=_("topics")
    )

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return where the entry is read."""
        return entries.of(self).url_of(self.slug)

    @property
    def in_module(self) -> tuple[modules.Module, int | None]:
        """That of its kind, and its own town."""
        return entries.of(self).module, self.city_id

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it; what `live()` says of rows."""
        return self.state == State.LIVE and not self.is_off

    def trust_scopes(self) -> frozenset[tuple[str, int]]:
        """Return the places and topics an entry belongs to, and itself; for `community.trust`."""
        districts = {("district", district.pk) for district in self.districts.all()}
        topics = {("topic", topic.pk) for topic in self.topics.all()}
        return frozenset({*districts, *topics, (self.KIND, self.pk)})


class VersionedEntry(Entry, Versioned):
    """Base of the kinds that people write together; `revisions` are its states."""

    revisions: "RelatedManager[EntryRevision]"

    class Meta:
        abstract = True


def external_id_constraints(kind: str) -> list[models.BaseConstraint]:
    """Return the constraints that make an importer's ids unique within a town.

    Two, because the town may be missing and NULL is never equal to NULL.
    """
    return [
        models.UniqueConstraint(
            fields=["city", "external_id"],
            condition=Q(city__isnull=False) & ~Q(external_id=""),
            name=f"districts_{kind}_external_in_city",
        ),
        models.UniqueConstraint(
            fields=["external_id"],
            condition=Q(city__isnull=True) & ~Q(external_id=""),
            name=f"districts_{kind}_external_no_city",
        ),
    ]


def list_indexes(
    kind: str, order: str, *, counted: Sequence[str] = (), listed_by: Sequence[str] = ()
) -> list[models.Index]:
    """Return the indexes that a list of this kind, its district filter and its counts need.

    `counted` are the columns that its filters ask for. One index holds them all, for counting reads
    every row: a row is two thousand bytes wide, its part of the index forty. The other one holds
    what decides who stands in the list (`listed_by`, besides state and city), so that the first
    page is its beginning: SQLite would else read every row of the first index and sort them.
    """
    key = "-id" if order.startswith("-") else "id"
    return [
        models.Index(
            fields=["state", order, key, "city", *listed_by], name=f"districts_{kind}_order"
        ),
        models.Index(
            fields=["state", "city", "city_wide", *counted], name=f"districts_{kind}_counts"
        ),
    ]
