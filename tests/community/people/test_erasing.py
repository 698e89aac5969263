"""Erasing an account: one administrator stays, and who is erased already is not erased again."""

from collections.abc import Callable

import pytest

from accounts.models import User
from community.models import LogEntry, Mail
from community.people import erasing
from tests.community.factories import admin
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def erased(user: User) -> bool:
    return erasing.is_erased(User.objects.get(pk=user.pk))


@pytest.mark.parametrize(
    ("other", "may_leave"),
    [
        (lambda: admin(), True),
        (lambda: None, False),
        (lambda: person(User.Trust.MODERATOR, is_staff=True), False),
        (lambda: admin(is_active=False), False),
    ],
    ids=["another", "nobody else", "no administrator", "one who cannot sign in"],
)
def test_the_last_administrator_stays(other: Callable[[], User | None], may_leave: bool) -> None:
    only = admin()
    other()
    if may_leave:
        erasing.erase_account(user=only)
    else:
        with pytest.raises(erasing.LastAdministrator):
            erasing.erase_account(user=only)
        assert not LogEntry.objects.exists()
        assert not Mail.objects.exists()
    assert erased(only) == may_leave


def test_others_may_always_leave_and_once() -> None:
    user = person()
    erasing.erase_account(user=user, by=admin())
    assert erased(user)
    written = LogEntry.objects.count(), Mail.objects.count()
    erasing.erase_account(user=user)
    assert (LogEntry.objects.count(), Mail.objects.count()) == written
    assert LogEntry.objects.get().action == "erase_for"
