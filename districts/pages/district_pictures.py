"""Which pictures does the page of a district show: at its head, in a row, on its cards?

Those that were given of it or of its projects, live ones alone. All of them are read at once: two
queries, one where there are none. What changes a picture makes everything anew, so that parts with
pictures need not say which they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window
from django.urls import reverse

from districts.models import District, Project
from districts.shown import DISTRICT
from pictures.models import Picture, PicturePlace
from pictures.showing import SIDE_BY_SIDE, ShownPicture, shown

#: So many are read; a page with more of its own leads to the gallery.
MOST = 24
#: How wide the picture at the head stands, and those on cards.
AT_HEAD, ON_CARD = "(min-width: 60em) 32rem, 100vw", "(min-width: 40em) 22rem, 7rem"
#: So many stand in the row; the first of all stands at the head.
IN_ROW = 2


@dataclass(frozen=True, slots=True)
class DistrictPictures:
    """The pictures of a district, the newest first, and those for its cards.

    `by_number` are all by their numbers, `of_projects` one for each project (by slug) that has any,
    `total` is how many there are of the district itself.
    """

    head: ShownPicture | None = None
    row: list[ShownPicture] = field(default_factory=list)
    total: int = 0
    by_number: Mapping[int, ShownPicture] = field(default_factory=dict)
    of_projects: Mapping[str, ShownPicture] = field(default_factory=dict)
    all_url: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there are more than the one at the head: on a phone no other is shown."""
        return self.total > 1


def pictures_of(district: District) -> DistrictPictures:
    """Return the pictures that a district's page shows."""
    here = PicturePlace.objects.filter(kind=DISTRICT, pk_in_kind=district.pk)
    projects = Project.objects.live().filter(districts=district)
    at_projects = PicturePlace.objects.filter(
        kind=Project.KIND, pk_in_kind__in=projects.order_by().values("pk")
    )
    shows = PicturePlace.objects.filter(kind=Project.KIND, picture=OuterRef("pk"))
    rows = (
        Picture.objects.shared()
        .live()
        .filter(Q(pk__in=here.values("picture")) | Q(pk__in=at_projects.values("picture")))
        .annotate(
            own=Exists(here.filter(picture=OuterRef("pk"))),
            project=Subquery(
                projects.filter(pk__in=shows.values("pk_in_kind")).order_by("pk").values("slug")[:1]
            ),
        )
        .annotate(number=Window(Count("pk"), partition_by=["own"]))
        .order_by("-created_at", "-pk")
        .prefetch_related("renditions")
    )
    found = list(rows[:MOST])
    if not found:
        return DistrictPictures()
    own = [row for row in found if row.own]
    return DistrictPictures(
        head=shown(own[0], sizes=AT_HEAD) if own else None,
        row=[shown(row, sizes=SIDE_BY_SIDE) for row in own[1 : 1 + IN_ROW]],
        total=own[0].number if own else 0,
        by_number={row.pk: shown(row, sizes=ON_CARD) for row in found},
        of_projects={
            row.project: shown(row, sizes=ON_CARD) for row in reversed(found) if row.project
        },
        all_url=reverse("districts:gallery", args=[district.slug]),
    )
