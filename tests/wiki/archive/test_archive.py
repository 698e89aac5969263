"""The wiki as Markdown files with pictures: out, in, and out again."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import User
from pictures import services as pictures
from pictures.encoding.anew import Drawn
from pictures.models import Picture
from tests.people import moderator, newcomer, person
from tests.pictures.uploads import photo, saved
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BODY = "Wir *reparieren*.\r\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n---\n\nEnde ohne Zeilenende"
FILE = "de/bad-cannstatt/repair-cafe.md"
WORDS = {
    "description": "Ein Tisch mit Werkzeug",
    "caption": "Im Pfarrsaal",
    "credit": "Mia Muster",
    "licence": "cc-by-4.0",
    "source_url": "",
    "taken": "2026-05",
    "people": "none",
}


def picture(by: User, shade: str = "RGB") -> Picture:
    data = saved("JPEG", photo(mode=shade))
    upload = pictures.Upload.of(Drawn(data, ".jpg", 90, 60), data)
    return pictures.share_picture(upload=upload, words=WORDS, places=[], by=by)


@pytest.fixture
def by() -> User:
    return moderator(name="Wer importiert")


@pytest.fixture
def cafe() -> Article:
    """An article of two authors, a translation of it, and a picture in it."""
    anna = person(name="Anna Kern")
    shown = picture(anna)
    made = article(
        "Repair-Café",
        BODY,
        author=anna,
        district=district(),
        topics=[topic().pk],
    )
    body = f"{BODY}\n\n![Werkzeug](/bilder/{shown.pk}/)"
    services.save_edit(
        article=made, base_revision=1, body=body, author=person(name="Murat, der Zweite")
    )
    made.refresh_from_db()
    return made


def out(folder: Path, name: str = "out") -> dict[str, bytes]:
    path = folder / name
    call_command("wiki_export", archive=path, stdout=io.StringIO())
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def take(path: Path, by: User, **options: Any) -> str:
    said = io.StringIO()
    call_command("wiki_import", archive=path, by=by.email, stdout=said, **options)
    return said.getvalue()


def emptied() -> None:
    Article.objects.all().delete()
    Picture.objects.all().delete()


def test_a_file_says_whose_it_is_and_keeps_its_text(cafe: Article, tmp_path: Path) -> None:
    files = out(tmp_path)
    head, _dashes, body = files[FILE].decode().removeprefix("---\n").partition("\n---\n\n")
    shown = Picture.objects.get()
    assert body == f"{BODY}\n\n![Werkzeug](/bilder/{shown.pk}/)"
    said = dict(line.split(": ", 1) for line in head.split("\n"))
    assert {key: json.loads(value) for key, value in said.items()} == {
        "title": "Repair-Café",
        "slug": "repair-cafe",
        "language": "de",
        "district": "bad-cannstatt",
        "topics": ["einsamkeit"],
        "licence": "cc-by-sa-4.0",
        "authors": "Anna Kern, Murat, der Zweite",
        "changed": Revision.objects.get(number=2).created.isoformat(),
        "revision": 2,
    }
    assert files[f"bilder/{shown.pk}.jpg"] == saved("JPEG", photo())
    assert b'credit: "Mia Muster"' in files[f"bilder/{shown.pk}.md"]
    assert "CC BY-SA 4.0" in files["LIESMICH.md"].decode()


@pytest.mark.parametrize("name", ["archiv", "archiv.zip"])
def test_twice_the_same_bytes(cafe: Article, tmp_path: Path, name: str) -> None:
    article("Anderes", "Text.\n")
    first, second = tmp_path / "eins" / name, tmp_path / "zwei" / name
    for path in (first, second, second):  # and over one that stands there
        path.parent.mkdir(exist_ok=True)
        call_command("wiki_export", archive=path, stdout=io.StringIO())
    if name.endswith(".zip"):
        assert first.read_bytes() == second.read_bytes()
        with zipfile.ZipFile(first) as made:
            assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    else:
        assert out(tmp_path, "eins/archiv") == out(tmp_path, "zwei/archiv")
    assert not list(tmp_path.rglob("*.partial")) + list(tmp_path.rglob("*.before"))


def test_only_what_everybody_may_read_is_in_it(cafe: Article, tmp_path: Path) -> None:
    article("Wartet", "Geheim wartend.\n", author=newcomer())
    gone = article("Weg", "Geheim weg.\n")
    services.delete_article(article=gone, reason="x", by=moderator())
    hidden = article("Heikel", "Geheim.\n")
    Revision.objects.filter(article=hidden).update(text_hidden=True)
    services.hide_parts(article=cafe, number=1, parts=["author"], reason="x", by=moderator())
    waiting = picture(newcomer(), "L")
    open_one = article("Offen", f"![x](/bilder/{waiting.pk}/)\n")
    files = out(tmp_path)
    names = {name for name in files if name.endswith(".md") and not name.startswith("bilder/")}
    assert names == {"LIESMICH.md", FILE, f"de/allgemein/{open_one.slug}.md"}
    everything = b"".join(files.values())
    assert b"Geheim" not in everything
    assert b"Anna Kern" not in everything
    assert not {f"bilder/{waiting.pk}.jpg", f"bilder/{waiting.pk}.md"} & files.keys()


def test_out_in_out_is_the_same(by: User, tmp_path: Path) -> None:
    """Texts, titles, names, days, numbers and translations; pictures are drawn anew."""
    topics = [topic().pk]
    german = article("Repair-Café", BODY, author=person(name="Anna"), topics=topics)
    services.save_edit(
        article=german, base_revision=1, body="Zwei.\n", author=person(name="Murat, der Zweite")
    )
    easy = article("Repair-Café in Leichter Sprache", "Kurz.\n", language="de-simple")
    Article.objects.filter(pk=easy.pk).update(translation_key=german.translation_key)
    article("Spielplätze", "---\nGedanken\n---\n\nText.", district=district())
    before = out(tmp_path, "erst")
    emptied()
    said = take(tmp_path / "erst", by)
    assert "3 Artikel neu" in said
    assert out(tmp_path, "dann") == before
    simple = Article.objects.get(language="de-simple")
    assert simple.translation_key == Article.objects.get(title="Repair-Café").translation_key
    # Once more: nothing changes.
    assert "3 unverändert" in take(tmp_path / "dann", by)
    assert Revision.objects.count() == 3


def test_pictures_come_back_drawn_anew_and_each_once(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    old = Picture.objects.get().pk
    before = out(tmp_path, "erst")
    emptied()
    picture(person(), "L")  # has a number of its own
    told = json.loads(take(tmp_path / "erst", by, json=True))
    assert (told["new"], told["pictures"], told["pictures_waiting"]) == (1, 1, 0)
    made = Picture.objects.get(uploaded_by_user=by)
    assert (made.state, made.credit, made.caption) == ("live", "Mia Muster", "Im Pfarrsaal")
    text = Revision.objects.get().body
    assert text == f"{BODY}\n\n![Werkzeug](/bilder/{made.pk}/)"
    after = out(tmp_path, "dann")
    assert after[FILE] == before[FILE].replace(b"/bilder/%d/" % old, b"/bilder/%d/" % made.pk)
    assert after[f"bilder/{made.pk}.md"] == before[f"bilder/{old}.md"]
    told = json.loads(take(tmp_path / "erst", by, json=True))
    assert (told["unchanged"], told["pictures"]) == (1, 0)


def test_pictures_of_a_new_account_wait(cafe: Article, tmp_path: Path) -> None:
    out(tmp_path)
    emptied()
    new = newcomer()
    told = json.loads(take(tmp_path / "out", new, json=True))
    assert told["pictures_waiting"] == 1
    assert Picture.objects.get().state == "held"


def test_a_picture_that_was_refused_here_does_not_come_back(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    out(tmp_path)
    Article.objects.all().delete()
    pictures.set_state(picture=Picture.objects.get(), state=Picture.State.HIDDEN, by=by)
    with pytest.raises(CommandError, match="1 Artikel"):
        take(tmp_path / "out", by)
    assert not Article.objects.exists()


def test_an_archive_without_words_about_a_hidden_picture_changes_nothing(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    pictures.set_state(picture=Picture.objects.get(), state=Picture.State.HIDDEN, by=by)
    assert b"Werkzeug" not in out(tmp_path)[FILE]
    assert "1 unverändert" in take(tmp_path / "out", by)
    assert Revision.objects.count() == 2


def test_a_picture_that_is_not_in_it_is_no_other_one(by: User, tmp_path: Path) -> None:
    waiting = picture(newcomer(), "L")
    article("Offen", f"![x](/bilder/{waiting.pk}/)\n")
    out(tmp_path)
    Article.objects.all().delete()
    take(tmp_path / "out", by)
    assert Revision.objects.get().body == "![x](/bilder/0/)\n"


def files_kept() -> set[Path]:
    return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "broken", ["no such district", "no such picture", "both changed it", "it breaks off"]
)
def test_no_picture_comes_over_without_its_article(
    broken: str, cafe: Article, by: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = picture(person(), "L")
    body = f"{cafe.revisions.get(number=2).body}\n\n![Zwei](/bilder/{second.pk}/)\n"
    services.save_edit(article=cafe, base_revision=2, body=body, author=person())
    path = tmp_path / "out"
    out(tmp_path)
    whole = {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}
    Picture.objects.all().delete()
    if broken == "both changed it":
        head = body.replace("| 1 | 2 |", "| 1 | 4 |")
        services.save_edit(article=cafe, base_revision=3, body=head, author=person())
        changed(tmp_path, "| 1 | 2 |", "| 1 | 3 |")
    else:
        Article.objects.all().delete()
    if broken == "no such district":
        (path / FILE).rename(path / FILE.replace("bad-cannstatt/", "nirgends-"))
        (path / FILE).parent.rmdir()
        (path / "de/nirgends").mkdir()
        moved = path / "de/nirgends/repair-cafe.md"
        (path / "de/nirgends-repair-cafe.md").rename(moved)
        moved.write_text(moved.read_text("utf-8").replace('"bad-cannstatt"', '"nirgends"'), "utf-8")
    elif broken == "no such picture":
        (path / f"bilder/{second.pk}.jpg").write_bytes(b"kein Bild")
    elif broken == "it breaks off":
        monkeypatch.setattr("wiki.archive.importing.take_over_page", lambda **_said: 1 / 0)
    before = files_kept()
    with pytest.raises(ZeroDivisionError if broken == "it breaks off" else CommandError):
        take(path, by)
    assert not Picture.objects.exists()
    assert files_kept() == before
    monkeypatch.undo()
    if broken == "both changed it":
        return
    for file in path.rglob("*.md"):
        file.unlink()
    for file, data in whole.items():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    told = json.loads(take(path, by, json=True))
    assert (told["new"], told["pictures"]) == (1, 2)


def changed(folder: Path, old: str, new: str, name: str = FILE) -> Path:
    file = folder / "out" / name
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    return folder / "out"


def test_a_changed_text_is_an_edit_merged_with_what_was_written_since(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    out(tmp_path)
    head = Revision.objects.get(number=2).body
    later = f"Ganz oben neu.\n\n{head}"
    services.save_edit(article=cafe, base_revision=2, body=later, author=person())
    path = changed(tmp_path, "| 1 | 2 |", "| 1 | 3 |")
    assert "1 geändert" in take(path, by)
    cafe.refresh_from_db()
    made = cafe.revisions.get(number=cafe.head_number)
    assert (made.number, made.author, made.parents) == (4, by, [3, 2])
    assert made.body.startswith("Ganz oben neu.")
    assert "| 1 | 3 |" in made.body


def test_a_text_that_is_older_than_what_is_here_changes_nothing(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    out(tmp_path)
    services.save_edit(article=cafe, base_revision=2, body="Neuer.\n", author=person())
    assert "1 unverändert" in take(tmp_path / "out", by)
    assert Revision.objects.count() == 3


def test_where_both_changed_the_same_place_it_is_refused(
    cafe: Article, by: User, tmp_path: Path
) -> None:
    out(tmp_path)
    body = Revision.objects.get(number=2).body.replace("| 1 | 2 |", "| 1 | 4 |")
    services.save_edit(article=cafe, base_revision=2, body=body, author=person())
    with pytest.raises(CommandError):
        take(changed(tmp_path, "| 1 | 2 |", "| 1 | 3 |"), by)
    assert Revision.objects.count() == 3


def test_what_a_new_account_changed_waits(cafe: Article, tmp_path: Path) -> None:
    out(tmp_path)
    path = changed(tmp_path, "| 1 | 2 |", "| 1 | 3 |")
    assert "1 warten" in take(path, newcomer())
    cafe.refresh_from_db()
    assert cafe.published_number == 2


def test_what_was_deleted_here_stays_away(cafe: Article, by: User, tmp_path: Path) -> None:
    out(tmp_path)
    services.delete_article(article=cafe, reason="x", by=moderator())
    with pytest.raises(CommandError):
        take(tmp_path / "out", by)
    assert not Article.objects.live().exists()


def test_many_names_are_cut_between_names(by: User, tmp_path: Path) -> None:
    made = article("Viele", "Eins.\n", author=person(name="Person mit langem Namen 0"))
    for number in range(1, 6):
        author = person(name=f"Person mit langem Namen {number}")
        services.save_edit(
            article=made, base_revision=number, body=f"Text {number}.\n", author=author
        )
    out(tmp_path)
    emptied()
    take(tmp_path / "out", by)
    names = ", ".join(f"Person mit langem Namen {n}" for n in range(2))
    made_here = Revision.objects.get()
    assert made_here.author_name == f"{names} u. a."
    assert "Person mit langem Namen 5" in made_here.summary


@pytest.mark.parametrize("options", [{}, {"by": "niemand@example.org"}])
def test_it_asks_whose_account_it_is(
    cafe: Article, tmp_path: Path, options: dict[str, str]
) -> None:
    out(tmp_path)
    with pytest.raises(CommandError, match="--by"):
        call_command("wiki_import", archive=tmp_path / "out", **options)


@pytest.mark.parametrize("command", ["wiki_export", "wiki_import"])
def test_one_of_both_has_to_be_named(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command(command)
    with pytest.raises(CommandError):
        call_command(command, str(tmp_path / "a.jsonl"), archive=tmp_path / "b")


def test_nothing_else_is_written_over(cafe: Article, tmp_path: Path) -> None:
    (tmp_path / "Fotos").mkdir()
    (tmp_path / "Fotos" / "wichtig.txt").write_text("bleibt")
    with pytest.raises(CommandError, match="kein Archiv"):
        call_command("wiki_export", archive=tmp_path / "Fotos")
    assert (tmp_path / "Fotos" / "wichtig.txt").read_text() == "bleibt"
