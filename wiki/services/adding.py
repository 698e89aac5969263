"""Adding a paragraph to a section, whatever the article has become meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from text.sections import append_paragraph, sections
from wiki.errors import EditConflict
from wiki.models import Article
from wiki.services.editing import SaveResult, save_edit

# Who adds changes nothing that stands there. A conflict can only come from a text that was saved
# between our look and our write; looking again settles it.
TRIES = 3


def add_paragraph(
    *, article: Article, section: int, title: str = "", words: str, **who: Any
) -> SaveResult:
    """Put `words`, which are no markup, as a paragraph at the end of a section of the present text.

    `section` is its number and `title` its heading as the writer saw them; where they do not fit
    any more, the heading counts, and without it the paragraph stands at the end of the article.
    `who` are the remaining arguments of `save_edit`, whose errors are raised.
    """
    for _try in range(TRIES - 1):
        with suppress(EditConflict):
            return _add(article, section, title, words, who)
    return _add(article, section, title, words, who)


def _add(article: Article, number: int, title: str, words: str, who: dict[str, Any]) -> SaveResult:
    article.refresh_from_db(fields=["head_number"])
    body = article.revisions.values_list("body", flat=True).get(number=article.head_number)
    return save_edit(
        article=article,
        base_revision=article.head_number,
        body=append_paragraph(body, _section(body, number, title), words),
        **who,
    )


def _section(body: str, number: int, title: str) -> int:
    found = sections(body)
    if any(item.number == number and item.title == title for item in found):
        return number
    same = [item.number for item in found if title and item.title == title]
    return same[0] if same else found[-1].number if found else 0
