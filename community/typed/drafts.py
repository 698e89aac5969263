"""Keeping what somebody typed while they sign in, also through the mail program of another device.

The text lies in the database for 14 days; the secret in the address is the only way to it, and the
database knows only the secret's hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from community.models import KeptText

KEPT_FOR = timedelta(days=14)


def keep(*, path: str, fields: Mapping[str, str]) -> str:
    """Keep the fields of the form at `path`; return the secret that finds them again."""
    secret = secrets.token_urlsafe(24)
    KeptText.objects.create(digest=_digest(secret), path=path, fields=dict(fields))
    return secret


def find(secret: str) -> KeptText | None:
    """Return what was kept under a secret; None when there is none or it is too old."""
    young = KeptText.objects.filter(created__gt=timezone.now() - KEPT_FOR)
    return young.filter(digest=_digest(secret)).first()


def find_each(secrets_kept: Iterable[str]) -> dict[str, KeptText]:
    """Return what was kept under several secrets; one query."""
    digests = {_digest(secret): secret for secret in secrets_kept}
    young = KeptText.objects.filter(created__gt=timezone.now() - KEPT_FOR)
    return {digests[row.digest]: row for row in young.filter(digest__in=digests)}


def drop(secret: str) -> None:
    """Forget a text that has been saved."""
    KeptText.objects.filter(digest=_digest(secret)).delete()


def forget() -> int:
    """Remove what nobody came back for; returns how many texts."""
    return KeptText.objects.filter(created__lte=timezone.now() - KEPT_FOR).delete()[0]


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
