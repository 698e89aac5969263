"""Every kind of thing is described once, wholly, and under one key everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import translation

import search.contract
import versions.contract
from community import contract
from community.models import Comment
from community.subjects import SUBJECTS, Subject
from community.talk import places
from districts import entries, services
from districts.models import Claim
from tests import people
from tests.cms.conftest import MakePage, make_page  # noqa: F401  (a fixture)
from tests.fixtures.town import Town
from tests.pictures.sharing import given_picture
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db

#: To readers the page of a district is the district itself; it waits for nothing and has no talk.
NO_SUBJECT = {"district"}
EVERY = pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda subject: subject.key)


class Samples:
    """One public thing of each kind, and how it leaves the public."""

    def __init__(self, around: Town, page: Any) -> None:
        self._town, self._page = around, page

    def of(self, key: str) -> Any:
        if key in {"project", "actor", "event", "network", "paper"}:
            return getattr(self._town, "date" if key == "event" else key)
        return getattr(self, f"_{key}")

    @property
    def _article(self) -> Any:
        return article(body="Holz.", author=people.person(), district=self._town.west)

    @property
    def _comment(self) -> Any:
        page = {"place_kind": "page", "place_pk": self._page.pk}
        return Comment.objects.create(words="Gut.", state="live", author_name="Anke", **page)

    @property
    def _person(self) -> Any:
        return people.person()

    @property
    def _claim(self) -> Any:
        return Claim.objects.create(actor=self._town.actor, user=people.person())

    @property
    def _need(self) -> Any:
        return services.create_need(title="Ein Zelt", text="x", districts=[self._town.west])

    @property
    def _picture(self) -> Any:
        return given_picture(places=[("district", self._town.west.pk)])

    def hide(self, key: str, thing: Any) -> None:
        if key == "page":
            thing.unpublish()
        elif key == "person":
            thing.is_active = False
            thing.save()
        else:
            about = ("actor", thing.actor) if key == "claim" else (key, thing)
            contract.kind(about[0]).hide(about[1], 0, people.moderator(), "weg")


@pytest.fixture
def samples(
    town: Town,
    make_page: MakePage,  # noqa: F811
) -> Samples:
    return Samples(town, make_page("baenke"))


@EVERY
def test_it_has_a_name_for_one_and_for_many_in_every_language(subject: Subject) -> None:
    for language in ("de", "en", "de-simple"):
        with translation.override(language):
            assert str(subject.one), (subject.key, language)
            assert str(subject.many), (subject.key, language)


@EVERY
def test_its_page_is_read_by_everybody_until_it_is_hidden(
    subject: Subject, samples: Samples, client: Client
) -> None:
    thing = subject.load(samples.of(subject.key).pk)
    assert subject.visible_to(thing, None)
    assert subject.visible_to(thing, AnonymousUser())
    assert client.get(subject.url(thing)).status_code == 200
    samples.hide(subject.key, thing)
    again = subject.load(thing.pk)
    assert again is None or not subject.visible_to(again, None)
    assert subject.load(10**9) is None


@EVERY
def test_it_knows_its_town(
    subject: Subject,
    samples: Samples,
    town: Town,
) -> None:
    city = subject.city_of(samples.of(subject.key))
    assert city == (None if subject.key in {"person", "page", "comment", "picture"} else town.city)


def test_every_key_is_that_of_one_described_thing() -> None:
    """The inbox, talk, search, histories and the directory know things by the same keys."""
    used = {kind.name for kind in (*contract.kinds(), *versions.contract.kinds())}
    used |= search.contract.kinds() | set(places._places)
    used |= {kind.key for kind in entries.kinds()}
    assert used - NO_SUBJECT == set(SUBJECTS) - {"person"}


def test_each_of_them_has_the_same_description() -> None:
    for kind in contract.kinds():
        assert kind.subject is SUBJECTS[kind.name]
    for key, place in places._places.items():
        assert place.subject is SUBJECTS[key]
    for entry in entries.kinds():
        assert entry.subject is SUBJECTS[entry.key]
        assert entry.key == entry.model.KIND
    for history in versions.contract.kinds():
        made = history.model(pk=1)
        assert getattr(made, "KIND", history.name) == history.name


def test_a_key_that_nobody_has_described_is_an_error() -> None:
    with pytest.raises(KeyError, match="no such subject: date"):
        SUBJECTS["date"]


def test_of_a_comment_below_a_page_that_is_gone_nobody_knows(samples: Samples) -> None:
    comments, comment = SUBJECTS["comment"], samples.of("comment")
    assert comments.visible_to(comment, None)
    samples.hide("page", SUBJECTS["page"].load(comment.place_pk))
    assert not comments.visible_to(comment, None)
