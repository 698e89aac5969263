"""Comparing pages that are kept with those that would be made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import ndiff

from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from tests.site_walk import unrecorded

#: What somebody sees at an address: status, where it leads, and the page.
Seen = tuple[int, str, str]


class Nothing(Exception):
    """Just now there is nothing that can be changed so."""


def changed_in_turn(
    client: Client,
    addresses: Sequence[str],
    changes: Iterable[Callable[[], None]],
    *,
    refused: tuple[type[Exception], ...] = (),
    forget: Callable[[], object] = lambda: None,
) -> set[str]:
    """Fail if after one of the changes a page is served that would not be made so.

    Returns the names of the changes that could be made; one of them raises `Nothing` or what may be
    `refused`. `forget` removes what is kept outside the cache.
    """
    _read(client, addresses)
    done: list[str] = []
    for change in changes:
        try:
            change()
        except (Nothing, *refused):
            continue
        done.append(change.__name__)
        kept = _read(client, addresses)
        caches["default"].clear()
        forget()
        for address, was, made in zip(addresses, kept, _read(client, addresses), strict=True):
            different = difference(was, made)
            assert not different, (address, done[-3:], different[:6])
    return set(done)


def _read(client: Client, addresses: Iterable[str]) -> list[Seen]:
    with unrecorded():
        return [seen(client.get(address)) for address in addresses]


def seen(answer: HttpResponse) -> Seen:
    """Return what an answer shows, without what is new in each answer."""
    body = re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]*"', "", answer.content.decode())
    return answer.status_code, answer.get("Location", ""), body


def difference(was: Seen, made: Seen) -> list[str]:
    """Return the lines in which two answers differ; a page is too long to be read in a message."""
    first, second = (f"{one[:2]}\n{one[2]}".splitlines() for one in (was, made))
    return [line for line in ndiff(first, second) if line[:1] in "+-"] if first != second else []
