"""Who may not see a picture is not told by any source of a text who is to be seen in it.

An edit keeps, byte for byte, the line that its writer was not shown.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tokens import issue_token
from cms.body.wiki_passages import passage
from community.models import Case
from pictures import services as pictures
from pictures.models import Picture
from tests.people import moderator, newcomer, person
from tests.pictures.sharing import given_picture
from tests.wiki.test_conflict_cards import fields
from wiki import services
from wiki.addresses import article_url
from wiki.models import Article, Revision

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("own_folders"),
]
NAMES = ("Selbst gesagt", "Unterschrift")


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


@pytest.fixture
def anna() -> User:
    return person(name="Anna Kern")


@pytest.fixture
def picture(anna: User) -> Picture:
    return given_picture(anna)


def body_of(picture: Picture, *, before: str = "Davor.", after: str = "Danach.") -> str:
    line = f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")'
    return f"{before}\n\n## Teil eins\n\n{line}\n\n## Teil zwei\n\n{after}\n"


@pytest.fixture
def article(picture: Picture, anna: User) -> Article:
    made, _ = services.create_article(title="Brunnen", body=body_of(picture), author=anna)
    changed = body_of(picture, after="Und danach.")
    services.save_edit(article=made, base_revision=1, body=changed, author=anna)
    made.refresh_from_db()
    return made


def hide(picture: Picture) -> None:
    pictures.move(picture, Picture.State.HIDDEN)


def destroy(picture: Picture) -> None:
    pictures.destroy_picture(picture=picture, by=moderator())


def bare(picture: Picture) -> str:
    return f"![](/bilder/{picture.pk}/)"


def told(article: Article, client: Client) -> dict[str, str]:
    """Return all that hands out the source of a text, or parts of it."""
    url = article_url(article)
    api = f"/api/v1/wiki/articles/{article.pk}"
    addresses = (
        f"{url}quelltext/",
        f"{url}bearbeiten/",
        f"{url}bearbeiten/?abschnitt=1",
        f"{url}vergleich/?from=1&to=2&quelltext",
        f"{url}vergleich/?from=1&to=2",
        f"{url}wer-schrieb-was/",
        f"{url}version/1/",
        f"{url}feed.atom",
        f"{url}zuruecksetzen/1/",
        f"{url}rueckgaengig/2/",
        api,
        f"{api}/revisions/1",
    )
    answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} <= {200, 403}
    found = {address: html.unescape(a.content.decode()) for address, a in answers.items()}
    shown = passage(article=article.pk, number=2)
    assert shown is not None
    return {**found, "passage": str(shown.html)}


@pytest.mark.parametrize(("take_back", "who"), [(hide, "resident"), (destroy, "guest")])
def test_no_source_says_who_is_to_be_seen(
    take_back: Any, who: str, article: Article, picture: Picture, client: Client, tmp_path: Path
) -> None:
    if who == "resident":
        client.force_login(person(name="Ria"))
    before = told(article, client)
    silent = [address for address, text in before.items() if NAMES[0] not in text]
    assert [a for a in silent if not a.endswith("atom") and "zuruecksetzen" not in a] == [
        address for address in silent if "vergleich" in address or "rueckgaengig" in address
    ]
    take_back(picture)
    for address, text in told(article, client).items():
        assert [name for name in NAMES if name in text] == [], address
    assert bare(picture) in told(article, client)[f"{article_url(article)}quelltext/"]
    call_command("wiki_export", archive=tmp_path / "wiki")
    archived = (tmp_path / "wiki" / "de" / "allgemein" / "brunnen.md").read_text("utf-8")
    assert "Und danach." in archived
    assert "Selbst" not in archived


def sent(page: str) -> dict[str, str]:
    """Return what the form of an article sends back, as it stands."""
    said = re.search(r'<textarea[^>]*name="body"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert said
    number = re.search(r'name="base_revision" value="(\d+)"', page)
    section = re.search(r'name="section" value="(\d+)"', page)
    assert number
    return {
        "title": "Brunnen",
        "body": html.unescape(said[1]),
        "base_revision": number[1],
        "section": section[1] if section else "",
        "summary": "",
        "action": "save",
    }


@pytest.mark.parametrize("section", ["", "?abschnitt=1", "?abschnitt=2"])
def test_an_edit_keeps_what_its_writer_was_not_shown(
    section: str, article: Article, picture: Picture, client: Client
) -> None:
    hide(picture)
    client.force_login(person(name="Ria"))
    url = f"{article_url(article)}bearbeiten/"
    form = sent(client.get(f"{url}{section}").content.decode())
    form["body"] = f"{form['body'].rstrip()}\n\nNeu von Ria.\n"
    assert client.post(url, form).status_code == 302
    body = Revision.objects.get(article=article, number=3).body
    assert "Neu von Ria." in body
    assert f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")' in body
    difference = client.get(f"{article_url(article)}vergleich/?from=2&to=3&quelltext")
    assert "Selbst" not in difference.content.decode()


def test_who_takes_the_line_out_takes_its_words_out(
    article: Article, picture: Picture, client: Client
) -> None:
    hide(picture)
    client.force_login(person(name="Ria"))
    url = f"{article_url(article)}bearbeiten/"
    form = sent(client.get(url).content.decode())
    form["body"] = form["body"].replace(bare(picture), "Hier war ein Bild.")
    client.post(url, form)
    assert "Selbst" not in Revision.objects.get(article=article, number=3).body


def test_cards_of_a_conflict_do_not_say_it_and_keep_it(
    article: Article, picture: Picture, anna: User, client: Client
) -> None:
    line = f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")'
    first, theirs = (body_of(picture).replace(line, f"{line}\n{w}.") for w in ("Wer?", "Sagt Anna"))
    services.save_edit(article=article, base_revision=2, body=first, author=anna)
    hide(picture)
    ria = person(name="Ria")
    client.force_login(ria)
    url = f"{article_url(article)}bearbeiten/"
    form = sent(client.get(url).content.decode())
    services.save_edit(article=article, base_revision=3, body=theirs, author=anna)
    mine = form["body"].replace("Wer?", "Sagt Ria")
    program = Client(headers={"authorization": f"Bearer {issue_token(user=ria, name='X')}"})
    answer = program.put(
        f"/api/v1/wiki/articles/{article.pk}",
        json.dumps({"base_revision": 3, "body": mine}),
        content_type="application/json",
    )
    asked = client.post(url, {**form, "body": mine})
    again = client.post(url, fields(asked) | {"action": "save"})
    assert [answer.status_code, asked.status_code, again.status_code] == [409, 409, 400]
    for page in (answer, asked, again):
        text = html.unescape(page.content.decode())
        words = re.sub("<[^>]*>", "", text)
        assert "Sagt Anna." in words
        assert "Sagt Ria." in words
        assert [name for name in NAMES if name in text] == []
    decided = fields(asked) | {"action": "save", "place-1": "mine"}
    assert client.post(url, decided).status_code == 302
    body = Revision.objects.get(article=article, number=5).body
    assert f"{line}\nSagt Ria." in body


def test_a_contribution_that_waits_is_changed_without_losing_it(
    article: Article, picture: Picture, client: Client
) -> None:
    newbie = newcomer(name="Nele")
    changed = body_of(picture, after="Nele weiß mehr.")
    services.save_edit(article=article, base_revision=2, body=changed, author=newbie)
    hide(picture)
    client.force_login(moderator())
    case = Case.objects.open().get(object_kind="article")
    shown = client.get(reverse("community:case", args=[case.pk])).content.decode()
    assert "Nele weiß mehr." in shown
    assert "Selbst" not in shown
    url = f"{article_url(article)}ausstehend/3/bearbeiten/"
    page = client.get(url).content.decode()
    assert "Selbst" not in page
    form = sent(page)
    form["body"] = form["body"].replace("weiß mehr", "weiß viel mehr")
    assert client.post(url, form).status_code == 302
    body = Revision.objects.order_by("number").last().body  # type: ignore[union-attr]
    assert "weiß viel mehr" in body
    assert "Selbst gesagt" in body
