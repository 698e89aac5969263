"""Of 20 spam posts at least 18 are held, of 20 honest first posts none is refused."""

from unittest.mock import patch

import pytest
from django.test import Client

from community import antispam, limits
from community.models import Case
from tests.fixtures.conditions import every_day
from tests.people import moderator, newcomer
from tests.wiki.factories import article
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SPAM = [
    "Kaufen Sie jetzt günstige Uhren https://uhren.example",
    "CASINO BONUS 500% -> http://gluecksspiel.example/?ref=7",
    "[Kredit ohne Schufa](https://kredit.example) sofort!",
    "<a href='https://seo.example'>SEO Backlinks</a>",
    "Viagra Cialis https://pillen.example https://pillen.example https://pillen.example",
    "Toller Artikel! Besuchen Sie auch meinen Blog: www.blog.example",
    "Schnell abnehmen mit diesem Trick!!! https://diaet.example",
    "Bitcoin verdoppeln in 24 Stunden https://muenze.example",
    "Ich habe mit diesem System 10.000 Euro im Monat verdient.",
    "Escort Stuttgart 24h Telefon auf Anfrage",
    "buy followers cheap https://followers.example",
    "Лучшее казино онлайн https://kazino.example",
    "最便宜的手表 https://watch.example",
    "Schlüsseldienst Stuttgart sofort https://schluessel.example",
    "Umzug günstig? https://umzug.example Nr. 1",
    "Free iPhone!!! http://gewinn.example",
    "Autohändler kauft alles: https://auto.example",
    "Handwerker gesucht? Portal https://portal.example",
    "asdf asdf asdf asdf https://test.example",
    "Die beste Immobilienbewertung: https://haus.example",
]
HONEST = [
    "Die Rutsche am Veielbrunnenweg ist seit dem Sommer abgebaut.",
    "Der Spielplatz hat jetzt eine Schaukel für Rollstühle.",
    "Mittwochs backt die Gruppe 60 plus Waffeln.",
    "Im Winter ist das Tor ab 17 Uhr zu.",
    "Es gibt auf dem Platz keinen Schatten.",
    "Frau Haug vom Bürgerverein hat einen Schlüssel für den Geräteschuppen.",
    "Trinkwasser gibt es am Brunnen neben der Kirche.",
    "Öffnungszeiten stehen auf https://www.stuttgart.de",
    "Der Boden ist aus Sand, mit dem Kinderwagen kommt man schlecht hin.",
    "Die nächste Toilette ist im Café gegenüber, sie ist kostenlos.",
    "Samstags treffen sich hier Familien, die Ukrainisch sprechen.",
    "Hunde sind nicht erlaubt.",
    "Unsere Kita geht jeden Dienstag hin.",
    "ok",
    "Die Bank ist kaputt!!!",
    "Ich heiße Erwin und wohne seit 1961 hier, damals war da noch ein Acker.",
    "Playground is open until 8 pm.",
    "Der Bus 56 hält 200 m entfernt, die Haltestelle hat eine Rampe.",
    "Bitte ergänzen: Patenschaft hat die Grundschule übernommen.",
    "Im August war Fest.",
]


PATH = "/wiki/allgemein/spielplaetze/bearbeiten/"


def opened(client: Client) -> str:
    """When the form was opened, as it says itself."""
    return str(client.get(PATH).context["guest"]["started"].value())


def suggest(client: Client, words: str, number: int, **fields: str) -> int:
    data = {
        "title": "Spielplätze",
        "body": f"Rutschen gibt es.\n\n{words}\n",
        "base_revision": 1,
        "summary": "",
        "author_name": "",
        "mail": "",
        "website": "",
        "started": fields.get("started") or opened(client),
        **fields,
    }
    connection = f"192.0.2.{number}"
    return client.post(PATH, data, REMOTE_ADDR=connection).status_code


@pytest.mark.parametrize("signed_in", [False, True], ids=["guest", "new account"])
def test_spam_is_held_and_honest_words_are_kept(client: Client, signed_in: bool) -> None:
    article()
    if signed_in:
        client.force_login(newcomer())
    posts = [*SPAM, *HONEST]
    if signed_in:  # nobody looks at the words of either, so some of them will do
        posts = every_day(posts, one_in=4)
    started = opened(client)
    for number, words in enumerate(posts):
        status = suggest(client, words, number, started=started)
        assert status < 500
        if words in HONEST:
            assert status == 302, words
    shown = Article.objects.get()
    assert shown.published_number == 1, "nothing of it is public"
    held = Case.objects.open().pending().count()
    assert held == len(posts)


def test_what_a_program_filled_in_is_held_apart_and_thrown_out_together(client: Client) -> None:
    """A filled trap or too quick a hand throws nothing away; it stands in a list of its own."""
    article()
    person_wrote = {"started": antispam.stamp(seconds_ago=120)}
    for number, words in enumerate(SPAM[:5]):
        assert suggest(client, words, number, website="https://uhren.example") == 302
    for number, words in enumerate(HONEST[:5], start=10):
        assert suggest(client, words, number, **person_wrote) == 302
    assert suggest(client, HONEST[6], 20) == 302, "who was too quick is not refused either"
    client.force_login(moderator())
    page = client.get("/moderation/?show=automatic")
    assert [row.case.held_because for row in page.context["rows"]] == ["automatic"] * 6
    assert "ein Programm" in page.content.decode()
    assert [tab["count"] for tab in page.context["tabs"]] == [11, 11, 0, 6]
    ticked = client.get("/moderation/?show=automatic&all=1").content.decode()
    assert ticked.count(" checked>") == 6
    spam = [row.case.pk for row in page.context["rows"]][:5]
    data = {"case": spam, "decision": "refuse", "ready": "advertising"}
    client.post("/moderation/auswahl/?show=automatic", data)
    assert Case.objects.open().count() == 6
    assert Case.objects.filter(held_because="guest").count() == 5


def test_a_filled_trap_is_enough(client: Client) -> None:
    article()
    patient = antispam.stamp(seconds_ago=120)
    suggest(client, HONEST[0], 1, started=patient, website="https://uhren.example")
    assert Case.objects.get().held_because == "automatic"


def test_too_quick_a_hand_is_enough(client: Client) -> None:
    article()
    suggest(client, HONEST[0], 1)
    assert Case.objects.get().held_because == "automatic"


def test_a_signed_in_person_is_never_taken_for_a_program(client: Client) -> None:
    article()
    client.force_login(newcomer())
    path = "/wiki/allgemein/spielplaetze/bearbeiten/"
    data = {"title": "Spielplätze", "body": "Neu.\n", "base_revision": 1, "website": "x"}
    client.post(path, {**data, "action": "save"})
    assert Case.objects.get().held_because == "new"


def test_a_flood_from_one_connection_is_a_429_that_keeps_the_words(client: Client) -> None:
    article()
    last = limits.PER_CONNECTION
    with patch.dict(limits.RARER, {"write": 3}):
        answers = [suggest(client, f"Wort {number}", 7) for number in range(4)]
    assert answers == [302, 302, 302, 429]
    assert last > 20, "a library is one connection for many people"
    with patch.dict(limits.RARER, {"write": 3}):
        path = "/wiki/allgemein/spielplaetze/bearbeiten/"
        data = {"title": "Spielplätze", "body": "Mein langer Text.", "base_revision": 1}
        answer = client.post(path, {**data, "action": "save"}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Mein langer Text." in answer.content.decode()
