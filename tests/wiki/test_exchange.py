"""In and out: what is imported comes out again, byte for byte."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.people import person
from tests.wiki.factories import article, district, topic
from text.files import Unreadable, parsed
from wiki import services
from wiki.exchange import read_article, write_line
from wiki.models import Article, Revision

LINE: dict[str, Any] = {
    "title": "Märkte",
    "district": None,
    "language": "de",
    "topics": [],
    "revisions": [
        {
            "number": number,
            "author": "import",
            "created": f"2012-08-0{number}T00:00:00+00:00",
            "summary": "",
            "body": f"  Fassung {number}\r\n\n",
        }
        for number in (1, 2)
    ],
}


def written(folder: Path, *lines: Any) -> Path:
    path = folder / "in.jsonl"
    texts = [
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    ]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8", newline="\n")
    return path


def exported(folder: Path) -> list[str]:
    path = folder / "out.jsonl"
    call_command("wiki_export", str(path), verbosity=0)
    return path.read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.django_db
def test_real_histories_come_out_as_they_went_in(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "revisions/articles.jsonl"
    call_command("wiki_import", str(source))
    assert Article.objects.live().count() == 8
    lines = exported(tmp_path)
    assert lines == source.read_text(encoding="utf-8").split("\n")[:-1]
    before = Revision.objects.count()
    call_command("wiki_import", str(source))
    assert Revision.objects.count() == before


@pytest.mark.django_db
def test_what_the_site_wrote_survives_another_site(tmp_path: Path) -> None:
    place, one, two = district(), topic("Eins", "eins"), topic("Zwei", "zwei")
    made = article("Alt", "A\n\nB\n\nC\n", district=place, topics=[one.pk])
    services.save_edit(
        article=made, base_revision=1, body="A neu\n\nB\n\nC\n", minor=True, author=person()
    )
    services.save_edit(
        article=made,
        base_revision=1,
        body="A\n\nB\n\nC neu\n",
        title="Neuer Titel",
        topics=[two.pk],
        summary="Zweites",
        author=person(),
    )
    Revision.objects.filter(number=2).update(text_hidden=True)
    Article.objects.update(protection="residents")
    lines = exported(tmp_path)
    third = json.loads(lines[0])["revisions"][2]
    assert (third["parents"], third["summary"]) == ([2, 1], "Zweites")
    Article.objects.all().delete()
    call_command("wiki_import", str(written(tmp_path, *lines)))
    assert exported(tmp_path) == lines
    again = Article.objects.get()
    assert (again.slug, again.protection, again.head_number) == ("neuer-titel", "residents", 3)


@pytest.mark.django_db
def test_importing_again_appends_what_is_missing(tmp_path: Path) -> None:
    first = {**LINE, "revisions": LINE["revisions"][:1]}
    call_command("wiki_import", str(written(tmp_path, first)))
    call_command("wiki_import", str(written(tmp_path, LINE)))
    assert Article.objects.get().head_number == 2
    assert exported(tmp_path) == [json.dumps(LINE, ensure_ascii=False)]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["body", "author", "summary", "created"])
def test_what_differs_is_refused_and_named(tmp_path: Path, capsys: Any, key: str) -> None:
    call_command("wiki_import", str(written(tmp_path, LINE)))
    other = json.loads(json.dumps(LINE))
    other["revisions"][0][key] = "2001-01-01T00:00:00+00:00"
    other["revisions"].append({**other["revisions"][1], "number": 3})
    with pytest.raises(CommandError):
        call_command("wiki_import", str(written(tmp_path, other)))
    assert key in capsys.readouterr().out
    assert Article.objects.get().head_number == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line",
    [
        {**LINE, "district": "nirgends"},
        {**LINE, "language": "xx"},
        {**LINE, "slug": "neu"},
        {**LINE, "slug": "../x"},
        {**LINE, "translation_of": "nie-gesehen"},
        {**LINE, "revisions": [{**LINE["revisions"][0], "body": "a\x00b"}]},
        {**LINE, "revisions": [{**LINE["revisions"][0], "summary": "x" * 301}]},
    ],
    ids=lambda line: str(line)[-40:],
)
def test_refused_articles_are_named_and_the_others_taken(tmp_path: Path, line: Any) -> None:
    good = {**LINE, "title": "Gut"}
    with pytest.raises(CommandError, match="1 Zeilen"):
        call_command("wiki_import", str(written(tmp_path, line, good)))
    assert [a.title for a in Article.objects.all()] == ["Gut"]


@pytest.mark.django_db
def test_a_revision_comes_from_one_that_is_there(tmp_path: Path, capsys: Any) -> None:
    """In the line or on the site; the page that compares the two would not be there."""
    first, second = LINE["revisions"]
    fourth = {**second, "number": 4, "parents": [3]}
    with pytest.raises(CommandError, match="1 Zeilen"):
        call_command(
            "wiki_import", str(written(tmp_path, {**LINE, "revisions": [first, second, fourth]}))
        )
    assert "keine Fassung 3" in capsys.readouterr().out
    assert not Article.objects.exists()
    call_command("wiki_import", str(written(tmp_path, LINE)))
    later = {**fourth, "parents": [2, 1]}
    call_command("wiki_import", str(written(tmp_path, {**LINE, "revisions": [later]})))
    assert Revision.objects.get(number=4).parents == [2, 1]


@pytest.mark.django_db
def test_summaries_are_lines_as_people_can_type_them(tmp_path: Path) -> None:
    line = json.loads(json.dumps(LINE))
    line["revisions"][0]["summary"] = " a\u202eb\nc\x1b \u00ad"
    file = written(tmp_path, json.dumps(line))
    call_command("wiki_import", str(file))
    assert Revision.objects.get(number=1).summary == "ab c"
    # What an earlier version has stored as it came is the same.
    Revision.objects.filter(number=1).update(summary=" a\u202eb\nc\x1b \u00ad")
    call_command("wiki_import", str(file))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Es gibt keine Datei"):
        call_command("wiki_import", str(tmp_path / "nicht-da.jsonl"))


@given(st.text(), st.text(), st.booleans(), st.sets(st.sampled_from(["text", "summary", "author"])))
def test_any_text_survives_the_line(body: str, title: str, minor: bool, hidden: set[str]) -> None:
    line = json.loads(json.dumps(LINE))
    line["title"] = title
    line["revisions"][0]["body"] = body
    if minor:
        line["revisions"][0]["minor"] = True
    try:
        read = read_article(parsed(json.dumps(line), name="Zeile"))
    except Unreadable:
        pytest.fail("refused")
    assert read_article(parsed(write_line(read), name="Zeile")) == read
    assert read.revisions[0].body == body


@pytest.mark.django_db
def test_a_renamed_article_is_known_again_and_a_deleted_one_stays_away(
    tmp_path: Path, capsys: Any
) -> None:
    path = str(written(tmp_path, LINE))
    call_command("wiki_import", path)
    made = Article.objects.get()
    services.save_edit(article=made, base_revision=2, title="Anders", author=person())
    call_command("wiki_import", path)
    assert Article.objects.count() == 1
    made.refresh_from_db()
    assert (made.title, made.head_number) == ("Anders", 3)
    services.save_edit(article=made, base_revision=3, title="Märkte", author=person())
    services.delete_article(article=made, reason="Werbung", by=person("moderator"))
    with pytest.raises(CommandError):
        call_command("wiki_import", path)
    assert "hier gelöscht" in capsys.readouterr().out
    assert not Article.objects.live().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"minor": True}, {"parents": []}, {"hidden": ["text"]}])
def test_smaller_differences_are_named_too(tmp_path: Path, capsys: Any, change: Any) -> None:
    call_command("wiki_import", str(written(tmp_path, LINE)))
    other = json.loads(json.dumps(LINE))
    other["revisions"][1] |= change
    other["revisions"].append({**LINE["revisions"][1], "number": 3})
    with pytest.raises(CommandError):
        call_command("wiki_import", str(written(tmp_path, other)))
    assert next(iter(change)) in capsys.readouterr().out


@pytest.mark.django_db
def test_a_translation_older_than_its_source_comes_in_again(tmp_path: Path) -> None:
    first = article("Markets", language="en")
    services.create_article(
        title="Märkte", body="Eins.", translation_of=first, author=person(), language="de"
    )
    lines = exported(tmp_path)
    assert json.loads(lines[1])["translation_of"] == "allgemein/maerkte"
    Article.objects.all().delete()
    call_command("wiki_import", str(written(tmp_path, *lines)))
    assert exported(tmp_path) == lines
