"""What the inbox asks of districts and topics: the places where somebody is responsible.

They are no subjects (`community.subjects`): nothing of them waits or is talked about, and a report
about the page of one is kept by its address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community import contract
from community.inbox import page_titles
from community.inbox.page_titles import AddressedPage
from districts.models import District, Topic

#: By the key of the scope, which names the address of the page, too.
PLACES: Mapping[str, tuple[type[Any], str | Promise]] = {
    "district": (District, _("Districts")),
    "topic": (Topic, _("Topics")),
}


def register_places() -> None:
    """Let people be responsible for them, and name their pages where these were reported."""
    for key, (model, label) in PLACES.items():
        contract.register_scope(
            key, label=label, names=partial(_by_pk, model), choices=partial(_all, model)
        )
    page_titles.register(titles)


def titles(places: Mapping[str, AddressedPage]) -> dict[str, str]:
    """Return the names of the districts and topics whose pages these are."""
    found = {}
    for key, (model, _label) in PLACES.items():
        named = partial(_by_slug, model)
        found.update(page_titles.of_view(places, f"districts:{key}", named))
    return found


def _by_pk(model: type[Any], pks: Iterable[int]) -> dict[int, str]:
    return {thing.pk: str(thing) for thing in model.objects.filter(pk__in=list(pks))}


def _by_slug(model: type[Any], slugs: Collection[str]) -> dict[str, str]:
    return {thing.slug: str(thing) for thing in model.objects.filter(slug__in=slugs)}


def _all(model: type[Any]) -> list[tuple[int, str]]:
    return [(thing.pk, str(thing)) for thing in model.objects.order_by("name")]
