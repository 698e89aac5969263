"""Files with articles that are broken somewhere: one sentence says where, nothing is half there."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search import outbox
from text.files import Unreadable, parsed
from wiki.exchange import read_article
from wiki.models import Article, Revision

pytestmark = pytest.mark.any_database

REVISION: dict[str, Any] = {
    "number": 1,
    "author": "import",
    "created": "2012-08-01T00:00:00+00:00",
    "summary": "",
    "body": "Text\n",
}


def line(title: str = "Märkte", /, **revision: Any) -> dict[str, Any]:
    return {
        "title": title,
        "district": None,
        "language": "de",
        "topics": [],
        "revisions": [{**REVISION, **revision}],
    }


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


def raw(found: dict[str, Any], old: str, new: str) -> str:
    """Return a line with something that `json` itself would not write."""
    text = json.dumps(found)
    assert old in text
    return text.replace(old, new)


GOOD = json.dumps(line("Gut"))
#: A line that cannot be read, and the words that say why.
UNREADABLE: list[tuple[str, str]] = [
    ("{", "endet mittendrin"),
    (GOOD[: len(GOOD) // 2], "endet mittendrin"),
    (GOOD[:-1], "endet mittendrin"),
    (GOOD + GOOD, "Nach dem Ende"),
    ("nix", "kein JSON"),
    ("<html>", "XML oder eine Webseite"),
    ("[]", "kein Artikel"),
    ("null", "kein Artikel"),
    ('"Text"', "kein Artikel"),
    (deep(100_000), "verschachtelt"),
    (raw(line(), '"topics": []', f'"topics": {deep(5_000)}'), "verschachtelt"),
    (raw(line(), '"topics": []', '"topics": [[]]'), "topics"),
    (raw(line(), '"number": 1', '"number": 1e400'), "number"),
    (raw(line(), '"number": 1', '"number": NaN'), "number"),
    (raw(line(), '"number": 1', f'"number": {"9" * 5_000}'), "Stellen"),
    (json.dumps(line(number=2**40)), "Nummern"),
    (json.dumps(line(number=0)), "Nummern"),
    (json.dumps(line(number=-1)), "Nummern"),
    (json.dumps(line(number=True)), "number"),
    (json.dumps({**line(), "revisions": []}), "keine Fassungen"),
    (json.dumps({**line(), "revisions": [[]]}), "Fassung"),
    (json.dumps({**line(), "revisions": [REVISION, REVISION]}), "Nummern"),
    (json.dumps({"title": "Ohne"}), "revisions fehlt"),
    (json.dumps(line(body="a\ud800b")), "halbes Zeichen"),
    (json.dumps(line(summary="\udfff")), "halbes Zeichen"),
    (json.dumps({**line(), "topics": ["\ud83d"]}), "halbes Zeichen"),
    (json.dumps({**line(), "slug": "a\x00b"}), "slug"),
    (json.dumps({**line(), "district": "a\x00b"}), "district"),
    (json.dumps({**line(), "topics": ["a\x00b"]}), "topics"),
    (json.dumps({**line(), "translation_of": "a\x00b"}), "translation_of"),
    (json.dumps(line(summary="a\x00b")), "summary"),
    (json.dumps(line(body=None)), "body"),
    (json.dumps(line(created="0001-01-01T00:00:00+14:00")), "Jahr"),
    (json.dumps(line(created="0001-01-01T00:00:00+00:00")), "Jahr"),
    (json.dumps(line(created="9999-12-31T23:59:59-14:00")), "Jahr"),
    (json.dumps(line(created="1899-12-31T23:59:59+00:00")), "Jahr"),
    (json.dumps(line(created="10000-01-01T00:00:00Z")), "Zeitpunkt"),
    (json.dumps(line(created="2026-02-30T00:00:00Z")), "Zeitpunkt"),
    (json.dumps(line(created="gestern")), "Zeitpunkt"),
    (json.dumps(line(created="")), "Zeitpunkt"),
    (json.dumps(line(created="2026-02-03T00:00:00")), "Zeitzone"),
    (json.dumps(line(created=1_700_000_000)), "created"),
    (json.dumps(line(parents=[1])), "früherer Fassungen"),
    (json.dumps(line(parents=[0])), "früherer Fassungen"),
    (json.dumps(line(number=3, parents=[1, 2, 1])), "früherer Fassungen"),
    (json.dumps(line(parents=["1"])), "früherer Fassungen"),
    (json.dumps(line(number=3, parents=[1.5])), "früherer Fassungen"),
    (raw(line(number=3, parents=[7]), "[7]", "[1e400]"), "früherer Fassungen"),
    (json.dumps(line(hidden=5)), "hidden"),
    (json.dumps(line(hidden=[[]])), "hidden"),
    (json.dumps(line(hidden=["alles"])), "hidden"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("bad", "why"), UNREADABLE, ids=lambda text: text[:60])
def test_a_bad_line_is_named_and_nothing_is_taken_over(
    tmp_path: Path, capsys: Any, bad: str, why: str
) -> None:
    file = tmp_path / "artikel.jsonl"
    file.write_text(f"{GOOD}\n\n{bad}\n{json.dumps(line('Danach'))}\n")
    with pytest.raises(CommandError) as refused:
        call_command("wiki_import", str(file))
    said = str(refused.value)
    assert "artikel.jsonl, Zeile 3" in said or "artikel.jsonl ist" in said
    assert why in said
    assert said.endswith("Nichts wurde übernommen.")
    assert len(said.splitlines()) == 1
    assert capsys.readouterr().out == ""
    assert not Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "leer"),
        (b"\n\n", "leer"),
        (b"\xef\xbb\xbf", "leer"),
        (b"PK\x03\x04abc\n", "ZIP"),
        (b"\x1f\x8babc", "gzip"),
        (
            GOOD.encode() + b"\n" + json.dumps(line(), ensure_ascii=False).encode("cp1252"),
            "Zeile 2",
        ),
        (json.dumps(line(), ensure_ascii=False).encode("cp1252"), "Zeile 1.*UTF-8"),
        (GOOD.encode() + b'\n{"title": "M\xc3', "Zeile 2.*mittendrin"),
        (GOOD.encode("utf-16")[:-1], "mittendrin"),
    ],
)
def test_a_file_that_is_none_is_said_plainly(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "artikel.jsonl"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        call_command("wiki_import", str(file))
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ist ein Ordner"):
        call_command("wiki_import", str(tmp_path))


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_unicode_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    file = tmp_path / "artikel.jsonl"
    body = "Zwei\u2028Zeilen\x85"
    rows = [json.dumps(line(title, body=body), ensure_ascii=False) for title in ("Märkte", "Öfen")]
    file.write_bytes(end.join([*rows, ""]).encode(encoding))
    call_command("wiki_import", str(file))
    assert sorted(Article.objects.values_list("title", flat=True)) == ["Märkte", "Öfen"]
    assert set(Revision.objects.values_list("body", flat=True)) == {body}


class Killed(BaseException):
    """As a process that is killed ends."""


@pytest.mark.django_db
@pytest.mark.parametrize("moment", range(4))
def test_a_run_that_was_stopped_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    file = tmp_path / "artikel.jsonl"
    second = [REVISION, {**REVISION, "number": 2, "body": "Neu\n"}]
    rows = [{**line(f"Artikel {number}"), "revisions": second} for number in range(4)]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    left, tell = iter(range(moment)), outbox.changed_many

    def stop(*args: Any, **options: Any) -> None:
        if next(left, None) is None:
            raise Killed
        tell(*args, **options)

    with monkeypatch.context() as stopped:
        stopped.setattr(outbox, "changed_many", stop)
        with pytest.raises(Killed):
            call_command("wiki_import", str(file))
    assert Article.objects.count() == moment
    assert Revision.objects.count() == moment * 2
    call_command("wiki_import", str(file))
    assert Revision.objects.count() == 8
    assert set(Article.objects.values_list("head_number", flat=True)) == {2}


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists) | st.text())
def test_no_line_breaks_the_reader(value: Any) -> None:
    for key in ("title", "district", "language", "topics", "revisions", "slug", "protection"):
        with_it = json.dumps({**line(), key: value})
        try:
            read_article(parsed(with_it, name="Zeile"))
        except Unreadable:
            continue


@given(
    st.sampled_from(["number", "author", "created", "summary", "body", "parents", "hidden"]),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
)
def test_no_revision_breaks_the_reader(key: str, value: Any) -> None:
    try:
        read_article(parsed(json.dumps(line(**{key: value})), name="Zeile"))
    except Unreadable:
        return
