"""The form of an article, sent as it stands, changes nothing, whatever is stored."""

from typing import Any

import pytest
from django.test import Client

from tests.people import moderator
from tests.untouched import sent_by
from tests.wiki.factories import article, district, topic
from wiki.addresses import article_url
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BODIES = {
    "plain": "Eins.\n\nZwei.\n",
    "no last line end": "Eins.",
    "crlf": "Eins.\r\n\r\nZwei.\r\n",
    "mixed": "Eins.\r\nZwei.\nDrei.\rVier.",
    "blanks around": "\n\n  Eins.  \n\n\n",
    "tabs": "\tEins\n\t\tZwei\t\n",
    "signs": "<b>&amp; \"'</b> </textarea>\n",
    "headings": "## Eins\n\nText.\n\n## Zwei\n\nMehr.\n",
    "wide blanks": "Eins\u00a0Zwei\u2009Drei\u00ad\n",
}


@pytest.mark.parametrize("section", [False, True], ids=["whole", "section"])
@pytest.mark.parametrize("name", BODIES)
def test_an_article_sent_as_it_stands(
    client: Client, settings: Any, name: str, section: bool
) -> None:
    settings.RATE_LIMITS = False
    made = article(title="Eins", body="Platz.", district=district(), topics=[topic().pk])
    Revision.objects.filter(article=made).update(body=BODIES[name])
    client.force_login(moderator())
    address = article_url(made, "bearbeiten/")
    query = "?abschnitt=1" if section else ""
    page = client.get(f"{address}{query}")
    assert page.status_code == 200
    before = Article.objects.filter(pk=made.pk).values().get()
    answer = client.post(address, sent_by(page.content.decode()) | {"action": ["save"]})
    assert answer.status_code == 302
    assert Article.objects.filter(pk=made.pk).values().get() == before
    assert made.revisions.count() == 1
