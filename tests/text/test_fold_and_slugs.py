"""Spellings that meet, and addresses made from German names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from text.fold import fold, strip_accents
from text.slugs import slugify, unique_slug

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bäckerei", "Baeckerei"),
        ("Bäckerei", "BACKEREI"),
        ("Straße", "Strasse"),
        ("STRASSE", "straße"),
        ("Österreich", "Oesterreich"),
        ("Bäuerin", "Baeuerin"),
        ("Café", "Cafe"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["neue", "bauer", "quelle", "feuer", "treue"])
def test_e_after_two_vowels_or_q_is_no_umlaut(word: str) -> None:
    assert fold(word) == word


@laws
@given(st.text(alphabet="aäbeoöquüßs ç-"))
def test_fold_ignores_case(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@laws
@given(st.text(alphabet="abcdefghij xyz.,-"))
def test_accents_of_ascii_are_none(text: str) -> None:
    assert strip_accents(text) == text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Straße der Bücher", "strasse-der-buecher"),
        ("Übergrößenträger", "uebergroessentraeger"),
        ("U\u0308bung", "uebung"),
        ("Repair-Café in Bad Cannstatt", "repair-cafe-in-bad-cannstatt"),
        ("Kind & Kegel", "kind-und-kegel"),
        ("Paul’s Laden", "pauls-laden"),
        ("  -- ", "seite"),
        ("Дом", "seite"),
        ("§ 5 Abs. 2", "5-abs-2"),
    ],
)
def test_slug_of_a_german_name(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert slugify("Nachbarschaftshilfe im Stuttgarter Osten", max_length=24) == (
        "nachbarschaftshilfe-im"
    )
    assert slugify("Donaudampfschifffahrt", max_length=5) == "donau"
    assert slugify("eins zwei", max_length=4) == "eins"


@laws
@given(st.text(), st.integers(min_value=1, max_value=100))
def test_a_slug_is_always_a_slug(text: str, length: int) -> None:
    slug = slugify(text, max_length=length)
    assert SLUG.fullmatch(slug)
    assert len(slug) <= length
    assert slugify(slug, max_length=length) == slug


@laws
@given(st.text(), st.lists(st.text(max_size=5)))
def test_a_unique_slug_is_not_taken(text: str, others: list[str]) -> None:
    wanted = slugify(text, max_length=12)
    taken = {slugify(other, max_length=12) for other in others} | {wanted}
    slug = unique_slug(wanted, taken, max_length=12)
    assert slug not in taken
    assert SLUG.fullmatch(slug)
    assert len(slug) <= 12


def test_unique_slugs_count_upwards() -> None:
    assert unique_slug("markt", set()) == "markt"
    assert unique_slug("markt", {"markt"}) == "markt-2"
    assert unique_slug("markt", {"markt", "markt-2"}.__contains__) == "markt-3"
