"""The living style guide at /styleguide/: every token and every component with sample data.

It reads the tokens from the style sheet and the description of a component from the comment at the
top of its template, so that the page cannot say anything else than the files do. No database.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.style_guide import samples
from districts.pages.illustrations import drawn

COMMENT = re.compile(r"\{% comment %\}\s*(.*?)\s*\{% endcomment %\}", re.DOTALL)
TOKEN = re.compile(r"^\s+--([a-z0-9-]+):\s*([^;]+);", re.MULTILINE)


@lru_cache(maxsize=1)
def component_notes() -> dict[str, str]:
    """What each template in templates/components says about itself, by name without suffix."""
    notes = {}
    for path in sorted((Path(settings.BASE_DIR) / "templates" / "components").glob("*.html")):
        found = COMMENT.search(path.read_text(encoding="utf-8"))
        notes[path.stem] = found.group(1) if found else ""
    return notes


@lru_cache(maxsize=1)
def tokens() -> dict[str, list[tuple[str, str]]]:
    """The tokens of the light scheme: `colours` (name, value) and `others` (name, value)."""
    css = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    found = TOKEN.findall(css.split("@media", 1)[0])
    return {
        "colours": [(name, value) for name, value in found if value.startswith("#")],
        "others": [(name, value) for name, value in found if not value.startswith("#")],
    }


@lru_cache(maxsize=1)
def icons() -> list[str]:
    """Names of the symbols in the icon sprite."""
    sprite = Path(settings.BASE_DIR) / "static" / "img" / "icons.svg"
    return re.findall(r'<symbol id="([a-z-]+)"', sprite.read_text(encoding="utf-8"))


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the style guide; open to everyone, kept out of search engines."""
    context = {
        "notes": component_notes(),
        "tokens": tokens(),
        "icons": icons(),
        "illustrations": drawn(),
        **samples.context(),
    }
    return render(request, "styleguide.html", context)
