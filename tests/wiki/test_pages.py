"""The pages of the wiki as people open them."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from districts.models import City, District
from tests.people import moderator, newcomer, person
from tests.search.looked_for import found_similar
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.addresses import article_url
from wiki.clashes import MOST_PLACES
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def form(body: str, base: int = 1, title: str = "Spielplätze", **more: object) -> dict[str, object]:
    return {"title": title, "body": body, "base_revision": base, "action": "save", **more}


def test_reading(client: Client) -> None:
    place = district()
    article(
        "Spielplätze", "Vorwort.\n\n## Rutschen\n\nDrei.\n", district=place, topics=[topic().pk]
    )
    page = client.get("/wiki/bad-cannstatt/spielplaetze/")
    words = page.content.decode()
    assert page.status_code == 200
    assert '<h2 id="rutschen">Rutschen</h2>' in words
    assert "Einsamkeit" in words
    assert "Person" in words


@pytest.mark.parametrize(
    "path",
    [
        "/wiki/",
        "/wiki/allgemein/",
        "/wiki/bad-cannstatt/",
        "/wiki/allgemein/spielplaetze/",
        "/wiki/allgemein/spielplaetze/bearbeiten/",
        "/wiki/allgemein/spielplaetze/feed.atom",
        "/wiki/allgemein/feed.atom",
        "/wiki/bad-cannstatt/feed.atom",
        "/wiki/neu/?district=bad-cannstatt&title=M%C3%A4rkte",
        "/wiki/letzte-aenderungen/",
        "/wiki/letzte-aenderungen/?district=bad-cannstatt&ohne-kleine=1&page=99",
        "/wiki/letzte-aenderungen/feed.atom",
        "/en/wiki/allgemein/spielplaetze/",
        "/de-simple/wiki/",
    ],
)
def test_everybody_may_open(client: Client, path: str) -> None:
    district()
    article()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/wiki/nirgends/", "/wiki/nirgends/x/", "/wiki/allgemein/x/"])
def test_what_is_not_there_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_article_costs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = article("Ziel", topics=[topic().pk])
    article("Quelle", "[[Ziel]]")
    for number in range(1, 6):
        services.save_edit(
            article=made, base_revision=number, body=f"Text {number}", author=person()
        )
    client.get("/wiki/allgemein/ziel/")
    with django_assert_max_num_queries(8):
        client.get("/wiki/allgemein/ziel/")


def test_a_resident_edits(client: Client) -> None:
    article(body="Eins.\n")
    client.force_login(person())
    answer = client.post("/wiki/allgemein/spielplaetze/bearbeiten/", form("Zwei.\r\n"), follow=True)
    page = answer.content.decode()
    assert "Gespeichert. Ihre Änderung ist jetzt öffentlich." in page
    assert "<p>Zwei.</p>" in page
    assert Revision.objects.get(number=2).body == "Zwei.\n"


def test_a_form_keeps_the_line_ends_of_the_text(client: Client) -> None:
    article(body="Eins\r\nzwei\rdrei\n\n")
    client.force_login(person())
    typed = "Eins\r\nzwei\r\ndrei\r\nvier\r\n\r\n"
    client.post("/wiki/allgemein/spielplaetze/bearbeiten/", form(typed))
    assert Revision.objects.get(number=2).body == "Eins\r\nzwei\rdrei\nvier\n\n"


def test_sending_the_form_untouched_changes_nothing(client: Client) -> None:
    body = "\n  Eins  \r\nzwei\rdrei\n\n "
    article(body=body)
    client.force_login(person())
    client.post(
        "/wiki/allgemein/spielplaetze/bearbeiten/", form(re.sub(r"\r\n|\r|\n", "\r\n", body))
    )
    assert Revision.objects.count() == 1


def test_a_guest_suggests(client: Client) -> None:
    article()
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    answer = client.post(url, form("Von mir.", author_name="Frau Öz", mail="oez@example.org"))
    assert answer.status_code == 302
    revision = Revision.objects.get(number=2)
    assert (revision.state, revision.author_name) == ("held", "Frau Öz")
    assert "Von mir" not in client.get("/wiki/allgemein/spielplaetze/").content.decode()


def test_an_overlap_shows_both_texts_and_keeps_the_own(client: Client) -> None:
    made = article(body="eins")
    services.save_edit(article=made, base_revision=1, body="zwei", author=moderator())
    client.force_login(person())
    answer = client.post("/wiki/allgemein/spielplaetze/bearbeiten/", form("drei"))
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "<mark>zwei</mark>" in words
    assert "<mark>drei</mark>" in words
    # What was typed stays upon what it was begun with: the question comes until it is answered.
    assert 'name="base_revision" value="1"' in words
    assert 'name="decided_on" value="2"' in words


def test_a_refused_form_keeps_what_was_typed(client: Client) -> None:
    article()
    client.force_login(person())
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    answer = client.post(url, form("Mein langer Text", title=""))
    assert answer.status_code == 400
    assert "Mein langer Text" in answer.content.decode()
    answer = client.post(url, form("x" * (512 * 1024 + 1)))
    assert answer.status_code == 413
    assert "512" in answer.content.decode()


def test_an_old_secret_of_the_form_loses_nothing() -> None:
    article()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person())
    answer = strict.post("/wiki/allgemein/spielplaetze/bearbeiten/", form("Mein Text"))
    assert answer.status_code == 403
    assert "Mein Text" in answer.content.decode()
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert Revision.objects.count() == 1


def test_preview_saves_nothing(client: Client) -> None:
    article()
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    answer = client.post(url, form("**fett**", action="preview"))
    assert "<strong>fett</strong>" in answer.content.decode()
    assert client.post(f"{url}vorschau/", form("*x*")).content == b"<p><em>x</em></p>\n"
    assert Revision.objects.count() == 1


def test_a_section_is_edited_alone(client: Client) -> None:
    article(body="Vorwort.\n\n## Eins\n\nA\n\n## Zwei\n\nB\n")
    client.force_login(person())
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    page = client.get(f"{url}?abschnitt=1").content.decode()
    assert "## Eins" in page
    assert "## Zwei" not in page
    client.post(url, {**form("## Eins\r\n\r\nNeu\r\n"), "section": 1})
    assert Revision.objects.get(number=2).body == "Vorwort.\n\n## Eins\n\nNeu\n\n## Zwei\n\nB\n"


def test_writing_first_and_signing_in_later(client: Client) -> None:
    article()
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    answer = client.post(url, form("Mein Text", action="sign_in"))
    assert answer.status_code == 302
    back = answer.headers["Location"].split("next=")[1]
    other_device = Client()
    other_device.force_login(person())
    page = other_device.get(unquote(back)).content.decode()
    assert "Mein Text" in page


def test_a_new_article(client: Client) -> None:
    place = district()
    client.force_login(person())
    data = {"title": "Märkte", "district": place.slug, "body": "Samstags.", "action": "save"}
    answer = client.post("/wiki/neu/", data)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/wiki/bad-cannstatt/maerkte/")
    again = client.post("/wiki/neu/", {**data, "body": "Auch mittwochs."})
    assert again.status_code == 409
    assert "Auch mittwochs." in again.content.decode()


def test_a_newcomers_article_waits(client: Client) -> None:
    client.force_login(newcomer())
    client.post("/wiki/neu/", {"title": "Neues", "body": "Text", "action": "save"})
    assert Article.objects.get().state == "held"
    assert Client().get("/wiki/allgemein/neues/").status_code == 404


def test_a_former_address_leads_on(client: Client) -> None:
    made = article("Alt")
    services.save_edit(
        article=made, base_revision=1, title="Neu gefasst", body="x", author=person()
    )
    assert client.get("/wiki/allgemein/alt/").headers["Location"] == "/wiki/allgemein/neu-gefasst/"
    answer = client.get("/wiki/allgemein/alt/bearbeiten/?abschnitt=1")
    assert answer.headers["Location"] == "/wiki/allgemein/neu-gefasst/bearbeiten/?abschnitt=1"


def test_the_source_is_plain_text(client: Client) -> None:
    article(body="# <b>x</b>\r\n")
    answer = client.get("/wiki/allgemein/spielplaetze/quelltext/")
    assert answer.content == b"# <b>x</b>\r\n"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_second_writer_of_a_title_is_led_into_the_first_article(client: Client) -> None:
    article("Märkte", body="Samstags.\n")
    client.force_login(person())
    data = {"title": "märkte", "body": "Auch mittwochs.", "action": "save"}
    answer = client.post("/wiki/neu/", data)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Samstags.\n\nAuch mittwochs." in words
    assert 'action="/wiki/allgemein/maerkte/bearbeiten/"' in words


def test_who_else_is_writing(client: Client) -> None:
    article()
    url = "/wiki/allgemein/spielplaetze/bearbeiten/"
    client.force_login(person(name="Otto"))
    assert "Otto" not in client.get(url).content.decode().split("<main", 1)[1]
    other = Client()
    other.force_login(person(name="Hilde"))
    assert "Otto" in other.get(url).content.decode()
    client.post(url, form("Fertig."))
    assert "Otto" not in other.get(url).content.decode()


def test_a_persons_page_shows_what_is_public(client: Client) -> None:
    author = person(name="Hilde")
    made = article("Öffentlich", author=author)
    article("Gelöscht", author=author)
    services.delete_article(
        article=Article.objects.get(title="Gelöscht"), reason="x", by=moderator()
    )
    services.save_edit(
        article=made, base_revision=1, body="Neu", summary="geheim", author=newcomer()
    )
    page = client.get(f"/mitwirkende/{author.slug}/").content.decode()
    assert "Öffentlich" in page
    assert "Gelöscht" not in page
    assert client.get("/mitwirkende/niemand/").status_code == 404


def test_moderators_see_what_nobody_has_looked_at(client: Client) -> None:
    made = article(author=person())
    assert 'class="tag">' not in client.get("/wiki/letzte-aenderungen/").content.decode()
    by = moderator()
    client.force_login(by)
    assert 'class="tag">' in client.get("/wiki/letzte-aenderungen/").content.decode()
    client.post("/wiki/allgemein/spielplaetze/version/1/gesehen/")
    assert made.revisions.get().patrolled_by == by
    assert 'class="tag">' not in client.get("/wiki/letzte-aenderungen/").content.decode()


@pytest.mark.parametrize("query", ["district=nirgends", "district=%00", "district=", "page=9"])
def test_changes_of_a_district_that_is_not_there_are_not_those_of_all(
    client: Client, query: str
) -> None:
    article("Spielplätze", district=district())
    page = client.get(f"/wiki/letzte-aenderungen/?{query}").content.decode().split("<main")[-1]
    asked = query != "district="
    assert ("Alles andere in der Adresse gilt." in page) == asked
    assert ("Spielplätze" in page) == (not asked or query == "page=9")
    page = client.get("/wiki/bad-cannstatt/?page=x").content.decode()
    assert "Diese Liste hat keine Seite „x“." in page


def test_districts_of_one_name_are_told_apart_by_city(client: Client) -> None:
    here = district("Altstadt", "altstadt")
    there = District.objects.create(
        name="Altstadt",
        slug="altstadt-freiburg",
        city=City.objects.create(name="Freiburg", slug="freiburg"),
    )
    first, second = article("Märkte", district=here), article("Märkte", district=there)
    source = article("Quelle", "[[Altstadt (Freiburg):Märkte]] [[Altstadt (Stuttgart):Märkte]]")
    assert [link.target for link in source.links.order_by("pk")] == [second, first]


def test_what_is_similar_is_not_named_again_among_what_leads_here(client: Client) -> None:
    target = article("Repair-Café", "Montags.\n", district=district())
    known = article("Reparieren", "Siehe [[Repair-Café]].\n", district=target.district)
    article("Werkzeug", "Siehe [[Repair-Café]].\n", district=target.district)
    found_similar(target, known)
    page = client.get("/wiki/bad-cannstatt/repair-cafe/").content.decode()
    assert "Was andere darüber wissen" in page
    assert page.count(">Reparieren</a>") == 1
    assert page.count(">Werkzeug</a>") == 1


def test_a_conflict_of_very_many_places_is_decided_in_one_text(client: Client) -> None:
    def text(hours: str) -> str:
        return "".join(f"Haus {number} öffnet {hours}.\n\n" for number in range(MOST_PLACES + 1))

    made = article("Spielplätze", text("um 8 Uhr"), district=district())
    other = person(name="Otto")
    services.save_edit(article=made, base_revision=1, body=text("um 9 Uhr"), author=other)
    client.force_login(person(name="Erna"))
    answer = client.post("/wiki/bad-cannstatt/spielplaetze/bearbeiten/", form(text("um 10 Uhr")))
    page = answer.content.decode()
    assert answer.status_code == 409
    apart = page.partition('id="verschieden"')[2].partition("</section>")[0]
    assert "Die andere Fassung, von Otto" in apart
    assert "<del" in apart
    assert page.index('id="verschieden"') < page.index('class="conflict"')
    assert 'name="base_revision" value="2"' in page


def test_a_long_text_offers_its_sections(client: Client) -> None:
    words = "Ein Absatz mit vielen Wörtern.\n\n" * 200
    made = article(body=f"Vorweg.\n\n## Zeiten & Orte\n\n{words}### Hof\n\n{words}## Mitmachen\n")
    edit = f"{article_url(made)}bearbeiten/"
    page = client.get(edit).content.decode()
    offered = page.partition("Nur einen Abschnitt bearbeiten")[2].partition("</details>")[0]
    links = re.findall(r'href="([^"]+)" rel="nofollow">([^<]+)<', offered)
    assert links == [
        (f"{edit}?abschnitt=1", "Zeiten &amp; Orte"),
        (f"{edit}?abschnitt=3", "Mitmachen"),
    ]
    one = client.get(links[1][0]).content.decode()
    assert "## Mitmachen</textarea>" in one.replace("\n</textarea>", "</textarea>")
    assert "Nur einen Abschnitt bearbeiten" not in one


def test_a_short_one_does_not(client: Client) -> None:
    made = article(body="## Zeiten\n\nHeute.\n")
    page = client.get(f"{article_url(made)}bearbeiten/").content.decode()
    assert "Nur einen Abschnitt bearbeiten" not in page
