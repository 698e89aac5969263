"""What there is to do in the wiki: six lists, of what everybody may see alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts import services as directory
from districts.models import District, Topic
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article
from wiki.worklists.kinds import LISTS

pytestmark = pytest.mark.django_db
LONG = "Die Rutsche steht neben dem Brunnen und ist im Sommer oft sehr heiß. " * 12


def listed(client: Client, which: str, query: str = "") -> str:
    client.cookies["sessionid"] = "none"  # as it is now, not as it was kept for guests
    page = client.get(f"/wiki/seiten/{which}/{query}")
    assert page.status_code == 200
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def west() -> District:
    return district("West", "west")


@pytest.fixture
def play() -> Topic:
    return topic("Spielen", "spielen")


@pytest.fixture
def asking(west: District, play: Topic) -> Article:
    """An article that leads to one that nobody has written."""
    return article("Kinder", f"[[Wasserspielplatz]] {LONG}", district=west, topics=[play.pk])


def test_what_most_pages_ask_for_comes_first(client: Client, asking: Article) -> None:
    article("Hitze", "[[Wasserspielplatz]] und [[Schatten]]", district=asking.district)
    found = listed(client, "gewuenscht")
    assert found.index("Wasserspielplatz") < found.index("Schatten")
    assert "2 Seiten verweisen darauf" in found
    assert 'href="/wiki/neu/?district=west&amp;title=Wasserspielplatz"' in found


def test_it_is_wanted_no_more_when_it_is_there(client: Client, asking: Article) -> None:
    article("Wasserspielplatz", district=asking.district)
    assert "Wasserspielplatz" not in listed(client, "gewuenscht")


def test_a_held_text_asks_for_nothing(client: Client, asking: Article) -> None:
    services.save_edit(
        article=asking, base_revision=1, body=f"[[Heimliches]] {LONG}", author=newcomer()
    )
    article("Neu", "[[Heimliches]]", author=newcomer())
    assert "Heimliches" not in listed(client, "gewuenscht")
    client.force_login(moderator())
    assert "Heimliches" not in client.get("/wiki/seiten/gewuenscht/").content.decode()


def test_a_deleted_or_hidden_text_asks_for_nothing(client: Client, asking: Article) -> None:
    other = article("Fest", "Alles gut.")
    services.save_edit(article=other, base_revision=1, body="[[Peinliches]]", author=person())
    assert "Peinliches" in listed(client, "gewuenscht")
    services.hide_parts(article=other, number=2, parts=["text"], reason="Name", by=moderator())
    services.delete_article(article=asking, reason="Werbung", by=moderator())
    found = listed(client, "gewuenscht")
    assert "Peinliches" not in found
    assert "Wasserspielplatz" not in found


def test_what_neighbours_look_for_stands_there_too(client: Client, asking: Article) -> None:
    directory.create_need(title="Ein Sonnensegel", districts=[asking.district])
    found = listed(client, "gewuenscht", "?district=west")
    assert "Ein Sonnensegel" in found
    assert 'href="/suche/?kind=need&amp;district=west"' in found
    assert "Ein Sonnensegel" not in listed(client, "gewuenscht", "?district=allgemein")


def test_nobody_leads_there(client: Client, asking: Article) -> None:
    article("Allein", LONG)
    article("Selbst", "[[Selbst]]")
    article("Bekannt", LONG)
    article("Zeiger", "[[Bekannt]]")
    found = listed(client, "verwaist")
    assert "Allein" in found
    assert "Selbst" in found
    assert ">Bekannt<" not in found
    assert 'href="/suche/?q=Allein&amp;kind=article"' in found


def test_a_held_link_changes_nothing(client: Client) -> None:
    article("Allein", LONG)
    article("Zeiger", "[[Allein]]", author=newcomer())
    assert ">Allein<" in listed(client, "verwaist")


def test_what_was_deleted_leads_nowhere(client: Client) -> None:
    article("Allein", LONG)
    pointer = article("Zeiger", "[[Allein]]")
    assert ">Allein<" not in listed(client, "verwaist")
    services.delete_article(article=pointer, reason="Werbung", by=moderator())
    assert ">Allein<" in listed(client, "verwaist")


def test_nobody_has_looked_for_a_year(client: Client) -> None:
    old, due, confirmed = article("Alt"), article("Fällig"), article("Bestätigt")
    article("Frisch")
    long_ago = timezone.now() - timedelta(days=400)
    rows = Article.objects.filter(pk__in=[old.pk, confirmed.pk])
    rows.update(updated_at=long_ago, created_at=long_ago)
    Article.objects.filter(pk=due.pk).update(review_by=timezone.localdate())
    services.confirm_article(article=confirmed, by=person())
    found = listed(client, "veraltet")
    assert ">Alt<" in found
    assert ">Fällig<" in found
    assert ">Frisch<" not in found
    assert ">Bestätigt<" not in found


def test_short_ones_and_those_without_a_picture(client: Client, asking: Article) -> None:
    article("Stummel", "Da ist einer.")
    article("Bunt", f"{LONG}\n\n![Ein Bild](/bilder/7/)\n")
    short, bare = listed(client, "kurz"), listed(client, "ohne-bild")
    assert ">Stummel<" in short
    assert ">Kinder<" not in short
    assert 'href="/wiki/allgemein/stummel/bearbeiten/"' in short
    assert ">Stummel<" in bare
    assert ">Bunt<" not in bare


def test_german_articles_without_easy_language(client: Client, asking: Article) -> None:
    done = article("Markt")
    article("Der Markt", language="de-simple", translation_of=done)
    article("Market", language="en")
    for start in ("", "/de-simple", "/en"):
        page = client.get(f"{start}/wiki/seiten/ohne-leichte-sprache/").content.decode()
        assert ">Kinder<" in page
        assert ">Markt<" not in page
        assert ">Market<" not in page
        assert f"uebersetzung={asking.pk}" in page


def test_a_held_translation_is_none(client: Client, asking: Article) -> None:
    article("Die Kinder", language="de-simple", translation_of=asking, author=newcomer())
    assert ">Kinder<" in listed(client, "ohne-leichte-sprache")


def test_by_district_and_topic(client: Client, asking: Article) -> None:
    article("Hier", "[[Sonst]]")
    below = Topic.objects.create(name="Klettern", slug="klettern", parent=Topic.objects.get())
    article("Wand", "[[Seil]]", topics=[below.pk])
    for query, names in (
        ("?district=west", {"Kinder"}),
        ("?district=allgemein", {"Hier", "Wand"}),
        ("?topic=spielen", {"Kinder", "Wand"}),
        ("?district=allgemein&topic=spielen", {"Wand"}),
        ("?topic=klettern", {"Wand"}),
    ):
        found = listed(client, "ohne-bild", query)
        assert {name for name in ("Kinder", "Hier", "Wand") if f">{name}<" in found} == names
    assert "Seil" in listed(client, "gewuenscht", "?topic=spielen")
    assert "Sonst" not in listed(client, "gewuenscht", "?topic=spielen")


@pytest.mark.parametrize("which", ["gewuenscht", "ohne-bild"])
@pytest.mark.parametrize(
    "query", ["?district=nirgends", "?topic=nichts", "?page=99", "?page=x", "?sector=church"]
)
def test_what_is_not_there_is_said(client: Client, asking: Article, which: str, query: str) -> None:
    found = listed(client, which, query)
    assert 'role="alert"' in found
    named = "Wasserspielplatz" if which == "gewuenscht" else ">Kinder<"
    assert (named in found) == ("district" not in query and "topic" not in query)


def test_each_list_has_pages_that_keep_what_was_chosen(
    client: Client, west: District, play: Topic
) -> None:
    many = 45
    author = person()
    article("Fragen", "".join(f"[[Wunsch {n:02}]] " for n in range(many)), district=west)
    for number in range(many):
        article(f"Bank {number:02}", "Da.", district=west, topics=[play.pk], author=author)
    asking = Article.objects.get(title="Fragen")
    asking.topics.add(play)
    Article.objects.update(updated_at=timezone.now() - timedelta(days=400))
    chosen = "?district=west&topic=spielen"
    for each in LISTS:
        costs, rows = [], []
        for page in ("", "&page=2", "&page=3"):
            with CaptureQueriesContext(connection) as caught:
                found = listed(client, each.slug, f"{chosen}{page}")
            costs.append(len(caught))
            rows.append(found.count('class="stack work"'))
            assert ("district=west&amp;topic=spielen&amp;page=3" in found) == (page == "&page=2")
        assert rows[:2] == [20, 20], each.slug
        assert 5 <= rows[2] <= 6, each.slug
        # What neighbours look for stands above the first wanted articles.
        assert costs[1] == costs[2] == costs[0] - (each.slug == "gewuenscht"), each.slug


def test_there_is_no_other_list(client: Client) -> None:
    assert client.get("/wiki/seiten/schoen/").status_code == 404


def test_the_overview_counts_all(client: Client, asking: Article) -> None:
    page = client.get("/wiki/seiten/").content.decode()
    assert '<a href="/wiki/seiten/gewuenscht/">Gewünschte Artikel</a>' in page
    assert page.count('class="soft">(1)') == 4  # wanted, not linked, no picture, no easy language
    assert client.get("/wiki/seiten/?district=allgemein").content.decode().count("(0)") == 6
    here = client.get("/wiki/seiten/?district=west").content.decode()
    assert 'href="/wiki/seiten/kurz/?district=west"' in here
    assert here.count('class="soft">(1)') == 4


def test_it_is_found_from_the_wiki_and_from_each_district(client: Client, asking: Article) -> None:
    assert 'href="/wiki/seiten/"' in client.get("/wiki/").content.decode()
    assert 'href="/wiki/seiten/?district=west"' in client.get("/wiki/west/").content.decode()
    saved = client.get("/wiki/west/kinder/?gespeichert=1-saved").content.decode()
    assert 'href="/wiki/seiten/?district=west"' in saved
    assert "/wiki/seiten/" not in client.get("/wiki/west/kinder/").content.decode()


@pytest.mark.parametrize(
    "which", ["gewuenscht", "verwaist", "veraltet", "kurz", "ohne-bild", "ohne-leichte-sprache"]
)
def test_a_list_costs_the_same_however_long_it_is(
    client: Client, which: str, west: District
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            listed(client, which)
        return len(caught)

    article("Erster", "[[Fehlt]]", district=west)
    Article.objects.update(review_by=timezone.localdate())
    listed(client, which)
    first = cost()
    for number in range(8):
        article(f"Artikel {number}", f"[[Fehlt {number}]]", district=west)
    Article.objects.update(review_by=timezone.localdate())
    assert cost() == first <= 9


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_a_list_ends_with_what_it_shows(client: Client) -> None:
    made = article("Stummel", "[[Fehlt]]")
    for _again in range(2):
        assert ">Stummel<" in listed(client, "kurz")
        assert "Fehlt" in listed(client, "gewuenscht")
    services.delete_article(article=made, reason="Name", by=moderator())
    for which, words in (("kurz", ">Stummel<"), ("gewuenscht", "Fehlt")):
        assert words not in listed(client, which)
    assert client.get("/wiki/seiten/").content.decode().count("(0)") == 6
