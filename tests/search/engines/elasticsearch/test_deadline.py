"""A server that drips its answer holds a question no longer than one that says nothing."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from search.engines import choose
from search.engines.base import Unavailable
from search.engines.choose import breaker
from search.engines.elasticsearch import client, deadline, index
from search.engines.elasticsearch.engine import ElasticsearchEngine

pytestmark = pytest.mark.walk

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"X-Elastic-Product: Elasticsearch\r\nContent-Length: 100000\r\n\r\n"
)
#: What a question may take here: more bytes drip in than one, and nobody waits for long.
SECONDS = 0.4
#: The rest is for a busy machine. It was for ever.
SOON = 10.0
#: The name of the threads that are the other side.
SERVER = "server"


class Dripping:
    """Sends one byte every 0.1 seconds, for ever: of the head, or of the body."""

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.closed = threading.Event()
        threading.Thread(target=self._accept, name=SERVER, daemon=True).start()

    def close(self) -> None:
        self.closed.set()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._server.accept()
                threading.Thread(
                    target=self._drip, args=[connection], name=SERVER, daemon=True
                ).start()

    def _drip(self, connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            connection.recv(65_536)
            connection.sendall(self._head)
            while not self.closed.wait(0.1):
                connection.sendall(b" " if self._head else b"H")


CLOSING = HEAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


HEADS = {"body": HEAD, "head": b"", "closing": CLOSING}


@pytest.fixture(params=HEADS)
def dripping(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Dripping]:
    monkeypatch.setattr(client, "SEARCH_SECONDS", SECONDS)
    server = Dripping(HEADS[request.param])
    settings.ELASTICSEARCH_URL = [server.url]
    breaker.reset()
    yield server
    server.close()
    breaker.reset()


def taken(ask: Any) -> float:
    begun = time.monotonic()
    ask()
    return time.monotonic() - begun


ADDRESSES = ("/suche/?q=bank", "/suche/vorschlaege/?q=ba", "/api/v1/search?q=bank")


@pytest.mark.parametrize(
    ("dripping", "address"),
    [
        pytest.param(head, address, marks=() if n == at else pytest.mark.full)
        for n, head in enumerate(HEADS)
        for at, address in enumerate(ADDRESSES)
    ],
    indirect=["dripping"],
)
def test_readers_get_the_databases_answer(db: None, dripping: Dripping, address: str) -> None:
    assert taken(lambda: Client().get(address)) < SOON
    breaker.reset()
    assert Client().get(address).status_code == 200


def test_what_the_worker_asks_ends_too(dripping: Dripping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LOOK_SECONDS", SECONDS)
    monkeypatch.setattr(client, "WORK_SECONDS", SECONDS)

    def fails(ask: Any) -> None:
        with pytest.raises(Unavailable):
            ask()

    assert taken(lambda: fails(index.current)) < SOON
    assert taken(lambda: fails(lambda: index.count("x"))) < SOON


def test_nobody_waits_for_connections_that_others_wait_with(dripping: Dripping) -> None:
    """More readers than connections: all are released, and no thread of theirs stays behind."""

    def ask() -> None:
        with pytest.raises(Unavailable):
            ElasticsearchEngine()._ask({"query": {"match_all": {}}})

    # Apart from the server's own, which close when they like.
    before = {thread for thread in threading.enumerate() if thread.name != SERVER}
    readers = [threading.Thread(target=ask) for _ in range(2 * client.CONNECTIONS)]
    begun = time.monotonic()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(SOON)
    assert not any(reader.is_alive() for reader in readers)
    assert time.monotonic() - begun < SOON
    left = {thread for thread in threading.enumerate() if thread.name != SERVER} - before
    for thread in left:
        thread.join(SOON)  # a watch that was told to stop needs a moment on a busy machine
    assert not any(thread.is_alive() for thread in left)


class Slow(ThreadingHTTPServer):
    """Answers each question as a real one without documents does, after 0.6 seconds."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Nothing)


class _Nothing(BaseHTTPRequestHandler):
    server: Slow

    def do_POST(self) -> None:
        """Find nothing."""
        threading.current_thread().name = SERVER
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path)
        time.sleep(0.6)
        body = b'{"timed_out": false, "hits": {"total": {"value": 0}, "hits": []}}'
        with suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/suche/?q=bankgarten", 2),
        ("/suche/?q=bankgarten&kind=article", 2),
        ("/suche/feed.atom?q=bankgarten", 2),
        ("/suche/vorschlaege/?q=ba", 1),
        ("/api/v1/search?q=bankgarten", 2),
    ],
)
def test_all_requests_of_one_question_share_one_second(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, address: str, most: int
) -> None:
    """One that took its time leaves less to the next; a third one is not asked any more.

    Without it a question without hits asked up to five times, a second each.
    """
    # Nobody asked with this number of seconds before: with more time all of them would be asked.
    monkeypatch.setattr(client, "SEARCH_SECONDS", 1.001)
    server = Slow()
    threading.Thread(target=server.serve_forever, name=SERVER, daemon=True).start()
    settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{server.server_port}"]
    breaker.reset()
    try:
        assert Client().get(address).status_code == 200
        assert 1 <= len(server.asked) <= most
        if most > 1:  # the second one was cut off when the first one's rest of the time was over
            assert breaker._failures == 1
    finally:
        server.shutdown()
        server.server_close()
        breaker.reset()


def test_what_comes_when_the_time_is_over_is_no_failure_of_the_server(
    db: None, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    breaker.reset()
    with deadline.within(0.0):
        for _time in range(2 * choose.FAILURES):
            _answer, engine, degraded = choose.ask(lambda _engine: ())
            assert (engine, degraded) == ("database", True)
    assert breaker.open()
    assert deadline.left() > client.WORK_SECONDS, "nobody else has to hurry"
