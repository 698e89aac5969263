"""Who sees the page that everybody sees, and who one of their own."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from districts import entries
from districts.pages.cached_parts import PUBLIC, audience_of
from districts.services import writing
from pagecache import version
from tests import people
from tests.community import factories
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


def test_who_has_nothing_that_waits_sees_what_guests_see(town: Town) -> None:
    seen = version.current()
    assert audience_of(AnonymousUser(), seen) == PUBLIC
    assert audience_of(people.person(), seen) == PUBLIC
    assert audience_of(people.moderator(), seen) == "all"


def test_that_is_asked_once_for_all_kinds(town: Town, django_assert_num_queries: Any) -> None:
    reader, seen = people.person(), version.current()
    with django_assert_num_queries(1):
        audience_of(reader, seen)


@pytest.mark.parametrize("kind", entries.kinds(), ids=lambda kind: kind.key)
def test_what_waits_of_any_kind_gives_its_author_and_reviewer_their_own_page(
    kind: entries.EntryKind, town: Town
) -> None:
    author, steward = people.newcomer(), factories.steward("district", town.west.pk)
    entry = kind.model.objects.first()
    if entry is None:
        entry = kind.model.objects.create(title="Gesucht: ein Raum", slug="raum", city=town.city)
        entry.districts.set([town.west])
    kind.model.objects.filter(pk=entry.pk).update(created_by=author)
    writing.set_state(entry, "held")
    seen = version.current()
    assert audience_of(author, seen) == f"user:{author.pk}"
    assert audience_of(steward, seen) == f"user:{steward.pk}"
    assert audience_of(people.person(), seen) == PUBLIC
