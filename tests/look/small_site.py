"""A small site in which there is one of everything a reader can open, and where to open it."""

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page

from accounts.models import User
from cms.services import Extras, create_page, find_page
from community.talk.discussion import CommentWords, CommentWriter, write_comment
from community.talk.passages import find
from community.talk.places import PresentText
from community.talk.resolving import resolve_thread
from districts import services
from districts.models import Actor, City, CouncilPaper, Date, District, Project, Topic
from pictures.models import Picture
from search.models import Entry
from tests.fixtures.days import in_days
from tests.papers import create_paper
from wiki.models import Article, Revision
from wiki.services import create_article, save_edit
from wiki.subject import KIND

LITERATURE = [{"key": "rot", "text": "Rot, Rosa (2020): Bänke.", "url": "https://example.org/b"}]

#: What has a name that people see, and the fields of it.
NAMED: tuple[tuple[Any, *tuple[str, ...]], ...] = (
    (User, "name"),
    (City, "name"),
    (District, "name", "sentence"),
    (Topic, "name"),
    (Actor, "name"),
    (Project, "title"),
    (Date, "title", "place"),
    (CouncilPaper, "title"),
    (Article, "title"),
    (Revision, "title"),
    (Entry, "title"),
    (Page, "title", "draft_title"),
)

#: What a reader without account can open, by a word for the kind of page.
ADDRESSES = {
    "home": "/",
    "home, English": "/en/",
    "home, easy": "/de-simple/",
    "districts": "/stadtteile/",
    "district": "/stadtteile/west/",
    "notice board": "/stadtteile/west/aushang/",
    "leaflet": "/stadtteile/west/faltblatt/",
    "wiki": "/wiki/",
    "wiki of a district": "/wiki/west/",
    "article": "/wiki/west/plauderbank/",
    "article, English frame": "/en/wiki/west/plauderbank/",
    "history": "/wiki/west/plauderbank/verlauf/",
    "who wrote what": "/wiki/west/plauderbank/wer-schrieb-was/",
    "as of a day": f"/wiki/west/plauderbank/stand/{in_days(0).date()}/",
    "comparison": "/wiki/west/plauderbank/vergleich/?from=1&to=2",
    "talk": "/wiki/west/plauderbank/diskussion/",
    "edit": "/wiki/west/plauderbank/bearbeiten/",
    "recent changes": "/wiki/letzte-aenderungen/",
    "what there is to do": "/wiki/seiten/",
    "wanted articles": "/wiki/seiten/gewuenscht/",
    "short articles": "/wiki/seiten/kurz/",
    "search": "/suche/?q=bank",
    "search, nothing found": "/suche/?q=xyzzy",
    "projects": "/projekte/",
    "projects, filtered": "/projekte/?district=west",
    "project": "/projekte/bank-am-bach/",
    "project, English frame": "/en/projekte/bank-am-bach/",
    "dates": "/termine/",
    "date": "/termine/mittagstisch/",
    "actors": "/akteure/",
    "actor": "/akteure/baeckerei-kruemel/",
    "council papers": "/ratspapiere/",
    "topics": "/themen/",
    "topic": "/themen/hitze/",
    "theme page": "/kuehle-orte/",
    "series, all": "/beitraege/",
    "series": "/beitraege/nachbarn/",
    "part of a series": "/beitraege/nachbarn/eins/",
    "page in easy language": "/de-simple/kuehle-orte/",
    "standard page": "/impressum/",
    "report": "/melden/?url=/impressum/",
    "sign in": "/konto/login/",
    "not found": "/gibt-es-nicht/",
    "not understood": "/suche/?q=a&page=9999",
}


