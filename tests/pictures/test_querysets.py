"""Who may know of which picture."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.services import create_user
from pictures.models import Picture
from tests.pictures.factories import create_picture

pytestmark = pytest.mark.django_db


def test_the_live_ones_what_waits_of_ones_own_and_all_for_moderators(moderator: User) -> None:
    writer = create_user(email="w@example.org", name="Wilma", trust=User.Trust.RESIDENT)
    for state in Picture.State:
        create_picture(title=state.value, state=state, uploaded_by_user=writer)

    def titles(user: object) -> list[str]:
        rows = Picture.objects.visible_to(user)  # type: ignore[arg-type]
        return sorted(rows.values_list("title", flat=True))

    other = create_user(email="o@example.org", name="Otto", trust=User.Trust.RESIDENT)
    assert sorted(Picture.objects.live().values_list("title", flat=True)) == ["live"]
    assert titles(None) == titles(AnonymousUser()) == titles(other) == ["live"]
    assert titles(writer) == ["held", "live", "refused"]
    assert titles(moderator) == ["held", "hidden", "live", "refused"]
