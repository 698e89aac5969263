"""Minutes of a forum: begun in one click, written as an article, linked both ways."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from districts import services as directory
from districts.calendar.recurrence import ZONE
from districts.models import Date
from tests.people import person
from tests.wiki.factories import article, district, topic
from wiki import mentions, services
from wiki.models import Article, Mention

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 21, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def forum(**values: Any) -> Date:
    start = datetime(2026, 3, 12, 18, tzinfo=ZONE)
    values = {"title": "Forum der [Netzwerker]", "kind": "forum", "start": start} | values
    values = {"agenda": "1. Ankommen\n2. Hitze *im* Sommer\n\n- Verschiedenes"} | values
    return directory.create_date(end=values["start"] + timedelta(hours=2), **values)


def begin(client: Client, entry: Date) -> Any:
    """Press "Write the minutes" on the page of the date."""
    page = client.get(entry.get_absolute_url()).content.decode()
    address = f"/wiki/neu/?termin={entry.slug}"
    assert f'href="{address}"' in page
    return client.get(address).context["form"]


def test_one_click_makes_a_draft_of_what_is_known(client: Client) -> None:
    place, hot = district("Ost"), topic("Hitze")
    entry = forum(
        districts=[place],
        topics=[hot],
        place="Kelter",
        next_topics="- Wer gießt?\n- Trinkbrunnen",
        next_host=district("West"),
    )
    client.force_login(person())
    form = begin(client, entry)
    assert form["title"].value() == "Protokoll: Forum der [Netzwerker], 12. März 2026"
    assert form["district"].value() == place.slug
    assert form["topics"].value() == [hot.pk]
    body = form["body"].value()
    assert f"]({entry.get_absolute_url()}) am 12. März 2026, Kelter." in body
    for heading in ("## Ankommen\n", "## Hitze \\*im\\* Sommer\n", "## Verschiedenes\n"):
        assert heading in body
    assert f"Gastgeber: {entry.next_host}" in body
    assert "- Wer gießt?\n- Trinkbrunnen" in body
    assert not Article.objects.exists(), "nothing is saved before somebody says so"


def test_saved_minutes_stand_on_the_page_of_the_date(client: Client) -> None:
    entry = forum()
    client.force_login(person())
    form = begin(client, entry)
    data = {name: form[name].value() or "" for name in ("title", "body", "district")}
    assert client.post("/wiki/neu/", {**data, "action": "save"}).status_code == 302
    made = Article.objects.get()
    assert made.title.startswith("Protokoll: Forum der")
    assert made.get_state_display()
    assert str(made) in client.get(entry.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"start": NOW + timedelta(days=3)},
        {"kind": "offer", "agenda": ""},
        {"start": NOW + timedelta(days=3), "recurrence": "FREQ=WEEKLY"},
    ],
    ids=["to come", "no meeting", "to come again and again"],
)
def test_where_nobody_would_write_any_there_is_no_button(
    client: Client, values: dict[str, Any]
) -> None:
    entry = forum(**values)
    assert "/wiki/neu/?termin=" not in client.get(entry.get_absolute_url()).content.decode()


def test_of_a_repeating_date_it_is_the_last_time(client: Client) -> None:
    entry = forum(start=datetime(2026, 1, 8, 18, tzinfo=ZONE), recurrence="FREQ=WEEKLY")
    assert begin(client, entry)["title"].value().endswith("12. März 2026")


@pytest.mark.parametrize("slug", ["nirgends", "%00", "a" * 4000, "..%2F", "geheim"])
def test_no_address_breaks_the_form(client: Client, slug: str) -> None:
    directory.hide_entry(entry=forum(title="Geheim"))
    answer = client.get(f"/wiki/neu/?termin={slug}")
    assert answer.status_code == 200
    assert "Geheim" not in (answer.context["form"]["title"].value() or "")


class TestMentions:
    def test_links_of_every_form_are_found(self, settings: Any) -> None:
        settings.WAGTAILADMIN_BASE_URL = "https://quartier.example"
        body = (
            "[a](/termine/eins/) [b](</projekte/zwei/> 'x') <https://quartier.example/akteure/drei/>"
            "\n\n[c]: /en/ratspapiere/vier/#text\n[d](/de-simple/netzwerke/fuenf?x=1)"
        )
        assert mentions.found_in(body) == {
            ("event", "eins"),
            ("project", "zwei"),
            ("actor", "drei"),
            ("paper", "vier"),
            ("network", "fuenf"),
        }

    @pytest.mark.parametrize(
        "body",
        [
            "[a](https://anderswo.example/termine/eins/)",
            "/termine/eins/",
            "[a](/wiki/termine/eins/)",
            "[a](/termine/Eins/)",
            "[a](/termine/)",
            "[a](" * 2000,
            "](/termine/" + "a" * 5000,
        ],
    )
    def test_nothing_else_is(self, body: str) -> None:
        assert mentions.found_in(body) == set()

    def test_they_follow_the_published_text(self) -> None:
        entry = forum()
        made = article("Hitze", body=f"Siehe [Forum]({entry.get_absolute_url()}).")
        assert list(mentions.articles_about(entry)) == [made]
        services.save_edit(article=made, base_revision=1, body="Nichts mehr.", author=person())
        assert list(mentions.articles_about(entry)) == []
        assert not Mention.objects.exists()

    def test_what_waits_names_nobody(self) -> None:
        from tests.people import newcomer

        entry = forum()
        article("Hitze", author=newcomer(), body=f"[Forum]({entry.get_absolute_url()})")
        assert list(mentions.articles_about(entry)) == []
