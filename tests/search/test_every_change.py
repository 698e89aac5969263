"""Whatever changes, search has it once the worker has run; what is narrowed, at once.

`search_check` is the judge: it compares every record with its source, so a service that forgets to
say something leaves a difference behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.services import change_profile
from cms.models import StandardPage
from cms.scheduled_publishing import publish_scheduled
from community.inbox import reverting
from community.people.erasing import erase_account
from districts import services as directory
from districts.services import checking, deciding
from search.models import Entry
from tests.fixtures.standing import around_the_tests
from tests.search.world import World, differences, findable, make_world, page
from wiki import exchange
from wiki import services as wiki
from wiki.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with around_the_tests(django_db_blocker):
        made = make_world()
        assert differences() == ""
        yield made


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    return deepcopy(standing_world)


def fresh(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def edit(world: World, **values: Any) -> Any:
    article = fresh(world.article)
    return wiki.save_edit(article=article, base_revision=article.head_number, **values)


def test_everything_in_the_directory(world: World) -> None:
    steps: list[Callable[[], object]] = [
        lambda: directory.update_district(district=world.west, name="Wilder Westen"),
        lambda: directory.update_district(district=world.west, slug="wilder-westen"),
        lambda: directory.update_district(district=world.west, latitude=48.9),
        lambda: directory.update_city(city=world.city, name="Neustadt"),
        lambda: directory.update_topic(topic=world.topic, name="Alleinsein", synonyms="Nähe"),
        lambda: directory.update_actor(actor=fresh(world.actor), name="Café Krümel"),
        lambda: directory.update_actor(actor=fresh(world.actor), sector="citizens"),
        lambda: directory.update_actor(actor=fresh(world.carrier), name="Stiftung Buche"),
        lambda: directory.update_project(project=fresh(world.project), status="failed"),
        lambda: directory.update_project(project=fresh(world.project), nameless=True),
        lambda: directory.update_date(entry=fresh(world.date), title="Frühstück"),
        lambda: directory.cancel_date(entry=fresh(world.date)),
        lambda: directory.roll_forward(now=timezone.now() + timedelta(days=9)),
        lambda: directory.update_network(network=fresh(world.network), title="Tafelrunde"),
        lambda: directory.link_paper(paper=world.paper, districts=[]),
        lambda: directory.adopt_project(
            project=directory.create_project(
                title="Bank zwei", status="idea", districts=[world.west]
            ),
            source=fresh(world.project),
        ),
    ]
    for number, step in enumerate(steps):
        step()
        assert differences() == "", number


@pytest.mark.parametrize("name", ["actor", "project", "date", "network", "paper"])
def test_a_hidden_entry_is_gone_at_once_and_can_come_back(world: World, name: str) -> None:
    thing = getattr(world, name)
    directory.hide_entry(entry=thing)
    assert not findable(thing)
    assert differences() == ""
    directory.hide_entry(entry=thing, hidden=False)
    assert differences() == ""
    assert findable(thing)


def test_a_name_that_was_taken_out_is_in_no_text(world: World) -> None:
    checking.take_out(actor=fresh(world.actor), by=None)
    assert differences() == ""
    assert not Entry.objects.filter(words__text__contains="Krümel").exists()
    deciding.hide(entry=fresh(world.carrier), number=0, by=world.moderator, reason="Wunsch")
    assert not findable(world.carrier)
    assert differences() == ""


def test_everything_in_the_wiki(world: World) -> None:
    author, moderator = world.resident, world.moderator
    steps: list[Callable[[], object]] = [
        lambda: edit(world, body="Rutschen und Schaukeln.\n", author=author),
        lambda: edit(world, title="Spielplätze im Westen", author=author),
        lambda: edit(world, district=None, author=author),
        lambda: edit(world, topics=[], author=author),
        lambda: wiki.save_edit(
            article=fresh(world.article),
            base_revision=1,
            body="Rutschen.\n\nUnd Sand, älterer Stand.\n",
            author=author,
        ),
        lambda: wiki.revert_article(article=fresh(world.article), number=1, author=author),
        lambda: wiki.undo_revision(article=fresh(world.article), number=2, author=author),
        lambda: edit(world, body="Ein Gast schreibt.\n", author_name="Gast"),
        lambda: wiki.protect_article(
            article=world.article, protection="moderators", reason="Streit", by=moderator
        ),
        lambda: wiki.protect_article(
            article=world.article, protection="open", reason="Friede", by=moderator
        ),
        lambda: wiki.confirm_article(article=fresh(world.article), by=moderator),
        lambda: change_profile(user=author, name="Anders", about=""),
        lambda: wiki.import_article(
            data=exchange.ImportedArticle(
                title="Eingeführt",
                district="west",
                language="de",
                topics=("einsamkeit",),
                revisions=(
                    exchange.ImportedRevision(
                        1, "Mia", datetime(2026, 1, 1, tzinfo=UTC), "", "Ein Text.\n"
                    ),
                ),
            )
        ),
        lambda: reverting.put_back(user=author, by=moderator, reason="Werbung"),
        lambda: erase_account(user=author),
    ]
    for number, step in enumerate(steps):
        step()
        assert differences() == "", number


def test_held_contributions_are_found_when_they_are_accepted(world: World) -> None:
    waiting, _saved = wiki.create_article(
        title="Bolzplatz", body="Tore.\n", district=world.west, author_name="Gast"
    )
    assert differences() == ""
    assert not findable(waiting)
    wiki.accept_contribution(article=waiting, number=1, by=world.moderator)
    assert findable(waiting)
    assert differences() == ""
    wiki.reopen_contribution(article=fresh(waiting), number=1, by=world.moderator)
    assert not findable(waiting)
    assert differences() == ""


def test_deleted_and_hidden_texts_are_gone_at_once(world: World) -> None:
    edit(world, body="Kanarienvogel.\n", author=world.resident)
    head = fresh(world.article).head_number
    wiki.hide_parts(
        article=fresh(world.article), number=head, parts=["text"], reason="x", by=world.moderator
    )
    assert not Entry.objects.filter(words__text__contains="Kanarienvogel").exists()
    assert differences() == ""
    wiki.delete_article(article=fresh(world.article), reason="x", by=world.moderator)
    assert not findable(world.article)
    assert differences() == ""
    wiki.restore_article(article=fresh(world.article), reason="x", by=world.moderator)
    assert findable(world.article)
    assert differences() == ""


def test_everything_editors_do(world: World) -> None:
    top, middle, leaf = (Page.objects.get(pk=found.pk) for found in world.branch)
    english = Locale.objects.get(language_code="en")

    def rename() -> None:
        found = fresh(world.branch[0])
        found.slug = found.title = "rat"
        found.save_revision().publish()

    def alias() -> None:
        fresh(leaf).create_alias(parent=fresh(world.other), update_slug="kopie")

    def draft() -> None:
        found = fresh(world.branch[2])
        found.intro = "Noch nicht fertig"
        found.save_revision()

    def restrict(kind: str) -> PageViewRestriction:
        return PageViewRestriction.objects.create(page=fresh(top), restriction_type=kind)

    def translate() -> None:
        found = fresh(world.branch[1]).get_translation(english)
        found.title = found.intro = "In English"
        found.save_revision().publish()

    steps: list[Callable[[], object]] = [
        rename,
        alias,
        draft,
        lambda: fresh(middle).move(fresh(world.other), pos="last-child"),
        lambda: fresh(middle).move(fresh(top), pos="last-child"),
        lambda: fresh(world.branch[1]).copy_for_translation(english, copy_parents=True),
        translate,
        lambda: fresh(world.branch[2]).unpublish(),
        lambda: fresh(world.branch[2]).save_revision().publish(),
        lambda: fresh(top).copy(recursive=True, update_attrs={"slug": "zweite"}),
        lambda: restrict(PageViewRestriction.LOGIN),
        lambda: PageViewRestriction.objects.get().delete(),
        lambda: restrict(PageViewRestriction.GROUPS).groups.add(Group.objects.create(name="X")),
        lambda: page("rat/neu"),
        lambda: fresh(top).delete(),
    ]
    for number, step in enumerate(steps):
        step()
        assert differences() == "", number


def test_pages_come_and_go_on_time(world: World) -> None:
    leaf, now = world.branch[2], timezone.now()
    Page.objects.filter(pk=leaf.pk).update(expire_at=now - timedelta(minutes=1))
    assert publish_scheduled() == 1
    assert not findable(leaf)
    assert differences() == ""
    found = StandardPage.objects.get(pk=leaf.pk)
    found.expire_at, found.expired = None, False
    found.go_live_at = now + timedelta(hours=1)
    found.save_revision(approved_go_live_at=found.go_live_at)
    assert publish_scheduled() == 0
    with time_machine.travel(now + timedelta(hours=2)):
        assert publish_scheduled() == 1
        assert differences() == ""
    assert findable(leaf)


def test_loaded_rows_are_found_after_a_repair(world: World, tmp_path: Path) -> None:
    """`loaddata` and SQL tell nobody; the check sees it and mends it."""
    fixture = tmp_path / "articles.json"
    rows = [*Article.objects.all(), *fresh(world.article).revisions.all()]
    fixture.write_text(serializers.serialize("json", rows), encoding="utf-8")
    Entry.objects.filter(kind="article").delete()
    Article.objects.filter(pk=world.article.pk).update(title="Überschrieben")
    call_command("loaddata", str(fixture), verbosity=0)
    with pytest.raises((SystemExit, CommandError)):
        call_command("search_check", stdout=StringIO())
    out = StringIO()
    call_command("search_check", "--repair", stdout=out)
    assert "0 missing, 0 stale, 0 ghosts" in out.getvalue()
    assert findable(world.article)
