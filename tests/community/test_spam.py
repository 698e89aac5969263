"""Of 20 spam posts at least 18 are held, of 20 honest first posts none is refused."""

import pytest
from django.test import Client

from community.models import Case
from tests.wiki.factories import article, newcomer
from wiki.models import Article

pytestmark = pytest.mark.django_db

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


def suggest(client: Client, words: str, number: int) -> int:
    path = "/wiki/allgemein/spielplaetze/bearbeiten/"
    started = client.get(path).context["guest"]["started"].value()
    data = {
        "title": "Spielplätze",
        "body": f"Rutschen gibt es.\n\n{words}\n",
        "base_revision": 1,
        "summary": "",
        "author_name": "",
        "mail": "",
        "website": "",
        "started": started,
    }
    connection = f"192.0.2.{number}"
    return client.post(path, data, REMOTE_ADDR=connection).status_code


@pytest.mark.parametrize("signed_in", [False, True], ids=["guest", "new account"])
def test_spam_is_held_and_honest_words_are_kept(client: Client, signed_in: bool) -> None:
    article()
    if signed_in:
        client.force_login(newcomer())
    for number, words in enumerate([*SPAM, *HONEST]):
        status = suggest(client, words, number)
        assert status < 500
        if words in HONEST:
            assert status == 302, words
    shown = Article.objects.get()
    assert shown.published_number == 1, "nothing of it is public"
    held = Case.objects.open().pending().count()
    assert held == len(SPAM) + len(HONEST)
