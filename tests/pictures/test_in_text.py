"""Pictures in articles: what readers get, and that nothing stays of what was taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import create_user
from community import decisions
from community.models import Case
from pictures import inbox, services
from pictures.in_text import with_pictures
from pictures.models import Picture
from tests.fixtures.town import Town
from tests.pictures.sharing import SAID, given_picture
from tests.pictures.uploads import saved
from tests.wiki.factories import district
from text.excerpted import Surroundings
from text.markdown import render, to_plain
from text.pictures import numbers_in
from text.piece_html import piece_html
from wiki import services as wiki
from wiki.addresses import article_url
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
#: All that could tell of the picture where it must not be told of.
WORDS = ("Kinder am Brunnen", "Einweihung", "Mia Muster", "Selbst gesagt", "Unterschrift", "datei/")


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


def account(name: str, trust: str) -> User:
    return create_user(email=f"{name.lower()}@example.org", name=name, trust=trust)


def body_with(picture: Picture) -> str:
    return (
        f"Vorher.\n\n![](/bilder/{picture.pk}/)\n\nMittendrin.\n\n"
        f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift & mehr")\n\nNachher.\n'
    )


@pytest.fixture
def resident(db: None) -> User:
    return account("Rita", User.Trust.RESIDENT)


@pytest.fixture
def moderator(db: None) -> User:
    return account("Mara", User.Trust.MODERATOR)


def article_with(picture: Picture, author: User) -> Article:
    made, _result = wiki.create_article(title="Brunnen", body=body_with(picture), author=author)
    return made


def test_a_picture_alone_is_a_figure(client: Client, resident: User) -> None:
    picture = given_picture(resident)
    article = article_with(picture, resident)
    page = client.get(article_url(article)).content.decode()
    assert page.count("<figure") == 2
    shown = 'alt="Kinder am Brunnen" width="90" height="60" loading="lazy"'
    assert shown in " ".join(page.split())
    assert "Einweihung im Mai" in page
    assert 'alt="Selbst gesagt"' in page
    assert "Unterschrift &amp; mehr" in page
    assert page.count("Mia Muster") == 2
    assert page.count("CC BY 4.0") == 2
    assert "Brunnen" in client.get(picture.get_absolute_url()).content.decode()
    assert article_url(article) in client.get(picture.get_absolute_url()).content.decode()


def everything(client: Client, article: Article) -> dict[str, str]:
    """Return what everybody can ask of an article, besides its text as it was written."""
    url = article_url(article)
    addresses = (
        url,
        f"{url}version/1/",
        "/wiki/letzte-aenderungen/feed.atom",
        f"{url}feed.atom",
        "/suche/?q=Brunnen",
        "/bilder/",
    )
    found = {address: client.get(address).content.decode() for address in addresses}
    found["api"] = client.get(f"/api/v1/wiki/articles/{article.pk}").json()["html"]
    return found


@pytest.mark.parametrize("way", ["hidden", "deleted"])
def test_nothing_stays_of_what_was_taken_back(
    way: str, client: Client, resident: User, moderator: User
) -> None:
    picture = given_picture(resident)
    article = article_with(picture, resident)
    before = everything(client, article)
    assert "Einweihung" in before["api"]
    if way == "hidden":
        inbox.hide(picture, 0, moderator, "weil")
    else:
        services.delete_picture(picture=picture, by=resident)
    for address, answer in everything(client, article).items():
        assert "Vorher" in answer or "/wiki/" not in address or "atom" in address
        assert [word for word in WORDS if word in answer] == [], address
    # What is stored holds no word of the picture, and search finds none of the text's about it.
    revision = Revision.objects.get()
    assert "Kinder" not in str(revision.html)
    assert "Selbst gesagt" not in revision.plain


def test_text_and_picture_are_one_case(client: Client, moderator: User) -> None:
    newcomer = account("Nele", User.Trust.NEW)
    picture = given_picture(newcomer)
    assert Case.objects.open().count() == 1
    article = article_with(picture, newcomer)
    case = Case.objects.open().get()
    assert case.object_kind == "article"
    reviewer = Client()
    reviewer.force_login(moderator)
    shown = reviewer.get(reverse("community:case", args=[case.pk])).content.decode()
    assert "Einweihung im Mai" in shown
    decisions.accept(case=case, by=moderator)
    assert "Einweihung im Mai" in client.get(article_url(article)).content.decode()
    decisions.undo(case=case, by=moderator)
    picture.refresh_from_db()
    assert picture.state == "held"
    decisions.refuse(case=Case.objects.open().get(), by=moderator, reason="Nein.")
    picture.refresh_from_db()
    assert picture.state == "refused"


def test_a_picture_of_somebody_else_is_not_accepted_with_a_text(moderator: User) -> None:
    theirs = given_picture(account("Otto", User.Trust.NEW))
    article_with(theirs, account("Nele", User.Trust.NEW))
    case = Case.objects.open().get(object_kind="article")
    decisions.accept(case=case, by=moderator)
    theirs.refresh_from_db()
    assert theirs.state == "held"


def test_whose_text_is_taken_back_has_a_picture_that_waits_by_itself() -> None:
    newcomer = account("Nele", User.Trust.NEW)
    picture = given_picture(newcomer)
    article_with(picture, newcomer)
    decisions.withdraw(case=Case.objects.open().get())
    assert Case.objects.open().get().object_kind == "picture"


def test_who_writes_sees_their_own_waiting_picture_before_saving(resident: User) -> None:
    newcomer = account("Nele", User.Trust.NEW)
    picture = given_picture(newcomer)
    html = render(body_with(picture)).html
    assert "Einweihung" in with_pictures(html, newcomer)
    assert "Einweihung" in with_pictures(html, of=newcomer)
    for stranger in (None, resident):
        assert [word for word in WORDS if word in with_pictures(html, stranger)] == []


def test_what_is_no_picture_of_residents_is_as_before() -> None:
    assert "<img" in render("![Alt](/media/images/x.png)").html
    assert render("Da ![Alt](/bilder/3/) nach").html == (
        '<p>Da <a href="/bilder/3/">/bilder/3/</a> nach</p>\n'
    )
    foreign = render("![Alt](https://example.org/bilder/3/)").html
    assert "picture-place" not in foreign
    assert "<img" not in foreign
    assert with_pictures(render("![a](/bilder/99999999999999999/)").html) == ""
    hostile = render('![x" onload=1](/bilder/3/ "<script>\\" data-picture=\\"4")').html
    assert with_pictures(hostile) == ""
    assert "<script" not in hostile
    assert to_plain("Da\n\n![Alt](/bilder/3/)\n\nnach") == "Da\n\nnach"
    assert numbers_in("![a](/bilder/3/) und [b](</bilder/4/>) [c]: /bilder/5/") == {3, 4, 5}


def test_a_hidden_place_costs_two_queries(resident: User, django_assert_num_queries: Any) -> None:
    html = "".join(render(body_with(given_picture(resident))).html for _number in range(3))
    with django_assert_num_queries(2):
        assert with_pictures(html).count("<figure") == 6
    with django_assert_num_queries(0):
        with_pictures("<p>nichts</p>")


def test_a_district_has_its_own(client: Client, resident: User) -> None:
    west = district()
    given_picture(resident, places=[("district", west.pk)])
    given_picture(resident, caption="Anderswo")
    page = client.get(f"/stadtteile/{west.slug}/bilder/").content.decode()
    assert "Einweihung im Mai" in page
    assert "Anderswo" not in page
    assert f"/bilder/neu/?ort=district:{west.pk}" in page
    chosen = client.get(f"/bilder/?ort=district:{west.pk}").content.decode()
    assert "Anderswo" not in chosen
    assert "Anderswo" in client.get("/bilder/").content.decode()
    assert "Anderswo" not in client.get("/bilder/?ort=district:999").content.decode()


def test_a_comparison_says_nothing_of_what_was_taken_back(
    client: Client, resident: User, moderator: User
) -> None:
    picture = given_picture(resident)
    article = article_with(picture, resident)
    wiki.save_edit(
        article=article, body=f"{body_with(picture)}\nUnd mehr.\n", base_revision=1, author=resident
    )
    compared = f"{article_url(article)}vergleich/?from=1&to=2"
    whole = piece_html(f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")', Surroundings())
    assert "Selbst gesagt, Unterschrift" in whole
    inbox.hide(picture, 0, moderator, "weil")
    html = piece_html(f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")', Surroundings())
    assert "gesagt" not in html
    assert "Unterschrift" not in html
    assert f"/bilder/{picture.pk}/" in html
    page = client.get(compared).content.decode()
    assert [word for word in WORDS if word in page] == []


def test_entries_have_pictures(client: Client, resident: User, town: Town) -> None:
    project, url = town.project, town.project.get_absolute_url()
    key = f"project:{project.pk}"
    assert f"/bilder/neu/?ort={key}" in client.get(url).content.decode()
    writer = Client()
    writer.force_login(resident)
    form = writer.get(f"/bilder/neu/?ort={key}").content.decode()
    assert f'name="entry" value="{key}"' in form
    for number in range(4):
        given_picture(resident, places=[("project", project.pk)], caption=f"Nummer {number}")
    hidden = given_picture(resident, places=[("project", project.pk)], caption="Verborgen")
    services.move(hidden, Picture.State.HIDDEN)
    page = client.get(url).content.decode()
    assert "Nummer 3" in page
    assert "Nummer 0" not in page
    assert "Alle 4 Bilder" in page
    assert "Verborgen" not in page
    gallery = client.get(f"/bilder/?ort={key}").content.decode()
    assert gallery.count("Nummer") == 4
    shown = client.get(Picture.objects.earliest("pk").get_absolute_url()).content.decode()
    assert f'href="{url}"' in shown
    assert client.get("/bilder/?ort=project:99999").status_code == 200


def test_a_picture_is_given_to_an_entry_and_stays_there(resident: User, town: Town) -> None:
    writer = Client()
    writer.force_login(resident)
    key = f"project:{town.project.pk}"
    words = {**SAID, "may_share": "on", "entry": key}
    sent = {**words, "file": SimpleUploadedFile("a.jpg", saved("JPEG"))}
    assert writer.post("/bilder/neu/", sent).status_code == 302
    made = Picture.objects.get()
    assert made.trust_scopes() == {("project", town.project.pk)}
    change = f"{made.get_absolute_url()}bearbeiten/"
    assert f'value="{key}"' in writer.get(change).content.decode()
    writer.post(change, {**words, "caption": "Neu", "seen": services.seen(made)})
    made.refresh_from_db()
    assert (made.caption, made.places.count()) == ("Neu", 1)
    for foreign in ("project:99999", "comment:1", "unsinn"):
        writer.post("/bilder/neu/", {**words, "entry": foreign, "file": sent["file"]})
    assert {row.places.count() for row in Picture.objects.exclude(pk=made.pk)} <= {0}


def test_the_page_of_a_district_shows_three(client: Client, resident: User) -> None:
    west = district()
    for number in range(5):
        given_picture(resident, places=[("district", west.pk)], caption=f"Nummer {number}")
    page = client.get(f"/stadtteile/{west.slug}/").content.decode()
    assert page.count("Nummer") == 3
    assert "Alle 5 Bilder" in page
