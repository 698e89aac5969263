"""The editing guide inside of the admin, and the menu that leads to it.

The guide is `docs/editing.md`, which the program brings along: it can be read without a network,
and no link of the admin leads to another host. Wagtail's own menu leads to two of its maker's.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from text.slugs import slugify

FOLDER = Path(settings.BASE_DIR) / "docs"
PICTURES = FOLDER / "img"
#: Wagtail's, by the beginning of their names: they lead to its own hosts.
ABROAD = ("whats-new", "editor-guide")
_PICTURE = re.compile(r"img/([a-z-]+\.webp)")


def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide."""
    html, contents = _guide()
    return render(request, "cms/admin/guide.html", {"guide": html, "contents": contents})


def picture(_request: HttpRequest, name: str) -> HttpResponse:
    """Show a picture of the guide."""
    known = {found.name: found for found in PICTURES.glob("redaktion-*.webp")}
    if name not in known:
        raise Http404
    return HttpResponse(known[name].read_bytes(), content_type="image/webp")


@cache
def _guide() -> tuple[str, list[tuple[str, str]]]:
    """Return the guide as HTML, with an anchor at every section, and its sections."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse((FOLDER / "editing.md").read_text(encoding="utf-8"))
    contents = []
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", slugify(inside.content))
            contents.append((slugify(inside.content), inside.content))
        for child in inside.children or ():
            _point_inside(child)
    # The admin has its own title.
    return parser.renderer.render(tokens[3:], parser.options, {}), contents


def _point_inside(token: Token) -> None:
    found = _PICTURE.fullmatch(str(token.attrs.get("src", "")))
    if found:
        token.attrSet("src", reverse("cms-guide-picture", args=[found[1]]))
        token.attrSet("loading", "lazy")


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("hilfe/", guide, name="cms-guide"),
        path("hilfe/bild/<str:name>", picture, name="cms-guide-picture"),
    ]


@hooks.register("register_help_menu_item")
def menu_item() -> MenuItem:
    """Lead to the guide, first of all."""
    return MenuItem(
        _("Editing guide"), reverse("cms-guide"), icon_name="help", name="guide", order=100
    )


@hooks.register("construct_help_menu")
def stay_at_home(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads to other hosts."""
    items[:] = [item for item in items if not item.name.startswith(ABROAD)]
