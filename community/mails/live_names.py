"""Names of accounts in mails that wait: a mark now, the name when somebody reads it.

A mail may wait for a day, and in the demo it is kept. Whoever renames or erases an account in the
meantime is called in it as they are called then. A mark is signed: texts that people have written
stand in mails as well, and must not make them say the name of any account.
"""

from __future__ import annotations

import re

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from text.whole_numbers import DIGITS

SALT = "community.mails.live_names"
# Two letters that belong to no script, around the key of the account and its signature.
_MARK = re.compile(f"\ue000(\\d{{1,{DIGITS}}})\\.([0-9a-f]{{16}})\ue001")


def marked(user: User) -> str:
    """Return what stands for the name of an account in a stored text."""
    return marked_key(user.pk)


def marked_key(pk: int) -> str:
    """Return what stands for the name of the account of this key."""
    return f"\ue000{pk}.{_signature(pk)}\ue001"


def resolved(text: str) -> str:
    """Return a text with the names as they are now; one query where there is a mark."""
    pks = {int(pk) for pk, signature in _MARK.findall(text) if _is_ours(pk, signature)}
    names = dict(User.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}
    return _MARK.sub(lambda found: names.get(int(found[1]), ""), text)


def _is_ours(pk: str, signature: str) -> bool:
    return constant_time_compare(signature, _signature(int(pk)))


def _signature(pk: int) -> str:
    return salted_hmac(SALT, str(pk), algorithm="sha256").hexdigest()[:16]
