"""How are the places shown that two people changed, and what stands between them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import escape

from text.excerpted import Walk
from text.rich.field import SUFFIX
from versions.merge import Conflict
from versions.readable import PieceReader
from versions.rendered import marked
from wiki.clashes import ClashForm

#: Seconds for writing a page as it reads; what is left is shown as it is written. Forty places that
#: were written to harm would take two seconds each.
BUDGET_SECONDS = 1.0


def cards(form: ClashForm) -> Iterator[dict[str, Any]]:
    """Return what a page shows, in the order of the text: what is agreed on, and places to decide.

    ``{"agreed": html}``, or for a place ``number``, ``choice`` (its field), ``theirs`` and ``mine``
    as HTML with the words marked that differ ("" where this side has removed it), and the fields
    for own words: ``columns`` of a row, else ``own`` and ``blocks`` (see components/editor.html).
    """
    if form.titles:
        theirs, mine = marked(*(str(escape(title)) for title in form.titles))
        yield _card(form, 0, theirs, mine)
    places, walk, reader = iter(form.found), Walk(), PieceReader(BUDGET_SECONDS)
    for chunk in form.merge.chunks:
        if isinstance(chunk, Conflict):
            place = next(places)
            yield _card(form, place.number, *reader.both(chunk.theirs, chunk.mine, place.around))
            walk.past(chunk.text("theirs"))
        else:
            if chunk.text.strip():
                yield {"agreed": reader.html(chunk.text, walk.around)}
            walk.past(chunk.text)


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
