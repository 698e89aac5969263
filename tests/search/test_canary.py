"""A word that stands only in hidden things appears nowhere, on neither engine.

Each thing was public with the word in it, or could have been taken for public; then it was hidden
in its own way. Nothing that answers anonymous readers may say the word or count it.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from community.talk import discussion
from districts import services as directory
from search import contract
from search.engines import choose
from search.models import Entry
from tests.papers import create_paper
from tests.search.both_engines import no_index, settle
from tests.search.looked_for import look_for_similar
from tests.search.world import World, differences, make_world, page
from wiki import services as wiki
from wiki.models import Article

pytestmark = pytest.mark.django_db

#: Like no other word; what its typing errors are corrected to would be it.
CANARY = "Zwitscherquarz"
NEARLY = ("Zwitscherquartz", "Zwitsherquarz", "Zwitscher", "Quarz", f'"{CANARY}"', f"Haus {CANARY}")


def article(world: World, **values: Any) -> Article:
    values = {"author": world.moderator, "district": world.west, "body": "Text.\n"} | values
    return wiki.create_article(**values)[0]


def hide_in_the_wiki(world: World) -> None:
    """Held first texts, held edits, refused ones, hidden, earlier and deleted texts."""
    held = article(world, title=f"{CANARY} eins", author=None, author_name="Gast")
    refused = article(world, title=f"{CANARY} zwei", author=None, author_name="Gast")
    wiki.refuse_contribution(article=refused, number=1, by=world.moderator, reason="x")
    public = article(world, title="Öffentlich", body=f"Hier stand {CANARY}.\n")
    wiki.save_edit(article=public, base_revision=1, body="Jetzt nicht.\n", author=world.moderator)
    wiki.save_edit(article=public, base_revision=2, body=f"{CANARY}.\n", author_name="Gast")
    hidden = article(world, title="Verborgen", body=f"{CANARY}.\n")
    wiki.hide_parts(
        article=hidden, number=1, parts=["text", "summary"], reason="x", by=world.moderator
    )
    gone = article(world, title=f"{CANARY} drei")
    wiki.delete_article(article=gone, reason="x", by=world.moderator)
    assert not Entry.objects.visible().filter(kind="article", object_id=held.pk).exists()


def hide_in_the_directory(world: World) -> None:
    """Hidden entries of every kind, and a failed project that names nobody."""
    place: dict[str, Any] = {"districts": [world.west], "topics": [world.topic]}
    actor = directory.create_actor(name=f"Verein {CANARY}", sector="nonprofit", **place)
    directory.create_project(
        title="Gescheitert", status="failed", nameless=True, actors=[actor],
        funded_by=f"{CANARY}fonds", **place,
    )  # fmt: skip
    project = directory.create_project(title=f"Projekt {CANARY}", status="idea", **place)
    network = directory.create_network(title=f"Netz {CANARY}", actors=[actor], **place)
    paper = create_paper(title=f"Antrag {CANARY}", city=world.city, districts=[])
    start = world.date.start
    date = directory.create_date(
        title=f"Fest {CANARY}", kind="offer", start=start, end=start, organiser=actor, **place
    )
    directory.hide_entry(entry=actor)
    directory.hide_entry(entry=project)
    directory.hide_entry(entry=network)
    directory.hide_entry(entry=paper)
    directory.hide_entry(entry=date)


def hide_among_pages(world: World) -> None:
    """Drafts, unpublished changes, pages taken down, private branches and their aliases."""
    draft = page("entwurf", title=f"Entwurf {CANARY}")
    draft.unpublish()
    changed = page("geaendert")
    changed.intro = f"Noch nicht: {CANARY}"
    changed.save_revision()
    top = page("privat")
    inner = page("privat/innen", title=f"Innen {CANARY}")
    inner.create_alias(parent=Page.objects.get(pk=world.other.pk), update_slug="schein")
    PageViewRestriction.objects.create(page=top, restriction_type="login")
    page("beitraege/reihe", type="series")
    talked = page("beitraege/reihe/gespraech", type="article")
    discussion.write_comment(
        kind="page", pk=talked.pk, words=CANARY, writer=discussion.CommentWriter(name="Gast")
    )


@pytest.fixture
def world(engine: str, db: None) -> World:
    choose.breaker.reset()
    no_index()
    made = make_world()
    settle()
    hide_in_the_wiki(made)
    hide_in_the_directory(made)
    hide_among_pages(made)
    return made


def assert_silent(client: Client, engine: str) -> None:
    """Ask for the word in every way; the answers may only repeat the question."""
    for question in (CANARY, *NEARLY):
        found = client.get(f"/api/v1/search?q={quote(question)}").json()
        assert found["engine"] == engine
        said = json.dumps({**found, "query": ""}, ensure_ascii=False)
        assert CANARY.lower() not in said.lower(), question
        if "Haus" not in question:
            assert (found["total"], found["did_you_mean"]) == (0, None), question
        feed = client.get(f"/suche/feed.atom?q={quote(question)}").content.decode()
        assert "<entry>" not in feed or "Haus" in question
        shown = client.get(f"/suche/vorschlaege/?q={quote(question)}").json()
        assert CANARY.lower() not in json.dumps(shown).lower()
    for begun in ("Zwi", "Verein Z", "Projekt Zw", "Entwurf"):
        assert (
            CANARY.lower()
            not in json.dumps(client.get(f"/suche/vorschlaege/?q={quote(begun)}").json()).lower()
        )
    everything = client.get("/api/v1/search?size=50").json()
    assert CANARY.lower() not in json.dumps(everything, ensure_ascii=False).lower()
    look_for_similar()
    for entry in Entry.objects.visible():
        for hit in contract.similar_to(entry.kind, entry.object_id).hits:
            assert CANARY.lower() not in f"{hit.title} {hit.summary} {hit.snippet}".lower()
    for path in ("/suche/?q=Plauderbank", "/", "/wiki/", "/projekte/", "/akteure/", "/termine/"):
        assert CANARY.lower() not in client.get(path).content.decode().lower(), path


def test_the_word_is_never_said(client: Client, engine: str, world: World) -> None:
    # Before the worker has run: hits are gone already.
    for question in (CANARY, *NEARLY):
        hits = client.get(f"/api/v1/search?q={quote(question)}").json()["results"]
        assert all(CANARY.lower() not in str(hit).lower() for hit in hits)
    assert differences() == ""
    settle()
    assert_silent(client, engine)
    assert_counts_are_those_of_hits(client)


def assert_counts_are_those_of_hits(client: Client) -> None:
    """No facet counts a hidden thing: each count is the number of hits choosing it leaves."""
    found = client.get("/api/v1/search?size=50").json()
    assert found["total"] == Entry.objects.visible().count()
    for facet, choices in found["facets"].items():
        for choice in choices:
            chosen = client.get(f"/api/v1/search?{facet}={quote(choice['value'])}").json()
            assert chosen["total"] == choice["count"], (facet, choice)