def build() -> None:
    """Make the site. Takes about a second."""
    author = User.objects.create_user(
        "mia@example.org", name="Mia Muster", slug="mia-muster", trust=User.Trust.RESIDENT
    )
    city = services.create_city(name="Musterstadt", district_term="Bezirk")
    west = services.create_district(
        city=city, name="West", sentence="Am Fluss.", latitude=48.7, longitude=9.1
    )
    east = services.create_district(city=city, name="Ost", latitude=48.72, longitude=9.15)
    services.set_neighbours(district=west, neighbours=[east])
    topic = services.create_topic(name="Hitze")
    where = {"districts": [west], "topics": [topic]}
    actor = services.create_actor(
        name="Bäckerei Krümel", sector="business", summary="Brot und ein Tisch.", **where
    )
    services.create_project(
        title="Bank am Bach",
        summary="Eine Bank zum Reden.",
        status="running",
        effort="low",
        steps=["Bank suchen", "Schild malen"],
        what_did_not_work="Das Wort auf dem Plakat",
        transferable=True,
        actors=[actor],
        **where,
    )
    services.create_project(title="Tisch im Osten", status="idea", districts=[east])
    start = in_days(3)
    services.create_date(
        title="Mittagstisch",
        kind="offer",
        start=start,
        end=start + timedelta(hours=1),
        recurrence="FREQ=WEEKLY",
        text="Suppe für alle.",
        organiser=actor,
        **where,
    )
    create_paper(
        title="Mehr Bänke", reference="1", paper_type="Antrag", city=city, districts=[west]
    )
    text = "## Wo sie steht\n\nAm [[Bach]].\n\n| Tag | Zeit |\n|---|---|\n| Montag | 12 Uhr |\n"
    article, _result = create_article(
        title="Plauderbank", body=text, district=west, topics=[topic.pk], author=author
    )
    save_edit(
        article=article,
        body=f"{text}\nSie ist grün.\n",
        base_revision=1,
        author=author,
        summary="neu",
    )
    _talk(article, author)
    _pages(author, topic)


def _talk(article: Article, author: User) -> None:
    """Say something about it: a question about words of it, with an answer, and a settled one."""
    words = find("Sie ist grün", PresentText(2, "Sie ist grün."))
    asked, settled = CommentWords("Noch immer?", passage=words), CommentWords("Wo?", "Der Ort")
    for said in (asked, settled):
        first, _case = write_comment(
            kind=KIND, pk=article.pk, words=said, writer=CommentWriter(author)
        )
        answer = CommentWords("Ja, **immer** noch.\n\n- am Bach")
        write_comment(
            kind=KIND, pk=article.pk, words=answer, writer=CommentWriter(author), parent=first
        )
    resolve_thread(comment=first, by=author)


def name_at_length() -> None:
    """Give everything a name of more than sixty letters, without a blank or with hyphens."""
    hyphens = "Obertürkheim-Uhlbach-Rotenberg/Untertürkheim-Luginsland-Gaisburg"
    for model, *fields in NAMED:
        for number, row in enumerate(model._default_manager.all()):
            name = (
                hyphens if number % 2 else "Donaudampfschifffahrtsgesellschaftskapitänswitwenheime"
            )
            model._default_manager.filter(pk=row.pk).update(
                **dict.fromkeys(fields, f"{name}{row.pk} am Bach")
            )


def _pages(author: User, topic: Topic) -> None:
    home = find_page(path="", locale="de")
    picture = Picture.objects.create(
        title="Der Bach", description="Ein Bach unter Weiden", file=_png(), credit="Mia Muster"
    )
    theme = create_page(
        type="theme",
        parent=home,
        locale="de",
        slug="kuehle-orte",
        title="Kühle Orte",
        intro="Wo es im Sommer kühl ist.",
        body=[_text("## Am Wasser\n\nUnter Weiden. [@rot]")],
        extras=Extras(topics=[topic], authors=[author], literature=LITERATURE),
    )
    theme.body.append(("image", {"image": picture, "caption": "Der Bach"}))
    theme.save_revision().publish()
    create_page(
        type="theme",
        parent=home,
        locale="de-simple",
        slug="kuehle-orte",
        title="Kühle Orte",
        body=[_text("Im Sommer ist es heiß.")],
        translation_of=theme,
        checked_by="Lesegruppe Mitte",
        checked_on=date(2026, 5, 4),
    )
    series = create_page(
        type="series",
        parent=find_page(path="beitraege", locale="de"),
        locale="de",
        slug="nachbarn",
        title="Nachbarn",
        intro="Zwei Teile.",
        extras=Extras(announced=["Der Winter"], literature=LITERATURE, authors=[author]),
    )
    for slug in ("eins", "zwei"):
        create_page(
            type="article",
            parent=series,
            locale="de",
            slug=slug,
            title=f"Teil {slug}",
            body=[_text("Bänke verbinden. [@rot]")],
            extras=Extras(authors=[author]),
        )


def _text(words: str) -> dict[str, str]:
    return {"type": "text", "value": words}


def _png() -> ImageFile:
    content = io.BytesIO()
    Image.new("RGB", (640, 360), "teal").save(content, "PNG")
    content.seek(0)
    return ImageFile(content, name="bach.png")
