"""On which page does a form stand whose own address takes nothing but forms?

Such an address lies below the page of its form: `/moderation/7/entscheiden/` below
`/moderation/7/`. Whoever opens it with a link gets nothing but a 405.
"""

from collections.abc import Callable, Iterator
from inspect import getclosurevars
from typing import Any

from django.urls import ResolverMatch

from accounts.at_address import page_at


def readable(path: str) -> str:
    """Return the nearest address at a path or above it that can be opened; "/" for none."""
    for address in _upwards(path):
        with page_at(address) as match:
            if match is not None and _can_be_read(match):
                return address
    return "/"


def takes_forms_only(view: Callable[..., Any]) -> bool:
    """Say whether a view is closed to reading, as Django's `require_POST` closes it."""
    layer: Any = view
    while layer is not None:
        if getattr(layer, "__closure__", None):
            methods = getclosurevars(layer).nonlocals.get("request_method_list")
            if methods is not None and "GET" not in methods:
                return True
        layer = getattr(layer, "__wrapped__", None)
    return False


def _upwards(path: str) -> Iterator[str]:
    while path.strip("/"):
        yield path
        path = path.rstrip("/").rpartition("/")[0] + "/"


def _can_be_read(match: ResolverMatch) -> bool:
    # Pages of the editors have no name: every address is theirs, whether there is a page or not.
    return bool(match.url_name) and not takes_forms_only(match.func)
