"""Is a line of a history that is written once right for whoever reads it, and for as long?"""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.people import moderator, person, signed_in
from tests.wiki.factories import article as make_article
from versions import line_html
from wiki import services
from wiki.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    line_html._html.cache_clear()
    yield
    line_html._html.cache_clear()


def edited(article: Article, times: int) -> Article:
    for number in range(times):
        services.save_edit(
            article=article,
            base_revision=article.head_number,
            body=f"Rutschen gibt es, Nummer {number}.\n",
            summary=f"Nachgezählt {number}",
            author=person(name=f"Rosa {number}"),
        )
        article.refresh_from_db()
    return article


def history(client: Client, article: Article, language: str = "") -> str:
    return client.get(f"{language}/wiki/allgemein/{article.slug}/verlauf/").content.decode()


def test_after_an_edit_only_lines_that_it_changed_are_written() -> None:
    article = edited(make_article(), 6)
    reader = signed_in(person())
    history(reader, article)
    edited(article, 1)
    with mock.patch.object(line_html, "render_to_string", wraps=line_html.render_to_string) as made:
        history(reader, article)
    numbers = [call.args[1]["line"].number for call in made.call_args_list]
    assert numbers == [8, 7, 6]  # the new one, the one before, and who is no longer second


def test_it_says_what_a_fresh_process_says_to_everybody_and_in_every_language() -> None:
    article = edited(make_article(), 3)
    readers = [signed_in(user) for user in (moderator(), person())] + [Client()]
    # Each finds what the others have left.
    asked = [(reader, language) for language in ("", "/en", "/de-simple") for reader in readers]
    kept = [history(reader, article, language) for reader, language in asked]
    for (reader, language), page in zip(asked, kept, strict=True):
        line_html._html.cache_clear()
        assert history(reader, article, language) == page
        assert ("/konten/" in page) == (reader is readers[0])


def test_a_hidden_summary_and_a_new_name_hold_at_once() -> None:
    article = edited(make_article(), 2)
    reader, who = signed_in(person()), article.revisions.get(number=3).author
    assert "Nachgezählt 1" in history(reader, article)
    services.hide_parts(article=article, number=3, parts={"summary"}, by=moderator(), reason="x")
    assert "Nachgezählt 1" not in history(reader, article)
    assert who is not None
    who.name = "Rosa Neu"
    who.save()
    assert "Rosa Neu" in strip_tags(history(reader, article))


def test_the_two_newest_are_chosen_for_comparing() -> None:
    article = edited(make_article(), 2)
    page = "".join(history(Client(), article).split())
    assert 'name="to"value="3"checked' in page
    assert 'name="from"value="2"checked' in page
    assert page.count("checked") == 2
