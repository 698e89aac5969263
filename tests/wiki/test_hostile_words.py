"""Hostile strings in title, text, summary and name stay words on every page that shows them.

Every 20th of the shared vectors; all of them with FULL_PROOFS=1.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.text.vectors import live, vectors
from wiki.edits import checked
from wiki.errors import WikiError
from wiki.exchange import ImportedArticle, ImportedRevision
from wiki.services import import_article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
AT_ONCE = 40
#: What differs, a quoted title, and the words of a link within what differs.
OWN = {"<ins>", "<cite>", "<u>"}


def usable(vector: str) -> bool:
    try:
        checked(body=vector)
    except WikiError:
        return False
    return True


def as_line(vector: str, limit: int) -> str:
    """The vector as one printable line, as the services would let it pass."""
    tidy = " ".join(vector.split())
    try:
        checked(body="x", title=tidy[:limit], summary=tidy[:limit])
    except WikiError:
        return "x"
    return tidy[:limit]


def own_markup(client: Client, path: str) -> set[str]:
    """What a checker of HTML finds on a page that holds no hostile word."""
    return set(live(client.get(path).content.decode()))


def test_hostile_strings_stay_words(client: Client, proof_size: Callable[[int, int], int]) -> None:
    step = proof_size(20, 1)
    chosen = [vector for vector in vectors() if isinstance(vector, str) and usable(vector)][::step]
    import_article(data=made_of("Harmlos", ["Text"] * 2))
    pages = ("", "verlauf/", "version/1/", "vergleich/?from=1&to=2", "bearbeiten/")
    harmless = {page: own_markup(client, f"/wiki/allgemein/harmlos/{page}") for page in pages}
    for start in range(0, len(chosen), AT_ONCE):
        batch = chosen[start : start + AT_ONCE]
        title = f"Titel {start} {as_line(batch[0], 150)}"
        article = import_article(data=made_of(title, [*batch, "\n\n".join(batch)])).article
        for page in pages:
            html = client.get(f"/wiki/allgemein/{article.slug}/{page}").content.decode()
            added = set(live(html)) - harmless[page] - OWN
            assert not added, (page, added, batch[0])


def test_hostile_titles_stay_words_in_lists(
    client: Client, proof_size: Callable[[int, int], int]
) -> None:
    step = proof_size(150, 3)
    lines = [as_line(vector, 180) for vector in vectors() if isinstance(vector, str)][::step]
    import_article(data=made_of("Harmlos", ["Text"] * 2))
    pages = ("/wiki/", "/wiki/allgemein/", "/wiki/letzte-aenderungen/")
    harmless = {page: own_markup(client, page) for page in pages}
    for number, line in enumerate(lines):
        if line != "x":
            import_article(data=made_of(f"{number} {line}", [f"[[{line}]]"]))
        if number % 20 == 19:
            for page in pages:
                html = client.get(page).content.decode()
                assert set(live(html)) <= harmless[page] | {"<nav>", "<strong>"}, page


def made_of(title: str, texts: list[str]) -> ImportedArticle:
    """An article whose revisions carry hostile strings in text, summary and author's name."""
    revisions = tuple(
        ImportedRevision(
            number=number,
            author=as_line(text, 80),
            created=datetime(2026, 1, 1, 12, number % 60, tzinfo=UTC),
            summary=as_line(text, 300),
            body=text,
        )
        for number, text in enumerate(texts, start=1)
    )
    return ImportedArticle(title, None, "de", (), revisions)
