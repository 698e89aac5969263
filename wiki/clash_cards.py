"""How are the places shown that two people changed, and what stands between them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import escape

from districts.models import District
from text.excerpted import Surroundings, surroundings
from text.rich.field import SUFFIX
from versions.merge import Conflict
from versions.rendered import marked
from wiki import rendering
from wiki.clashes import ClashForm, Place


def cards(form: ClashForm, district: District | None, language: str) -> Iterator[dict[str, Any]]:
    """Return what a page shows, in the order of the text: what is agreed on, and places to decide.

    ``{"agreed": html}``, or for a place ``number``, ``choice`` (its field), ``theirs`` and ``mine``
    as HTML with the words marked that differ ("" where this side has removed it), and the fields
    for own words: ``columns`` of a row, else ``own`` and ``blocks`` (see components/editor.html).
    """

    def html(text: str, around: Surroundings) -> str:
        made = rendering.make(
            around.completed(text), district=district, language=language, trusted=False
        )
        return made.html

    if form.titles:
        theirs, mine = marked(*(str(escape(title)) for title in form.titles))
        yield _card(form, 0, theirs, mine)
    places = iter(form.found)
    before = ""
    for chunk in form.merge.chunks:
        if isinstance(chunk, Conflict):
            place = next(places)
            yield _card(form, place.number, *_both(place, html))
            before += chunk.text("theirs")
        else:
            if chunk.text.strip():
                yield {"agreed": html(chunk.text, surroundings(before))}
            before += chunk.text


def _both(place: Place, html: Callable[[str, Surroundings], str]) -> tuple[str, str]:
    sides = (place.conflict.theirs, place.conflict.mine)
    theirs, mine = (html(text, place.around) if text.strip() else "" for text in sides)
    return marked(theirs, mine) if theirs and mine else (theirs, mine)


def _card(form: ClashForm, number: int, theirs: str, mine: str) -> dict[str, Any]:
    own, blocks = f"own-{number}", f"own-{number}{SUFFIX}"
    return {
        "number": number,
        "choice": form[f"place-{number}"],
        "theirs": theirs,
        "mine": mine,
        "columns": [form[name] for name in form.fields if name.startswith(f"cell-{number}-")],
        "own": form[own] if own in form.fields else None,
        "blocks": form[blocks] if blocks in form.fields else None,
    }
