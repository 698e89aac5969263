"""Names in mails that wait: read when they leave, and only where we have put a mark."""

from __future__ import annotations

import pytest

from community.mails.live_names import marked, resolved
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_who_is_marked_is_called_as_they_are_called_now() -> None:
    user = person(name="Alt")
    text = f"{marked(user)} schreibt"
    type(user).objects.filter(pk=user.pk).update(name="Neu")
    assert resolved(text) == "Neu schreibt"


@pytest.mark.parametrize("typed", ["\ue000{pk}\ue001", "\ue000{pk}.0000000000000000\ue001"])
def test_what_people_type_names_nobody(typed: str) -> None:
    """Words of articles stand in digests: whoever types a mark must not read any name by it."""
    user = person(name="Kanarienvogel")
    assert "Kanarienvogel" not in resolved(f"Hallo {typed.format(pk=user.pk)}")
    assert "Kanarienvogel" in resolved(marked(user))
