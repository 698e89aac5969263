"""Ten people write at once and not a word is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cpu_time import less_than, slowness
from tests.fixtures.conditions import every_day
from tests.text.laws import many
from tests.text.vectors import shared
from versions.merge import Agreed, Conflict, Merge, merge
from versions.textmerge import merge_by_paragraph
from versions.units import paragraphs, points, words

# Ten thousand examples of a law take minutes.
pytestmark = pytest.mark.timeout(3600)

# Few different words, so that versions have much in common by chance.
_WORDS = ["Hof", "Fest", "der", "und", "am", "Markt.", "12.05.2024", "offen!", "(neu)", "a-b"]
_STARTS = ["", "", "", "- ", "* ", "1. ", "# ", "> ", "| "]
_SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\r\n", ""])
_BLANKS = st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n \n", "\r\n\r\n", "\n", ""])
LINE = st.builds(
    lambda start, parts: start + "".join(word + space for word, space in parts),
    st.sampled_from(_STARTS),
    st.lists(st.tuples(st.sampled_from(_WORDS), _SPACES), min_size=1, max_size=6),
)
TEXT = st.lists(st.tuples(LINE, _BLANKS), max_size=6).map(
    lambda lines: "".join(line + blank for line, blank in lines)
)
ODD_TEXT = st.text(alphabet="ab .-\n\r\t\x0b\x85\u2028ß*|", max_size=40)
ANY_TEXT = TEXT | ODD_TEXT


@st.composite
def edited(draw: st.DrawFn, base: str) -> str:
    """A version of a text as a person makes it: some pieces changed, removed, added or moved."""
    cut = draw(st.sampled_from([paragraphs, points, words]))(base)
    pieces = [item + space for item, space in zip(cut.items, cut.spaces[1:], strict=True)]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(pieces)))
        action = draw(st.sampled_from(["add", "remove", "change", "move"]))
        if action == "add" or place == len(pieces):
            pieces.insert(place, draw(LINE) + draw(_BLANKS))
        elif action == "remove":
            pieces.pop(place)
        elif action == "change":
            pieces[place] = draw(LINE) + draw(_SPACES) + pieces[place]
        else:
            piece = pieces.pop(place)
            pieces.insert(draw(st.integers(0, len(pieces))), piece)
    return cut.spaces[0] + "".join(pieces)


@st.composite
def three_versions(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(ANY_TEXT)
    return base, draw(edited(base) | ANY_TEXT), draw(edited(base) | ANY_TEXT)


def count(*texts: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", "\n".join(texts)))


def everything(merged: Merge) -> Counter[str]:
    """The words of the merged text and of both sides of its conflicts."""
    parts = []
    for chunk in merged.chunks:
        parts += [chunk.text] if isinstance(chunk, Agreed) else [chunk.theirs, chunk.mine]
    return count(*parts)


@given(ANY_TEXT)
@many
def test_cutting_loses_nothing(text: str) -> None:
    for cut in (paragraphs, points, words):
        units = cut(text)
        assert units.join() == text
        assert all(item and not item.isspace() for item in units.items)
        assert all(not space or space.isspace() for space in units.spaces)


@given(three_versions())
@many
def test_who_changed_nothing_changes_nothing(texts: tuple[str, str, str]) -> None:
    base, other, _ = texts
    for law in (merge, merge_by_paragraph):
        assert law(base, base, other).text == other
        assert law(base, other, base).text == other
        assert law(base, other, other).text == other
        assert law(base, base, other).clean
        assert law(base, other, base).clean
        assert law(base, other, other).clean


@given(three_versions())
@many
def test_every_word_is_in_the_result_or_in_a_conflict(texts: tuple[str, str, str]) -> None:
    base, theirs, mine = texts
    merged = merge(base, theirs, mine)
    found, before = everything(merged), count(base)
    for side in (count(theirs), count(mine)):
        for word in side:
            assert found[word] >= side[word] - before[word]
    kept_by_both = set(count(base)) & set(count(theirs)) & set(count(mine))
    assert all(
        found[word]
        for word in kept_by_both
        if count(theirs)[word] + count(mine)[word] > before[word]
    )
    in_text = count(merged.text)
    assert all(in_text[word] >= found[word] for word in found if merged.clean)


@given(three_versions())
@many
def test_no_word_is_invented_and_no_marker_written(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    assert set(count(merged.text)) <= set(count(*texts))
    assert set(merged.text) <= set("".join(texts)) | set(" \n\r")


@given(three_versions())
@many
def test_sides_can_be_exchanged(texts: tuple[str, str, str]) -> None:
    """Whether people agree does not depend on who saved first."""
    base, theirs, mine = texts
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    assert everything(one) == everything(other)


def test_of_two_ways_to_match_additions_one_is_taken_whoever_saved_first() -> None:
    one, other = "A\n\nB\n\n", "B\n\nC\n\nA\n\n"
    assert count(merge("", one, other).text) == count(merge("", other, one).text)


@given(three_versions())
@many
def test_what_is_settled_stands_between_what_is_agreed(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    for choice in ("theirs", "mine", "both", "mine_first"):
        settled = merged.settle([conflict.text(choice) for conflict in merged.conflicts])
        assert settled == merged.choose(choice)
    both, turned = (count(merged.choose(choice)) for choice in ("both", "mine_first"))
    assert both == turned, "the order changes, no word does"
    own = merged.settle([conflict.own(f"Eigen{n}") for n, conflict in enumerate(merged.conflicts)])
    assert [word for word in own.split() if word.startswith("Eigen")] or merged.clean


@given(three_versions())
@many
def test_chunks_positions_and_choices_fit(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    assert merged.clean == (not merged.conflicts)
    for conflict in merged.conflicts:
        assert conflict.theirs != conflict.mine
        assert merged.text[conflict.position :].startswith(conflict.text("both"))
    if merged.clean:
        assert merged.choose("theirs") == merged.choose("mine") == merged.text


@given(st.data())
@many
def test_disjoint_paragraphs_commute(data: st.DataObject) -> None:
    """Each person changes, removes or adds to paragraphs the other leaves alone."""
    size = data.draw(st.integers(1, 8))
    original = [f"Absatz{i} steht hier seit langem." for i in range(size)]
    owners = data.draw(st.lists(st.sampled_from("xy-"), min_size=size, max_size=size))
    versions = {}
    for who in "xy":
        pieces = []
        for index, paragraph in enumerate(original):
            action = data.draw(st.sampled_from(["rewrite", "edit", "remove", "add"]))
            if owners[index] != who:
                pieces.append(paragraph)
            elif action == "rewrite":
                pieces.append(f"Ganz anderes{index}{who}")
            elif action == "edit":
                pieces.append(paragraph.replace("hier", f"dort{index}{who}"))
            elif action == "add":
                pieces += [paragraph, f"Zusatz{index}{who}"]
        versions[who] = "\n\n".join(pieces)
    base = "\n\n".join(original)
    one = merge(base, versions["x"], versions["y"])
    other = merge(base, versions["y"], versions["x"])
    assert one.clean
    assert other.clean
    assert one.text == other.text
    for who in "xy":
        assert set(count(versions[who])) - set(count(base)) <= set(count(one.text))


def clean(base: str, theirs: str, mine: str) -> str:
    merged = merge(base, theirs, mine)
    assert merged.clean, merged.conflicts
    return merged.text


def test_different_paragraphs() -> None:
    assert clean("A\n\nB\n\nC", "A1\n\nB\n\nC", "A\n\nB\n\nC1") == "A1\n\nB\n\nC1"


def test_both_add_at_the_end() -> None:
    assert clean("A\n", "A\n\nvon ihr\n", "A\n\nvon mir\n") == "A\n\nvon ihr\n\nvon mir\n"
    assert clean("A", "A\n\nX", "A\n\nY\n") == "A\n\nX\n\nY\n"


def test_both_begin_an_empty_text() -> None:
    assert clean("", "X", "Y") == "X\n\nY"
    assert clean("\n", "X\n", "Y\n") == "X\n\nY\n"


def test_both_add_the_same_paragraph_and_one_more() -> None:
    assert clean("A", "A\n\nN\n\nX", "A\n\nN\n\nY") == "A\n\nN\n\nX\n\nY"


def test_different_words_of_one_paragraph() -> None:
    base = "Das Café öffnet um acht Uhr im Hof."
    theirs = "Das Café öffnet um neun Uhr im Hof."
    mine = "Das Café öffnet um acht Uhr im Garten."
    assert clean(base, theirs, mine) == "Das Café öffnet um neun Uhr im Garten."


def test_both_add_a_sentence_at_the_end_of_a_paragraph() -> None:
    merged = clean("Es ist offen.", "Es ist offen. Montags zu.", "Es ist offen. Bitte klingeln.")
    assert merged == "Es ist offen. Montags zu. Bitte klingeln."


def test_both_add_to_one_list() -> None:
    base = "- a\n- b\n"
    assert clean(base, "- a\n- b\n- x\n", "- a\n- b\n- y\n") == "- a\n- b\n- x\n- y\n"
    assert clean(base, "- x\n- a\n- b\n", "- a\n- y\n- b\n") == "- x\n- a\n- y\n- b\n"


def test_both_add_a_line_to_an_address() -> None:
    base = "Haus am Markt\nMarktplatz 1"
    theirs, mine = f"{base}\nTür links", f"{base}\nzweiter Stock"
    assert clean(base, theirs, mine) == f"{base}\nTür links\nzweiter Stock"


def test_table_rows() -> None:
    head = "| Tag | Uhr |\n|---|---|\n"
    merged = clean(
        f"{head}| Mo | 9 |\n| Di | 10 |\n",
        f"{head}| Mo | 8 |\n| Di | 10 |\n",
        f"{head}| Mo | 9 |\n| Di | 11 |\n| Mi | 12 |\n",
    )
    assert merged == f"{head}| Mo | 8 |\n| Di | 11 |\n| Mi | 12 |\n"


def test_dates_and_numbers_are_never_mixed() -> None:
    merged = merge("Am 12.05.2024.", "Am 13.05.2024.", "Am 12.05.2025.")
    assert [(c.theirs, c.mine) for c in merged.conflicts] == [("Am 13.05.2024.", "Am 12.05.2025.")]


def test_the_same_words_changed_differently_are_a_conflict() -> None:
    merged = merge("A\n\nWir sind da.\n\nC", "A\n\nWir sind weg.\n\nC", "A\n\nWir sind hier.\n\nC1")
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        "Wir sind da.",
        "Wir sind weg.",
        "Wir sind hier.",
    )
    assert merged.text == "A\n\nWir sind weg.\n\nWir sind hier.\n\nC1"
    assert merged.choose("mine") == "A\n\nWir sind hier.\n\nC1"
    assert merged.choose("theirs") == "A\n\nWir sind weg.\n\nC1"
    assert merged.text[conflict.position :].startswith("Wir sind weg.")


def test_a_conflict_in_a_list_is_about_one_item() -> None:
    merged = merge("- a\n- eins\n- c", "- a\n- zwei\n- c\n- d", "- a1\n- drei\n- c")
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("- eins", "- zwei", "- drei")
    assert merged.text == "- a1\n- zwei\n- drei\n- c\n- d"


def test_removed_here_and_rewritten_there_is_a_conflict() -> None:
    merged = merge("A\n\nEin alter Absatz.\n\nC", "A\n\nC", "A\n\nEin neuer Absatz.\n\nC")
    (conflict,) = merged.conflicts
    assert (conflict.theirs, conflict.mine) == ("", "Ein neuer Absatz.")
    assert merged.text == "A\n\nEin neuer Absatz.\n\nC"
    assert merged.choose("theirs") == "A\n\nC"


def test_removed_by_one_or_both_is_removed() -> None:
    assert clean("A\n\nB\n\nC", "A\n\nC", "A\n\nB\n\nC1") == "A\n\nC1"
    assert clean("A\n\nB\n\nC", "A\n\nC", "A1\n\nC") == "A1\n\nC"
    assert clean("A\n\nB\n\nC", "B\n\nC", "A\n\nB") == "B"


def test_moved_here_and_rewritten_there() -> None:
    base = "Erstens der Hof.\n\nZweitens das Fest.\n\nDrittens der Markt."
    theirs = "Zweitens das Fest.\n\nDrittens der Markt.\n\nErstens der Hof."
    mine = base.replace("der Hof", "der große Hof")
    expected = "Zweitens das Fest.\n\nDrittens der Markt.\n\nErstens der große Hof."
    assert clean(base, theirs, mine) == expected
    assert clean(base, mine, theirs) == expected


def test_moved_by_both_comes_once() -> None:
    base = "A\n\nB\n\nC\n\nD"
    assert clean(base, "B\n\nC\n\nD\n\nA", "B\n\nA\n\nC\n\nD") == "B\n\nC\n\nD\n\nA"


def test_wrapped_anew_by_one_and_corrected_by_the_other() -> None:
    base = "Der Hof ist\nimmer offen, auch\nam Sonntag."
    theirs = "Der Hof ist immer\noffen, auch am\nSonntag."
    mine = "Der Hof ist\nfast immer offen, auch\nam Sonntag."
    assert clean(base, theirs, mine) == "Der Hof ist\nfast immer\noffen, auch am\nSonntag."


def test_white_space_never_makes_a_conflict() -> None:
    assert clean("A\n\nB", "A\n\n\n\nB", "A\n \nB1") == "A\n\n\n\nB1"
    assert clean("  A\n\nB  \n", "A\n\nB  \n", "  A\n\nB1") == "A\n\nB1"


def test_a_word_rewritten_beside_another_ones() -> None:
    assert clean("der rote Hund bellt", "der blaue Hund bellt", "der rote Kater bellt") == (
        "der blaue Kater bellt"
    )


def test_windows_line_ends_stay() -> None:
    assert clean("A\r\n", "A\r\n\r\nX\r\n", "A\r\n\r\nY\r\n") == "A\r\n\r\nX\r\n\r\nY\r\n"


def test_conflict_markers_of_others_are_just_words() -> None:
    base = "<<<<<<< a\n\n=======\n\n>>>>>>> b"
    assert clean(base, base + "\n\nX", "Y\n\n" + base) == f"Y\n\n{base}\n\nX"


def test_a_hundred_people_append_a_token_each() -> None:
    """Every one began with the first version and is merged into what the others saved."""
    base = head = "# Liste\n\nVorwort.\n"
    for number in range(100):
        head = clean(base, head, f"{base}\nToken{number}.\n")
    assert [count(head)[f"Token{number}"] for number in range(100)] == [1] * 100


def test_merge_of_real_documents_is_quick() -> None:
    """Old and new law texts of up to 255 kB, with a change of mine at their end."""
    longest = 0.0
    for line in shared("revisions/articles.jsonl").read_text().splitlines():
        bodies = [revision["body"] for revision in json.loads(line)["revisions"]]
        for base, theirs in pairwise(bodies):
            mine = f"{base}\nEin Satz, den ich anfüge.\n"
            started = process_time()
            merged = merge(base, theirs, mine)
            longest = max(longest, process_time() - started)
            assert merged.text.count("Ein Satz, den ich anfüge.") == 1
            assert merged.clean
    assert longest < slowness()  # about 0.1 s


@pytest.mark.parametrize(
    "make",
    every_day(
        [
            lambda i: f"wort{i * 7919 % 104729} ",
            lambda i: f"{'abc'[i * i % 3]} ",
            lambda i: f"Zeile {i * i % 17}\n",
            lambda i: f"Absatz {i * i % 1009}\n\n",
            lambda i: "\n",
            lambda i: f"- {i % 11}\n",
        ],
        one_in=3,
    ),
)
def test_hostile_sizes_are_answered(make) -> None:  # type: ignore[no-untyped-def]
    base = "".join(make(i) for i in range(40_000))[:250_000]
    theirs = "".join(make(i * 3 + 1) for i in range(40_000))[:250_000]
    mine = base[1000:] + base[:900]
    with less_than(5):  # about 1 s
        merged = merge(base, theirs, mine)
    assert set(count(theirs)) - set(count(base)) <= set(everything(merged))


def test_conflict_text_can_be_chosen() -> None:
    conflict = Conflict("a", "b", "", 0, gap="\n\n", after="\n")
    assert conflict.text("both") == "b\n"
    assert conflict.text("mine") == ""
