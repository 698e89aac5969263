"""What does a page show besides its own fields? Asked when it is served; no model knows its makers.

Registered from `CmsConfig.ready()`: a maker reads models, and so cannot be imported by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

#: Takes a page and the request that shows it; returns names for the template.
Maker = Callable[[Any, HttpRequest], Mapping[str, Any]]

_makers: dict[type[Any], list[Maker]] = {}


def register(model: type[Any], maker: Maker) -> None:
    """Let pages of a model, and of those made of it, show what `maker` returns."""
    _makers.setdefault(model, []).append(maker)


def of(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return what all makers say of a page, those of its base models first."""
    return {
        name: value
        for model in reversed(type(page).__mro__)
        for make in _makers.get(model, ())
        for name, value in make(page, request).items()
    }
