"""Taking every right from an account that somebody else may hold, without losing its texts."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from wagtail.models import APIToken

import pagecache
from accounts.models import User
from community.models import MailLink, Responsibility
from community.people.erasing import end_sessions

# Not that of erased accounts: nobody has asked for these to be forgotten.
NOBODY = "@demo.invalid"


@transaction.atomic
def disarm_account(*, user: User, keeps_address: bool) -> None:
    """Take password, tokens, sessions, links, groups, trust and responsibilities from an account.

    It is a new account then. With `keeps_address` its owner may still sign in by a mailed code;
    otherwise nobody can, and somebody else may use the address. Name and texts stay.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    address = locked.email
    locked.set_unusable_password()
    values = {
        "password": locked.password,
        "trust": User.Trust.NEW,
        "is_staff": False,
        "is_superuser": False,
    }
    if not keeps_address:
        values |= {"is_active": False, "email": f"{secrets.token_hex(8)}{NOBODY}"}
        EmailAddress.objects.filter(user=locked).delete()
    User.objects.filter(pk=locked.pk).update(**values)
    APIToken.objects.filter(user=locked).delete()
    MailLink.objects.filter(asked_by=locked).delete()
    Responsibility.objects.filter(user=locked).delete()
    locked.groups.clear()
    locked.user_permissions.clear()
    end_sessions(locked, address)
    pagecache.bump()
