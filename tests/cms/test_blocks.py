"""Every block an editor can choose: what it shows, what it refuses, and that words stay words."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from cms.blocks import BODY_BLOCKS
from cms.body import videos
from cms.models import BasePage
from districts.models import District, Topic
from districts.services import actors, dates, projects, topics
from pictures.models import Picture
from tests.cms.conftest import MakePage
from tests.fixtures.days import in_days
from wiki.models import Article, Revision
from wiki.services.creating import create_article
from wiki.services.editing import save_edit

pytestmark = pytest.mark.any_database

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
TEXT = "# Reparieren\n\nVorspann.\n\n## Was man braucht\n\nEinen Raum.\n\n## Kosten\n\nKeine."


@pytest.fixture
def writer(db: None) -> User:
    return create_user(email="w@example.org", name="Wilma Wiki", trust=User.Trust.RESIDENT)


@pytest.fixture
def article(writer: User) -> Article:
    return create_article(title="Reparieren", body=TEXT, author=writer)[0]


@pytest.fixture
def topic(db: None) -> Topic:
    return topics.create_topic(name="Hitze")


def show(client: Client, page: Any, *blocks: tuple[str, Any]) -> str:
    """Put raw blocks into a page and return what a reader gets."""
    raw = [{"type": kind, "value": value} for kind, value in blocks]
    page.body = page.body.stream_block.to_python(raw)
    page.save()
    return client.get(f"{page.get_url()}?frisch=1").content.decode()


@pytest.fixture
def page(make_page: MakePage) -> BasePage:
    return make_page("bausteine")


@pytest.mark.parametrize("name", [name for name, _block in BODY_BLOCKS])
def test_every_block_has_what_the_chooser_shows(db: None, name: str) -> None:
    block = dict(BODY_BLOCKS)[name]
    assert str(block.meta.label)
    assert str(block.meta.description)
    assert block.meta.icon not in {"", "placeholder"}


def test_a_video_asks_nobody_before_the_reader_agrees(client: Client, page: BasePage) -> None:
    value = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Film", "transcript": "<p>Hallo</p>"}
    html = show(client, page, ("video", value))
    assert "<iframe" not in html
    assert 'data-video="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in html
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert "Hallo" in html


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "YouTube"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "YouTube"),
        ("https://vimeo.com/76979871", "Vimeo"),
        ("https://player.vimeo.com/video/76979871", "Vimeo"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", ""),
        ("https://www.youtube.com/watch?v=%22%3E%3Cscript", ""),
        ("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", ""),
        ("https://example.org/film.mp4", ""),
    ],
)
def test_only_known_players_are_embedded(url: str, provider: str) -> None:
    found = videos.parse(url)
    assert (found.provider if found else "") == provider


def test_an_unknown_video_is_refused_at_its_field(db: None) -> None:
    block: Any = dict(BODY_BLOCKS)["video"]
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"url": "https://example.org/a", "title": "A"}))
    assert "url" in refused.value.block_errors  # type: ignore[attr-defined]


def test_a_passage_keeps_its_version_and_tells_of_a_newer_one(
    client: Client, page: BasePage, article: Article, writer: User
) -> None:
    pinned = ("wiki_passage", {"article": article.pk, "section": "", "number": 1})
    html = show(client, page, pinned)
    assert "Einen Raum." in html
    assert "Wilma Wiki" in html
    assert "version/1/" in html
    assert "vergleich/" not in html

    save_edit(
        article=article, base_revision=1, body=TEXT.replace("Einen Raum", "Zwei"), author=writer
    )
    html = show(client, page, pinned)
    assert "Einen Raum." in html
    assert "vergleich/?from=1&amp;to=2" in html


def test_a_passage_in_another_language_says_so(
    client: Client, page: BasePage, writer: User
) -> None:
    english, _revision = create_article(
        title="Starting", body="A room will do.", author=writer, language="en"
    )
    html = show(client, page, ("wiki_passage", {"article": english.pk, "section": "", "number": 1}))
    passage = html.split("<blockquote", 1)[1].split(">", 1)[0]
    assert 'lang="en"' in passage
    assert '<html lang="de"' in html


def test_a_passage_can_be_one_section(client: Client, page: BasePage, article: Article) -> None:
    html = show(
        client, page, ("wiki_passage", {"article": article.pk, "section": "kosten", "number": 1})
    )
    assert "Keine." in html
    assert "Einen Raum." not in html


def test_what_the_wiki_hides_is_not_shown_here(
    client: Client, page: BasePage, article: Article
) -> None:
    pinned = ("wiki_passage", {"article": article.pk, "section": "", "number": 1})
    Revision.objects.filter(article=article).update(text_hidden=True)
    assert "Einen Raum." not in show(client, page, pinned)
    Revision.objects.filter(article=article).update(text_hidden=False)
    Article.objects.filter(pk=article.pk).update(state="deleted")
    assert "Einen Raum." not in show(client, page, pinned)


def test_a_passage_pins_what_is_public_now_and_names_the_sections(article: Article) -> None:
    block: Any = dict(BODY_BLOCKS)["wiki_passage"]
    value = {"article": article.pk, "section": "", "number": None}
    assert block.clean(block.to_python(value))["number"] == 1
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({**value, "section": "Gibt es nicht"}))
    assert "Kosten" in str(refused.value.block_errors["section"])  # type: ignore[attr-defined]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**value, "number": 9}))


def test_lists_show_what_fits_their_filter(
    client: Client, page: BasePage, topic: Topic, district: District
) -> None:
    for title, chosen in (("Brunnen", [topic]), ("Tauschring", [])):
        projects.create_project(title=title, topics=chosen, districts=[district], transferable=True)
    actors.create_actor(name="Verein Schatten", sector="nonprofit", topics=[topic])
    dates.create_date(
        title="Hitzegipfel",
        start=in_days(2),
        end=in_days(2, hours=1),
        topics=[topic],
    )
    chosen = {"title": "Dazu", "topic": "hitze", "district": "", "number": 4}
    html = show(client, page, ("projects", chosen), ("actors", chosen), ("dates", chosen))
    for word in ("Brunnen", "Verein Schatten", "Hitzegipfel", "/projekte/?topic=hitze"):
        assert word in html
    assert "Tauschring" not in html


def test_a_list_whose_topic_is_gone_does_not_show_everything(
    client: Client, page: BasePage, district: District
) -> None:
    projects.create_project(title="Tauschring", districts=[district])
    gone = {"title": "", "topic": "gibt-es-nicht", "district": "", "number": 4}
    assert "Tauschring" not in show(client, page, ("projects", gone))


def test_a_search_box_carries_its_topic(client: Client, page: BasePage, topic: Topic) -> None:
    value = {"title": "Suchen", "help_text": "Wort", "topic": "hitze", "district": ""}
    html = show(client, page, ("search_box", value))
    assert '<input type="hidden" name="topic" value="hitze">' in html


def test_a_picture_names_its_maker_and_licence(
    client: Client, page: BasePage, picture: Picture
) -> None:
    image = {"image": picture.pk, "decorative": False, "alt_text": "Ein Bach"}
    html = show(client, page, ("image", {"image": image, "caption": "Im Mai"}))
    for text in ("Mia Muster", "CC BY 4.0", 'alt="Ein Bach"', "Im Mai", "image/avif", "srcset"):
        assert text in html


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", {"text": HOSTILE, "level": "2"}),
        ("quote", {"text": HOSTILE, "source": HOSTILE}),
        ("callout", {"kind": HOSTILE, "title": HOSTILE, "text": ""}),
        ("steps", {"title": HOSTILE, "steps": []}),
        ("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": HOSTILE, "transcript": ""}),
        ("literature", {"title": HOSTILE, "sources": [{"key": "a", "text": HOSTILE, "url": ""}]}),
        ("projects", {"title": HOSTILE, "topic": HOSTILE, "district": HOSTILE, "number": 2}),
        ("search_box", {"title": HOSTILE, "help_text": HOSTILE, "topic": HOSTILE}),
        ("easy_section", {"heading": HOSTILE, "image": None, "text": ""}),
    ],
)
def test_hostile_words_stay_words(client: Client, page: BasePage, kind: str, value: Any) -> None:
    html = show(client, page, (kind, value))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
