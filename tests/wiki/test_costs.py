"""What pages cost does not grow with what people write."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import moderator, newcomer, person
from tests.search.looked_for import found_similar
from tests.wiki.factories import article, district, topic
from versions.models import fingerprint
from wiki import services
from wiki.edits import Edit
from wiki.errors import EditConflict
from wiki.merging import combine
from wiki.models import Article, Revision

pytestmark = pytest.mark.django_db
HOME = "/wiki/bad-cannstatt/spielplaetze/"


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200, path
    return len(caught)


@pytest.fixture
def rich() -> Article:
    """An article with everything that its page reads."""
    made = article(district=district(), topics=[topic().pk], body="[[Ziel]] [[Fehlt]]")
    article("Quelle", "[[Spielplätze]]", district=district())
    services.create_article(
        title="Playgrounds", body="x", language="en", translation_of=made, author=person()
    )
    services.save_edit(article=made, base_revision=1, body="Held", author=newcomer())
    services.confirm_article(article=made, by=moderator())
    return made


def test_an_article_costs_eight_queries_for_whoever_reads(rich: Article) -> None:
    found_similar(rich, article("Rutschen"))
    guest = Client()
    # A cookie keeps the stored answer away: this is what making the page costs.
    guest.cookies["sessionid"] = "none"
    cost = queries(guest, HOME)
    assert 0 < cost <= 9  # one of them asks for the session of the cookie
    member = Client()
    member.force_login(person())
    # Who they are, whether they watch it, and what waits for them (the count in the menu).
    assert queries(member, HOME) <= cost + 4


def lengthen(made: Article, count: int) -> None:
    made.refresh_from_db()
    start = made.last_number
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            article=made,
            number=start + index,
            title=made.title,
            parents=[start + index - 1],
            author_name=f"Gast {index}",
            created=now + timedelta(seconds=index),
            body=f"Fassung {index}.\n",
            **fingerprint(f"Fassung {index}.\n"),
        )
        for index in range(1, count + 1)
    )
    numbers = dict.fromkeys(("head_number", "published_number", "last_number"), start + count)
    Article.objects.filter(pk=made.pk).update(**numbers)
    made.refresh_from_db()


@pytest.mark.parametrize("role", ["guest", "moderator"])
def test_long_histories_cost_what_short_ones_do(
    rich: Article, role: str, proof_size: Callable[[int, int], int]
) -> None:
    client = Client()
    client.cookies["sessionid"] = "none"
    if role == "moderator":
        client.force_login(moderator())
    paths = ["verlauf/", "vergleich/?from=1&to=3", "version/3/", "verlauf/?vor=4", ""]
    lengthen(rich, 60)
    short = [queries(client, HOME + path) for path in paths]
    lengthen(rich, proof_size(300, 1500))
    assert [queries(client, HOME + path) for path in paths] == short
    page = client.get(f"{HOME}verlauf/").content.decode()
    assert page.count('class="history-what"') == 50


def test_a_conflict_asks_for_no_author() -> None:
    """Where two clash the three texts are told, and not who wrote them."""
    made = article(body="eins")
    services.save_edit(article=made, base_revision=1, body="zwei", author=person())
    base, head = Revision.objects.order_by("number")
    with CaptureQueriesContext(connection) as asked, pytest.raises(EditConflict):
        combine(Edit(body="drei"), base=base, head=head)
    assert not asked.captured_queries
