"""How long does somebody wait who presses "save"? The form is fetched before, and not timed."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode

from local.benchmark.client import Times, Unexpected, times_of

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
_BODY = re.compile(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', re.DOTALL)
_TITLE = re.compile(r'<input[^>]*name="title"[^>]*value="([^"]*)"')
_TOPIC = re.compile(r'name="topics" value="(\d+)"[^>]*checked')


def saves(port: int, form: str, headers: Mapping[str, str], *, seconds: float) -> Times:
    """Save an article over HTTP again and again through the form at this address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    durations: list[float] = []
    end = time.perf_counter() + seconds
    try:
        while time.perf_counter() < end or len(durations) < 20:
            durations.append(_save(connection, form, dict(headers), len(durations)))
    finally:
        connection.close()
    return times_of(durations)


def _save(
    connection: http.client.HTTPConnection, form: str, headers: dict[str, str], number: int
) -> float:
    connection.request("GET", form, headers=headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    sent = _filled(page, number)
    token = next(
        (cookie for cookie in answer.headers.get_all("Set-Cookie", []) if "csrf" in cookie), ""
    )
    cookies = "; ".join(filter(None, (headers.get("Cookie", ""), token.partition(";")[0])))
    began = time.perf_counter()
    connection.request(
        "POST",
        form,
        body=urlencode(sent, doseq=True),
        headers={
            **headers,
            "Cookie": cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    answer = connection.getresponse()
    answer.read()
    duration = time.perf_counter() - began
    if answer.status != 302:
        raise Unexpected(f"Saving at {form} answered {answer.status}")
    return duration


def _filled(page: str, number: int) -> dict[str, str | list[str]]:
    """Return what a browser would send, with another last line."""
    fields: dict[str, str | list[str]] = {
        name: unescape(value) for name, value in _HIDDEN.findall(page)
    }
    body, title = _BODY.search(page), _TITLE.search(page)
    if body is None or title is None:
        raise Unexpected("There is no form of an article.")
    text = unescape(body[1]).lstrip("\n").rsplit("\nNachtrag ", 1)[0]
    mark = f"{time.monotonic_ns()} {number}"
    return fields | {
        "title": unescape(title[1]),
        "body": f"{text}\nNachtrag {mark}\n",
        "summary": "Nachtrag",
        "topics": _TOPIC.findall(page),
    }
