"""Stopping mails of one kind to one address; of the address only a keyed hash is kept."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from community.mail_topics import TOPICS
from community.models import MailStop
from text.site_address import absolute_url

SALT = "community.mail.stop"


def stop_url(address: str, topic: str) -> str:
    """Return the whole address at which mails of a topic to an address are stopped."""
    return absolute_url(reverse("community:stop-mail", args=[stop_token(address, topic)]))


def stop_token(address: str, topic: str) -> str:
    """Return the secret that stops mails of a topic to an address, without showing the address."""
    text = f"{topic}.{_digest(address)}"
    return f"{text}.{_signature(text)}"


def read_token(token: str) -> tuple[str, str] | None:
    """Return digest and topic of a stop link; None when it is not one of ours."""
    text, _dot, signature = token.rpartition(".")
    topic, _dot, digest = text.partition(".")
    if not constant_time_compare(signature, _signature(text)) or topic not in TOPICS:
        return None
    return digest, topic


def stop(*, token: str) -> bool:
    """Send no more mails of a kind to an address; False for a link that is not ours."""
    parts = read_token(token)
    if parts is None:
        return False
    MailStop.objects.get_or_create(digest=parts[0], topic=parts[1])
    return True


def resume(*, token: str) -> bool:
    """Send mails of a kind again; False for a link that is not ours."""
    parts = read_token(token)
    if parts is None:
        return False
    MailStop.objects.filter(digest=parts[0], topic=parts[1]).delete()
    return True


def is_stopped(address: str, topic: str) -> bool:
    """Say whether an address wants no mails of a topic."""
    return is_stopped_digest(_digest(address), topic)


def is_stopped_digest(digest: str, topic: str) -> bool:
    """Say the same of the two parts of a stop link."""
    return MailStop.objects.filter(digest=digest, topic=topic).exists()


def _digest(address: str) -> str:
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]


def _signature(text: str) -> str:
    # 64 bits: a guess is worth nothing but an entry that stops nobody's mails.
    return salted_hmac(SALT + ".link", text, algorithm="sha256").hexdigest()[:16]
