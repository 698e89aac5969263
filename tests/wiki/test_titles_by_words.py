"""Titles are the same when their words are, whatever their slugs and bytes say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from districts.models import City, District
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district
from text.identity import KEY_LENGTH, key_for
from text.markdown import render
from wiki import services
from wiki.addresses import article_url
from wiki.errors import AddressTaken
from wiki.links import Resolver
from wiki.models import Article, Revision

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


def test_what_waits_keeps_an_address_that_says_nothing() -> None:
    waiting = article("Сад", author=newcomer())
    assert article("Парк").slug != waiting.slug


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


def leads(text: str, place: District | None = None) -> list[str]:
    """Return where the links of a text lead, "" for red ones."""
    html = render(text, links=Resolver(place, "de")).html
    found = re.findall(r'<a ([^>]*)href="([^"]*)"', html)
    return ["" if "/neu/" in href else href for _more, href in found]


@pytest.mark.parametrize("there", ["C", "C+", "#C", "c%"])
@pytest.mark.parametrize("link", ["C++", "c++", "C ++"])
def test_a_link_does_not_lead_to_another_article_of_its_slug(there: str, link: str) -> None:
    article(there)
    assert leads(f"[[{link}]]") == [""]


def test_a_link_leads_to_its_words_alone() -> None:
    names = ["Hofen", "Höfen", "C++", "Парк 5", "Сад 5", "Paul's Laden"]
    made = {name: article(name) for name in names}
    for name, other in [*zip(names, names, strict=True), ("Hoefen", "Höfen"), ("САД 5", "Сад 5")]:
        assert leads(f"[[{name}]]") == [article_url(made[other])], name
    for red in ("5", "artikel", "C", "c-2", "Pauls Laden", "hofen-2"):
        assert leads(f"[[{red}]]") == [""], red


def test_red_links_turn_blue_by_words_alone() -> None:
    source = article("Anfang", "[[C++]] [[c++|noch einmal]] [[C]]")
    other = article("C")
    assert [link.target for link in source.links.order_by("pk")] == [None, None, other]
    made = article("C ++")
    assert [link.target for link in source.links.order_by("pk")] == [None, None, other]
    services.save_edit(article=made, base_revision=1, title="C++", author=person())
    assert [link.target for link in source.links.order_by("pk")] == [made, made, other]
    services.delete_article(article=made, reason="x", by=moderator())
    assert [link.target for link in source.links.order_by("pk")] == [None, None, other]
    made.refresh_from_db()
    services.restore_article(article=made, reason="y", by=moderator())
    assert [link.target for link in source.links.order_by("pk")] == [made, made, other]


def test_a_renamed_article_is_found_by_its_former_words_even_at_the_same_address() -> None:
    made = article("C")
    source = article("Anfang", "[[C]]")
    services.save_edit(article=made, base_revision=1, title="C++", author=person())
    assert Article.objects.get(pk=made.pk).slug == "c"
    assert leads("[[C]] [[C++]] [[C+]]") == ["/wiki/allgemein/c/"] * 2 + [""]
    assert source.links.get().target == made
    # Whoever begins one of that title now is meant.
    second = article("C")
    assert leads("[[C]] [[C++]]") == ["/wiki/allgemein/c-2/", "/wiki/allgemein/c/"]
    assert source.links.get().target == second


def test_what_was_called_so_here_comes_before_what_is_called_so_for_everybody() -> None:
    here = district()
    general, own = article("Bank"), article("Bank", district=here)
    assert f'href="{article_url(own)}"' in render("[[Bank]]", links=Resolver(here, "de")).html
    services.save_edit(article=own, base_revision=1, title="Sitzbank", author=person())
    own.refresh_from_db()
    assert f'href="{article_url(own)}"' in render("[[Bank]]", links=Resolver(here, "de")).html
    services.delete_article(article=own, reason="x", by=moderator())
    assert f'href="{article_url(general)}"' in render("[[Bank]]", links=Resolver(here, "de")).html


def test_links_that_find_their_titles_are_one_question(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    """Whatever stands for everybody is no reason to ask what was called so."""
    here = district()
    for title in ("Bank", "Hof"):
        article(title, district=here)
    article("Garten")
    with django_assert_num_queries(1):
        render("[[Bank]] [[Hof]]", links=Resolver(here, "de"))
    with django_assert_num_queries(2):  # in the district something may have been called so
        render("[[Bank]] [[Garten]]", links=Resolver(here, "de"))


def test_links_follow_a_deleted_article_by_all_its_titles() -> None:
    made = article("Alt")
    source = article("Anfang", "[[Alt]] [[Neu hier]]")
    services.save_edit(article=made, base_revision=1, title="Neu hier", author=person())
    made.refresh_from_db()
    services.delete_article(article=made, reason="x", by=moderator())
    assert [link.target for link in source.links.all()] == [None, None]
    made.refresh_from_db()
    services.restore_article(article=made, reason="y", by=moderator())
    assert [link.target for link in source.links.all()] == [made, made]


def test_a_hidden_title_leads_nowhere() -> None:
    made = article("C")
    services.save_edit(article=made, base_revision=1, title="C+++", author=person())
    services.save_edit(article=made, base_revision=2, title="C", author=person())
    source = article("Anfang", "[[C+++]]")
    assert source.links.get().target == made
    services.hide_parts(article=made, number=2, parts=["text"], reason="x", by=moderator())
    assert leads("[[C+++]] [[C]]") == ["", "/wiki/allgemein/c/"]
    assert source.links.get().target is None
    assert Revision.objects.get(article=source).html is None


def test_an_article_that_comes_back_gets_a_free_address() -> None:
    first = article("C")
    services.delete_article(article=first, reason="x", by=moderator())
    assert article("C++").slug == "c"
    first.refresh_from_db()
    services.restore_article(article=first, reason="y", by=moderator())
    assert Article.objects.live().get(title="C").slug == "c-2"


def test_moving_to_where_another_has_the_slug_is_no_clash() -> None:
    place = district()
    article("C++", district=place)
    made = article("C")
    services.save_edit(article=made, base_revision=1, district=place, author=moderator())
    made.refresh_from_db()
    assert (made.district, made.slug) == (place, "c-2")
    assert leads("[[C]]", place) == ["/wiki/bad-cannstatt/c-2/"]
    with pytest.raises(AddressTaken):
        services.save_edit(
            article=article("c"), base_revision=1, district=place, author=moderator()
        )


def test_moving_and_renaming_at_once_asks_for_the_new_place_alone() -> None:
    """What is called so where the article was, or as it was called there, is in nobody's way."""
    place = district()
    article("Höfen")
    article("Hofen", district=place)
    made = article("Hofen")
    services.save_edit(
        article=made, base_revision=1, title="Höfen", district=place, author=moderator()
    )
    made.refresh_from_db()
    assert (made.title_words, made.district, made.slug) == ("hoefen", place, "hoefen")
    assert leads("[[Hofen]] [[Höfen]]") == [article_url(made), "/wiki/allgemein/hoefen/"]


