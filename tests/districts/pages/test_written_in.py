"""What a reader of another language is told of an entry that is kept in German only."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from districts.pages.written_in import tell


@pytest.mark.parametrize(
    ("language", "lang", "begins"),
    [("en", "de", "This entry is written in German"), ("de-simple", "", "")],
)
def test_who_reads_another_language(language: str, lang: str, begins: str) -> None:
    with translation.override(language):
        found = tell(RequestFactory().get("/"), "/en/projekte/bank/")
    assert found is not None
    # Easy language is German, too: a voice needs no other one.
    assert found.lang == lang
    assert found.text.startswith(begins)
    assert found.text


@pytest.mark.parametrize("language", ["de", None])
def test_readers_of_german_are_told_nothing(language: str | None) -> None:
    with translation.override(language):
        assert tell(RequestFactory().get("/"), "/projekte/bank/") is None


@pytest.mark.parametrize("language", ["de", "en", "de-simple"])
def test_the_switch_knows_that_there_is_the_german_page_alone(language: str) -> None:
    request = RequestFactory().get("/")
    with translation.override(language):
        tell(request, "/en/projekte/bank/" if language == "en" else "/projekte/bank/")
    alternates = request.language_alternates  # type: ignore[attr-defined]
    assert alternates.pop("de") == "/projekte/bank/"
    assert alternates
    assert not any(alternates.values())
