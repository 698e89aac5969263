"""What of a foreign article could not have been written here: without database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from wiki.errors import AddressTaken
from wiki.exchange import ImportedArticle, ImportedRevision
from wiki.models import BODY_LIMIT, RESERVED_SLUGS, SLUG_LENGTH, TITLE_LENGTH
from wiki.services.import_rules import (
    NAME_LENGTH,
    SUMMARY_LENGTH,
    ImportRefused,
    check,
    taken_refused,
    title_of,
)

REVISION = ImportedRevision(3, "Kim", datetime(2020, 1, 1, tzinfo=UTC), "", "Text.\n")
ARTICLE = ImportedArticle("Spielplätze", None, "de", (), (REVISION,))


def refusal(revision: dict[str, Any] | None = None, **fields: Any) -> str:
    """Why an article is refused that differs so from one that is right; "" when it is not."""
    revisions = (replace(REVISION, **revision),) if revision else ARTICLE.revisions
    try:
        check(replace(ARTICLE, revisions=revisions, **fields))
    except ImportRefused as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, ""),
        ({"slug": "spielplaetze"}, ""),
        ({"slug": "x" * SLUG_LENGTH}, ""),
        ({"slug": "x" * (SLUG_LENGTH + 1)}, "x" * (SLUG_LENGTH + 1)),
        ({"slug": "Spielplätze"}, "Spielplätze"),
        ({"slug": "../admin"}, "../admin"),
        ({"slug": min(RESERVED_SLUGS)}, min(RESERVED_SLUGS)),
        ({"language": "de-simple"}, ""),
        ({"language": "tlh"}, "tlh"),
        ({"language": ""}, "Sprache"),
        ({"protection": "moderators"}, ""),
        ({"protection": "nobody"}, "nobody"),
        ({"title": "x" * TITLE_LENGTH}, ""),
        ({"title": "x" * (TITLE_LENGTH + 1)}, str(TITLE_LENGTH)),
    ],
)
def test_address_language_and_protection_are_ours(fields: dict[str, Any], named: str) -> None:
    assert bool(refusal(**fields)) is bool(named)
    assert named in refusal(**fields)


@pytest.mark.parametrize(
    ("revision", "named"),
    [
        ({"title": "x" * TITLE_LENGTH}, ""),
        ({"title": "x" * (TITLE_LENGTH + 1)}, str(TITLE_LENGTH)),
        ({"author": "x" * NAME_LENGTH}, ""),
        ({"author": "x" * (NAME_LENGTH + 1)}, str(NAME_LENGTH)),
        ({"summary": "x" * SUMMARY_LENGTH}, ""),
        ({"summary": "x" * (SUMMARY_LENGTH + 1)}, str(SUMMARY_LENGTH)),
        # A revision may be empty, as a foreign wiki's may be.
        ({"body": ""}, ""),
        ({"body": " \n"}, ""),
        ({"body": "x" * BODY_LIMIT}, ""),
        ({"body": "ä" * (BODY_LIMIT // 2 + 1)}, "kB"),
        ({"body": "a\x00b"}, "NUL"),
        ({"body": "a\ud800b"}, "halbes Zeichen"),
    ],
)
def test_every_revision_could_have_been_written_here(revision: dict[str, Any], named: str) -> None:
    why = refusal(revision)
    assert bool(why) is bool(named)
    assert named in why
    assert not why or "3" in why


def test_an_article_is_called_as_its_newest_revision_is() -> None:
    newer = replace(REVISION, number=4, title="Neu")
    assert title_of(ARTICLE) == "Spielplätze"
    assert title_of(replace(ARTICLE, revisions=(REVISION, newer))) == "Neu"
    assert title_of(replace(ARTICLE, revisions=(newer, REVISION))) == "Spielplätze"


def test_a_taken_title_is_refused_like_everything_else() -> None:
    with pytest.raises(ImportRefused, match="vergeben"), taken_refused():
        raise AddressTaken("schon vergeben", article=None)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError), taken_refused():
        raise ZeroDivisionError
