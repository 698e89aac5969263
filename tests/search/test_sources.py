"""Who offers what is findable, and how it is called."""

from __future__ import annotations

from unittest import mock

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from search import sources
from tests.search.fake_source import MemorySource, only_sources


def test_sources_keep_the_order_in_which_they_were_registered() -> None:
    with only_sources(), mock.patch("search.sources._labels", {}):
        assert sources.sources() == ()
        assert sources.kinds() == frozenset()
        for kind in ("paper", "article", "event"):
            sources.register(MemorySource(kind))
        assert [source.kind for source in sources.sources()] == ["paper", "article", "event"]
        assert sources.kinds() == {"paper", "article", "event"}
        assert sources.dated_kinds() == ["event", "paper"]
        assert sources.passing_kinds() == ["event"]
        assert sources.minor_kinds() == ["paper"]
        assert sources.traits("event").passes
        assert sources.traits("nobody") == sources.Traits()
        again = MemorySource("article")
        sources.register(again)
        assert sources.source("article") is again
        assert len(sources.sources()) == 3


@pytest.mark.parametrize(
    ("registered", "said"), [((), "none"), (("paper", "article"), "article, paper")]
)
def test_an_unknown_kind_names_those_there_are(registered: tuple[str, ...], said: str) -> None:
    with only_sources(*map(MemorySource, registered)):
        with pytest.raises(sources.UnknownKind, match=rf"'garten'\. Registered: {said}\."):
            sources.source("garten")


def test_labels_are_said_in_the_readers_language_and_have_a_default() -> None:
    with mock.patch("search.sources._labels", {}):
        sources.register_labels("status", {"new": gettext_lazy("Newest first")})
        sources.register_labels("status", {"old": "Alt"})
        assert sources.label("status", "new", "x") == "Neueste zuerst"
        with translation.override("en"):
            assert sources.label("status", "new", "x") == "Newest first"
        assert sources.label("status", "old", "x") == "Alt"
        assert sources.label("status", "unknown", "x") == "x"
        assert sources.label("topic", "new", "x") == "x"


@pytest.mark.parametrize("facet", ["", "colour", "Kind"])
def test_only_facets_have_labels(facet: str) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        sources.register_labels(facet, {})
