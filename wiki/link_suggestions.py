"""Which articles may the beginning of a wiki link mean, and how are links to them written?

The link leads to the article from the district of the text: alone where it is found so, else with
the district (and its city where two districts have one name) before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from districts.entries.by_name import districts_called
from districts.models import District
from text.identity import words_of
from text.storable import storable
from text.wikilinks import MAX_LENGTH, PAGE_PREFIXES
from wiki.models import GENERAL, Article

SHOWN = 8
# Signs that mean something within a link, and others that leave the words of a title as they are.
_MARKUP = str.maketrans({**dict.fromkeys("|[]`^\\", " "), "#": "\uff03"})


@dataclass(frozen=True, slots=True)
class Idea:
    """An article, the name of its place ("" in the text's own), and what stands in the brackets."""

    title: str
    place: str
    link: str


def ideas(typed: str, *, district: District | None, language: str) -> list[Idea]:
    """Return up to eight public articles whose title begins so, or has a word that does.

    Those of `district` (None: "allgemein") come first. "Place:beginning" looks in one place only.
    """
    place, beginning = _split(storable(typed))
    words = words_of(beginning)
    if not words:
        return []
    rows = Article.objects.live().filter(language=language).select_related("district__city")
    if place is not None:
        rows = rows.filter(district__in=place) if place else rows.filter(district=None)
    rows = rows.order_by(_nearest_first(district), "title", "pk")
    found = list(rows.filter(title_words__startswith=words)[:SHOWN])
    if len(found) < SHOWN:
        inside = rows.filter(title_words__contains=f" {words}").exclude(
            pk__in=[a.pk for a in found]
        )
        found += inside[: SHOWN - len(found)]
    return _written(found, district, language)


def _split(typed: str) -> tuple[list[District] | None, str]:
    """Return the places before a colon ([]: "allgemein", None: no place), and the rest."""
    before, colon, after = (part.strip() for part in typed.partition(":"))
    if not colon:
        return None, typed
    if words_of(before) == GENERAL:
        return [], after
    name = before.partition(" (")[0]
    named = districts_called([name]).get(name)
    return (named, after) if named else (None, typed)


def _nearest_first(district: District | None) -> Case:
    own = [When(district=district, then=Value(0))] if district else []
    return Case(
        *own,
        When(district__isnull=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _written(found: list[Article], own: District | None, language: str) -> list[Idea]:
    general = [article.title_words for article in found if article.district is None]
    covered = set(
        Article.objects.live()
        .filter(district=own, title_words__in=general, language=language)
        .values_list("title_words", flat=True)
        if own and general
        else ()
    )
    names = {article.district.name for article in found if article.district}
    names |= {article.title.partition(":")[0] for article in found if ":" in article.title}
    called = districts_called(names)
    return [_idea(article, own, covered, called) for article in found]


def _idea(
    article: Article,
    own: District | None,
    covered: set[str],
    called: Mapping[str, Sequence[District]],
) -> Idea:
    place, title = article.district, article.title
    target = _target(title, called)
    shown = "" if target == title else f"|{_shown(title)}"
    if place == own:
        return Idea(title, "", _fitting(target, shown))
    if place is None:
        before = "Allgemein:" if article.title_words in covered else ""
        return Idea(title, _("General knowledge"), _fitting(f"{before}{target}", shown))
    several = len(called.get(place.name, ())) > 1
    name = f"{place.name} ({place.city.name})" if several else place.name
    return Idea(title, name, _fitting(f"{name}:{target}", shown or f"|{title}"))


def _fitting(link: str, shown: str) -> str:
    """Return a link with the words that are shown, without them where it would be too long."""
    return link if len(link) + len(shown) > MAX_LENGTH else f"{link}{shown}"


def _target(title: str, called: Mapping[str, Sequence[District]]) -> str:
    """Return a title as a link can name it: what only looks like a place before it is none."""
    named = called.get(title.partition(":")[0])
    # Without its marks first: they may hide what a link would read as a place or an address.
    title = " ".join(title.translate(_MARKUP).split())
    before, colon, after = title.partition(":")
    looks = before.strip().casefold() in PAGE_PREFIXES or words_of(before) == GENERAL
    if colon and (looks or named or called.get(before) or after.strip().startswith("//")):
        title = " ".join(title.replace(":", " ").split())
    return title


def _shown(title: str) -> str:
    return "".join(char for char in title if char not in "[]`")
