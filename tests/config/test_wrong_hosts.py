"""Somebody who asks for another host gets a 400 that says nothing, and is one line of the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from config.hosts import LONGEST
from config.log_lines import OneLine

pytestmark = pytest.mark.any_database

PATHS = ("/", "/projekte/", "/api/v1/projects", "/wiki/letzte-aenderungen/feed.atom", "/-/live")
HOSTS = (
    "boese.example",
    "a b",
    "boese.example\\r\\nX: y",
    "x" * 5000,
    "127.0.0.1:80@boese.example",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the log of the site would hold."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    plain = settings.LOGGING["formatters"]["plain"]
    handler.setFormatter(logging.Formatter(plain["format"], style=plain["style"]))
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["one line"]
    handler.addFilter(OneLine())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE"])
def test_a_wrong_host_is_one_line_and_a_plain_400(log: io.StringIO, host: str, method: str) -> None:
    for path in PATHS:
        log.seek(0)
        log.truncate()
        answer = Client(raise_request_exception=False).generic(method, path, headers={"host": host})
        assert answer.status_code == 400, (path, method)
        assert b"ALLOWED_HOSTS" not in answer.content
        assert host[:20].encode() not in answer.content
        assert b"Traceback" not in answer.content
        lines = log.getvalue().splitlines()
        assert len(lines) == 1, lines
        assert len(lines[0]) < LONGEST + 100


@pytest.mark.django_db
def test_other_wrong_requests_are_told_without_where_django_noticed(
    log: io.StringIO, client: Client
) -> None:
    fields = {f"f{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert client.post("/melden/", fields).status_code == 400
    assert "django.security.TooManyFieldsSent" in log.getvalue()
    assert "Traceback" not in log.getvalue()
