"""A server that drips its answer holds a question no longer than one that says nothing."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
from django.test import Client

from search.engines.base import Unavailable
from search.engines.choose import breaker
from search.engines.elasticsearch import client, index
from search.engines.elasticsearch.engine import ElasticsearchEngine

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"X-Elastic-Product: Elasticsearch\r\nContent-Length: 100000\r\n\r\n"
)
#: One second for the question; the rest is for a busy machine. It was for ever.
SOON = 10.0


class Dripping:
    """Sends one byte every 0.2 seconds, for ever: of the head, or of the body."""

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.closed = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.closed.set()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._server.accept()
                threading.Thread(target=self._drip, args=[connection], daemon=True).start()

    def _drip(self, connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            connection.recv(65_536)
            connection.sendall(self._head)
            while not self.closed.wait(0.2):
                connection.sendall(b" " if self._head else b"H")


CLOSING = HEAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


@pytest.fixture(params=[HEAD, b"", CLOSING], ids=["body", "head", "closing"])
def dripping(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Dripping]:
    monkeypatch.setattr(client, "SEARCH_SECONDS", 1.0)
    server = Dripping(request.param)
    settings.ELASTICSEARCH_URL = [server.url]
    breaker.reset()
    yield server
    server.close()
    breaker.reset()


def taken(ask: Any) -> float:
    begun = time.monotonic()
    ask()
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "address", ["/suche/?q=bank", "/suche/vorschlaege/?q=ba", "/api/v1/search?q=bank"]
)
def test_readers_get_the_databases_answer(db: None, dripping: Dripping, address: str) -> None:
    assert taken(lambda: Client().get(address)) < SOON
    breaker.reset()
    assert Client().get(address).status_code == 200


def test_what_the_worker_asks_ends_too(dripping: Dripping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LOOK_SECONDS", 1.0)
    monkeypatch.setattr(client, "WORK_SECONDS", 1.0)

    def fails(ask: Any) -> None:
        with pytest.raises(Unavailable):
            ask()

    assert taken(lambda: fails(index.current)) < SOON
    assert taken(lambda: fails(lambda: index.count("x"))) < SOON


def test_nobody_waits_for_connections_that_others_wait_with(dripping: Dripping) -> None:
    """More readers than connections: all are released, and no thread stays behind."""
    before = threading.active_count()

    def ask() -> None:
        with pytest.raises(Unavailable):
            ElasticsearchEngine()._ask({"query": {"match_all": {}}})

    readers = [threading.Thread(target=ask) for _ in range(2 * client.CONNECTIONS)]
    begun = time.monotonic()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(SOON)
    assert not any(reader.is_alive() for reader in readers)
    assert time.monotonic() - begun < SOON
    assert threading.active_count() <= before + 2 * client.CONNECTIONS
