"""What is known of a district that is worth printing: the notice sheet and the leaflet to fold.

The lines are those of the district's page (`districts.pages.district_overview`); at which of its
single times a date stands there is decided in `districts.entries.date_lines`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

import pagecache
from districts import entries, panels
from districts.models import Actor, Date, District, Need
from districts.pages.district_overview import DistrictLine, Group, Overview, overview
from districts.pages.district_pictures import pictures_of
from districts.pages.district_sections import office_in
from districts.shown import DISTRICT, said_by_kind
from pagecache.shared import kept_each
from pictures.showing import ShownPicture


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What there is, in the order it is shown; how much of it fits is the page's to say.

    `to_call` have a number that may be shown, `office` is whom to ask before anybody else.
    """

    dates: list[DistrictLine]
    needs: list[DistrictLine]
    articles: list[dict[str, Any]]
    to_call: list[DistrictLine]
    office: DistrictLine | None
    stewards: list[str]
    picture: ShownPicture | None


def on_paper(district: District) -> OnPaper:
    """Return what guests may see, each part made or kept by itself.

    One query where something has to be made, and two for the pictures.
    """
    now, known = timezone.now(), Overview()
    here = f"{district.pk} {get_language()} {timezone.localdate(now)}"
    #: Paper has a part for each of these. What a new kind has stands on the page to which its code
    #: leads.
    kinds = {f"{kind} {here}": kind for kind in (Date.KIND, Need.KIND, Actor.KIND)}
    stewards, articles, picture = f"stewards {here}", f"articles {here}", f"picture {here}"

    def fetch(missing: Collection[str]) -> None:
        nonlocal known
        wanted = [kind for words, kind in kinds.items() if words in missing]
        known = overview(district, None, now, kinds=wanted, stewards=stewards in missing)

    def groups(kind: str) -> list[Group]:
        said_by_kind(kind, DISTRICT, [district.pk])
        return known.groups.get(kind, [])

    def names() -> list[str]:
        pagecache.shows_only()  # who is the contact of what belongs to every page
        return [contact.name for contact in known.stewards]

    makers: dict[str, Callable[[], Any]] = {
        **{words: partial(groups, kind) for words, kind in kinds.items()},
        stewards: names,
        articles: lambda: _articles(district),
        picture: lambda: _picture(district),
    }
    found = kept_each("districts:on-paper", makers, ahead=fetch)
    dates, needs, actors = (found[words] for words in kinds)
    return OnPaper(
        dates=_lines(dates),
        needs=_lines(needs),
        articles=found[articles],
        to_call=[line for line in _lines(actors) if line.phone and not line.near],
        office=office_in(actors, entries.by_key(Actor.KIND), district),
        stewards=found[stewards],
        picture=found[picture],
    )


def _lines(groups: Collection[Group]) -> list[DistrictLine]:
    return [line for group in groups for line in group.lines]


def _articles(district: District) -> list[dict[str, Any]]:
    pagecache.shows_only()  # beside panels, which say what they show
    filled = panels.panels_for(district, None)
    return [line for panel in filled for line in panel.context.get("articles", ())]


def _picture(district: District) -> ShownPicture | None:
    pagecache.shows_only()  # each change of a picture ends every page
    return pictures_of(district).head