def test_a_decision_is_not_taken_back_into_another_articles_title() -> None:
    made = article("C")
    services.save_edit(article=made, base_revision=1, title="C++", author=newcomer())
    services.accept_contribution(article=made, number=2, by=moderator())
    article("C")
    made.refresh_from_db()
    assert not services.reopen_contribution(article=made, number=2, by=moderator())
    assert Article.objects.get(pk=made.pk).title == "C++"


def test_the_database_keeps_two_titles_of_the_same_words_apart() -> None:
    article("Höfen")
    other = article("Hofen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(title_words="hoefen")
    place = article("Höfen", district=district())
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(district=place.district, title_words="hoefen")


@pytest.mark.parametrize(
    "name", ["BAD CANNSTATT", "bad-cannstatt", "Bad\u00ad\u00a0Cannstatt", "Ämter", "AEMTER"]
)
def test_districts_of_links_are_known_by_their_words(name: str) -> None:
    city = City.objects.create(name="Öd", slug="oed")
    for place in (district(), District.objects.create(name="Ämter", slug="aemter-oed", city=city)):
        article("Märkte", district=place)
    (path,) = leads(f"[[{name}:Märkte]]")
    assert path == f"/wiki/{'aemter-oed' if 'mter' in name.lower() else 'bad-cannstatt'}/maerkte/"
    assert leads("[[Bäd Cannstatt:Märkte]] [[Amter:Märkte]]") == ["", ""]


def test_of_two_districts_of_one_name_that_of_the_own_city_is_meant() -> None:
    for name in ("Freiburg", "Stuttgart"):
        city = City.objects.create(name=name, slug=name.lower())
        there = District.objects.create(name="Altstadt", slug=f"altstadt-{city.slug}", city=city)
        article("Märkte", district=there)
    own = District.objects.create(name="Ost", slug="ost-stuttgart", city=city)
    assert leads("[[Altstadt:Märkte]]", own) == ["/wiki/altstadt-stuttgart/maerkte/"]
    assert leads("[[Altstadt:Märkte]]") == ["/wiki/altstadt-freiburg/maerkte/"]


@pytest.mark.parametrize("title", ["&" * 200, "ß" * 200, "x " * 100, "\ufdfa" * 200])
def test_words_of_any_title_have_room(title: str) -> None:
    assert 0 < len(key_for(title)) <= KEY_LENGTH
    assert key_for(title) != key_for(f"{title[:-3]}yyy")


def test_every_way_of_writing_keeps_the_words_beside_the_title() -> None:
    made = article("Eins")
    services.save_edit(article=made, base_revision=1, title="Zwölf", author=person())
    waiting = article("Dreißig", author=newcomer())
    services.accept_contribution(article=waiting, number=1, by=moderator())
    services.save_edit(article=waiting, base_revision=1, title="Vierzig & mehr", author=newcomer())
    services.accept_contribution(article=waiting, number=2, by=moderator())
    waiting.refresh_from_db()
    assert services.reopen_contribution(article=waiting, number=2, by=moderator())
    assert Article.objects.get(pk=waiting.pk).title == "Dreißig"
    for row in Article.objects.all():
        assert row.title_words == key_for(row.title)


def line(title: str, /, *titles: str, **more: Any) -> dict[str, Any]:
    """Return the line of an article, whose revisions had these titles."""
    day = {"author": "import", "summary": "", "body": f"{title}\n"}
    revisions = [
        {"number": number, "created": f"2012-08-0{number}T00:00:00+00:00", "title": name, **day}
        for number, name in enumerate(titles or (title,), start=1)
    ]
    return {
        "title": title,
        "district": None,
        "language": "de",
        "topics": [],
        "revisions": revisions,
        **more,
    }


def imported(folder: Path, *lines: dict[str, Any]) -> dict[str, str]:
    """Import lines and return which titles have which slugs."""
    file = folder / "in.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in lines))
    call_command("wiki_import", str(file))
    return dict(Article.objects.live().values_list("title", "slug"))


def test_lines_are_articles_by_the_words_of_their_titles(tmp_path: Path) -> None:
    names = ["C", "C++", "Hofen", "Höfen", "Парк 5", "Сад 5", "Парк", "Сад", "Neu"]
    lines = [line(name) for name in names]
    first = imported(tmp_path, *lines)
    assert set(first) == set(names)
    assert len(set(first.values())) == len(names)
    revisions = Revision.objects.count()
    assert imported(tmp_path, *reversed(lines)) == first
    out = tmp_path / "out.jsonl"
    call_command("wiki_export", str(out), verbosity=0)
    Article.objects.all().delete()
    assert imported(tmp_path, *map(json.loads, out.read_text().splitlines())) == first
    assert Revision.objects.count() == revisions
    assert leads("".join(f"[[{name}]]" for name in names)) == [
        f"/wiki/allgemein/{first[name]}/" for name in names
    ]


def test_two_lines_of_the_same_words_are_one_article(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1 Zeile"):
        imported(tmp_path, line("Höfen"), line("HOEFEN!", slug="anders"))
    assert Article.objects.get().title == "Höfen"


def test_an_address_in_a_file_is_a_wish(tmp_path: Path, capsys: Any) -> None:
    article("Höfen")
    wish = line("Hofen", slug="hoefen")
    assert imported(tmp_path, wish) == {"Höfen": "hoefen", "Hofen": "hofen"}
    assert "hoefen ist die Adresse eines anderen Artikels" in capsys.readouterr().out
    assert imported(tmp_path, wish) == {"Höfen": "hoefen", "Hofen": "hofen"}


def test_a_title_that_another_has_does_not_come_in(tmp_path: Path) -> None:
    first = {**line("C", slug="c"), "title": "C"}
    imported(tmp_path, first, line("C++"))
    second = {**first["revisions"][0], "number": 2, "title": "C+"}
    imported(tmp_path, {**first, "title": "C+", "revisions": [*first["revisions"], second]})
    assert leads("[[C]] [[C+]] [[C++]]") == [f"/wiki/allgemein/{s}/" for s in ("c", "c", "c-2")]
    third = {**second, "number": 3, "title": "c++"}
    rows = [*first["revisions"], second, third]
    with pytest.raises(CommandError):
        imported(tmp_path, {**first, "title": "c++", "revisions": rows})
    assert set(Article.objects.values_list("title", flat=True)) == {"C+", "C++"}
