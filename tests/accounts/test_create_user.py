"""`manage.py create_user` makes accounts that can be used at once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from community import trust
from districts.models import City, District

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("create_user", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("role", "trust", "superuser"),
    [
        ("new", "new", False),
        ("resident", "resident", False),
        ("moderator", "moderator", False),
        ("editor", "resident", False),
        ("admin", "moderator", True),
    ],
)
def test_roles(role: str, trust: str, superuser: bool) -> None:
    run("a@beispiel.example", "--name", "Ada", "--role", role)
    user = User.objects.get()
    assert (user.trust, user.is_superuser) == (trust, superuser)


def test_the_token_is_the_last_line() -> None:
    lines = run("a@beispiel.example", "--name", "Ada", "--token")
    assert tokens.user_for(lines[-1]) == User.objects.get()


def test_a_steward_reviews_in_their_district_for_a_year() -> None:
    city = City.objects.create(name="Stuttgart", slug="stuttgart")
    own, _other = (District.objects.create(name=n, slug=n, city=city) for n in ("west", "ost"))
    run("a@beispiel.example", "--name", "Ada", "--steward-of", "west")
    user = User.objects.get()
    assert trust.stewardships(user) == {("district", own.pk)}
    assert user.responsibilities.get().until == timezone.localdate() + timedelta(days=365)


def test_wrong_input_is_one_readable_sentence() -> None:
    with pytest.raises(CommandError, match="keine-adresse"):
        run("keine-adresse", "--name", "Ada")
    run("a@beispiel.example", "--name", "Ada")
    with pytest.raises(CommandError, match="exists already"):
        run("A@beispiel.example", "--name", "Ada")
    with pytest.raises(CommandError, match="no district"):
        run("b@beispiel.example", "--name", "Eve", "--steward-of", "nirgendwo")
    assert User.objects.count() == 1
