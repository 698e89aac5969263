"""Links in mails that end one watch, without signing in: whoever has the mail may stop it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from community.models import Watch
from community.watching import watches
from text.site_address import absolute_url
from text.whole_numbers import whole_number

SALT = "community.watching.stop"


def url_of(watch: Watch) -> str:
    """Return the whole address at which a watch is ended."""
    return absolute_url(reverse("community:stop-watch", args=[token_of(watch.pk, watch.user_id)]))


def token_of(pk: int, user: int) -> str:
    """Return the secret that ends a watch of somebody; a key is never given twice."""
    return f"{pk}.{user}.{_signature(pk, user)}"


def read(token: str) -> tuple[int, int] | None:
    """Return the keys of a watch and of its owner; None for a link that is not ours."""
    first, _dot, rest = token.partition(".")
    second, _dot, signature = rest.partition(".")
    pk, user = whole_number(first), whole_number(second)
    if pk is None or user is None or not signature.isascii():
        return None
    return (pk, user) if constant_time_compare(signature, _signature(pk, user)) else None


def stop(*, token: str) -> bool:
    """End the watch of a link; False for one that is not ours. To end it twice is to end it."""
    keys = read(token)
    if keys is None:
        return False
    owner = User.objects.filter(pk=keys[1]).first()
    if owner is not None:
        watches.stop(user=owner, pk=keys[0])
    return True


def _signature(pk: int, user: int) -> str:
    # 64 bits: a guess is worth nothing but one watch that ends.
    return salted_hmac(SALT, f"{pk}.{user}", algorithm="sha256").hexdigest()[:16]
