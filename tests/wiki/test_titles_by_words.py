"""Titles are the same when their words are, whatever their slugs and bytes say."""

from __future__ import annotations

import pytest

from tests.people import moderator, newcomer
from tests.wiki.factories import article
from text.markdown import render
from wiki import services
from wiki.errors import AddressTaken
from wiki.links import Resolver
from wiki.models import Article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again",
    ["Straßen\u00adfest", "STRASSENFEST", "Straßenfest ", "Straßen\u200bfest!", "Strassenfest"],
)
def test_one_title_in_other_signs_is_the_same(again: str) -> None:
    article("Straßenfest")
    with pytest.raises(AddressTaken):
        article(again)


def test_a_soft_hyphen_makes_no_address_of_its_own() -> None:
    assert article("Straßen\u00adfest\u00a0am Bach").slug == "strassenfest-am-bach"


def test_other_words_of_one_slug_are_another_article() -> None:
    first, second, third = article("C"), article("C++"), article("C+")
    assert [made.slug for made in (first, second, third)] == ["c", "c-2", "c-3"]
    with pytest.raises(AddressTaken):
        article("c++")
    html = render("[[C++]] [[C]] [[C+]]", links=Resolver(None, "de")).html
    paths = ["c-2", "c", "c-3"]
    assert [html.find(f'href="/wiki/allgemein/{path}/"') >= 0 for path in paths] == [True] * 3
    assert html.index("/c-2/") < html.index("/c/") < html.index("/c-3/")


def test_titles_without_latin_letters_are_told_apart_by_their_words() -> None:
    article("Парк 5")
    assert article("Сад 5").slug == "5-2"
    with pytest.raises(AddressTaken):
        article("парк 5")


def test_what_waits_gets_a_free_address_when_it_is_accepted() -> None:
    waiting = article("C++", author=newcomer())
    article("C")
    services.accept_contribution(article=waiting, number=1, by=moderator())
    assert Article.objects.get(pk=waiting.pk).slug == "c-2"


def test_renaming_asks_for_the_words_too() -> None:
    article("C")
    other = article("C++")
    with pytest.raises(AddressTaken):
        services.save_edit(article=other, base_revision=1, title="c")
    services.save_edit(article=other, base_revision=1, title="C+")
    assert Article.objects.get(pk=other.pk).slug == "c-2"
