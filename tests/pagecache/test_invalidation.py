"""What anonymous readers see is new at once, whoever changed what; unchanged pages stay."""

import pytest
from django.test import Client
from wagtail.models import Locale

from accounts.models import User
from cms.models import SiteSettings, ThemePage
from districts.models import Project, Topic
from districts.services import projects, topics
from wiki.models import Article
from wiki.services import save_edit

# The writer's transaction has to be over before anybody sees what it wrote.
pytestmark = pytest.mark.django_db(transaction=True)
THEME = "/kuehle-orte/"


@pytest.fixture
def site(committed_site: None) -> None:
    page = ThemePage.objects.get(locale__language_code="de")
    article = Article.objects.get(slug="plauderbank")
    page.body.append(("wiki_passage", {"article": article, "section": "", "number": 2}))
    page.save_revision().publish()


def publish() -> str:
    page = ThemePage.objects.get(locale__language_code="de")
    page.intro = "Frisch veröffentlicht."
    page.save_revision().publish()
    return page.intro


def unpublish() -> str:
    ThemePage.objects.get(locale__language_code="de").unpublish()
    return "nicht gefunden"


def translate() -> str:
    german = ThemePage.objects.get(locale__language_code="de")
    english = german.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.intro = "Cool places", "Where there is shade."
    english.save_revision().publish()
    return 'hreflang="en"'


def change_the_menu() -> str:
    german = SiteSettings.objects.get(locale__language_code="de")
    german.menu = [("link", {"title": "Zum Garten", "page": None, "path": "/garten/"})]
    german.save()
    return "Zum Garten"


def rename_the_topic() -> str:
    topics.update_topic(topic=Topic.objects.get(slug="hitze"), name="Sommerhitze")
    return "Sommerhitze"


def change_a_project() -> str:
    project = Project.objects.get(slug="bank-am-bach")
    projects.update_project(project=project, title="Bank unter Weiden")
    return "Bank unter Weiden"


def rename_an_article() -> str:
    save_edit(
        article=Article.objects.get(slug="plauderbank"),
        base_revision=2,
        title="Redebank",
        author=User.objects.get(slug="mia-muster"),
    )
    return "Redebank"


def write_on_in_an_embedded_article() -> str:
    save_edit(
        article=Article.objects.get(slug="plauderbank"),
        base_revision=2,
        body="Die Bank ist jetzt blau.",
        author=User.objects.get(slug="mia-muster"),
    )
    return "inzwischen eine neuere Fassung"


CHANGES = [
    write_on_in_an_embedded_article,
    publish,
    unpublish,
    translate,
    change_the_menu,
    rename_the_topic,
    change_a_project,
    rename_an_article,
]


def test_every_change_shows_at_once(site: None, client: Client) -> None:
    """One theme page that embeds a topic, a project and an article, before and after each."""
    for change in sorted(CHANGES, key=lambda change: change is unpublish):
        before = client.get(THEME)
        assert client.get(THEME, headers={"if-none-match": before["ETag"]}).status_code == 304
        words = change()
        after = client.get(THEME, headers={"if-none-match": before["ETag"]})
        assert after.status_code == (404 if change is unpublish else 200), change.__name__
        assert words not in before.content.decode(), change.__name__
        assert words in after.content.decode(), change.__name__


def test_people_with_an_account_get_pages_of_their_own(site: None, client: Client) -> None:
    """Neither theirs from the store, nor the store from theirs."""
    anonymous = client.get("/wiki/west/plauderbank/")
    client.force_login(User.objects.get(slug="mia-muster"))
    own = client.get("/wiki/west/plauderbank/")
    assert "private" in own["Cache-Control"]
    assert "ETag" not in own
    assert "csrfmiddlewaretoken" not in anonymous.content.decode()
    assert Client().get("/wiki/west/plauderbank/").content == anonymous.content
