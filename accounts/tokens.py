"""The secrets with which a person's programs write in their name; only hashes are stored.

Wagtail's own token model keeps them, so that one list in the admin shows and revokes them all.
"""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import APIToken

from accounts.models import User
from pagecache.noting import note

#: "Last used" is shown by the day; so exact is enough.
NOTED_EVERY = timedelta(minutes=10)


def issue_token(*, user: User, name: str) -> str:
    """Make a token for `user` and return it; it cannot be shown a second time."""
    _token, plain = APIToken.create_token(user=user, name=name)
    return str(plain)


def revoke_token(*, user: User, pk: int) -> bool:
    """Make one of the user's own tokens useless; False when there is no such living token."""
    living = APIToken.objects.filter(user=user, pk=pk, revoked_at=None)
    return bool(living.update(revoked_at=timezone.now()))


def user_for(raw: str) -> User | None:
    """Return whose token this is; None for a malformed, unknown or revoked one."""
    if not APIToken.validate_token_format(raw):
        return None
    hashes = APIToken.candidate_key_hashes(raw)
    token = APIToken.objects.filter(key_hash__in=hashes, revoked_at=None).first()
    if token is None:
        return None
    user = User.objects.filter(pk=token.user_id, is_active=True, blocked_at=None).first()
    if user is not None:
        _note_use(token)
    return user


def _note_use(token: APIToken) -> None:
    """Note from time to time that a token is in use; a program may ask many times a second."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
        note(lambda: APIToken.objects.filter(pk=token.pk).update(last_used_at=now))
