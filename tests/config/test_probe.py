"""The health check asks with a name that is a host, whatever ALLOWED_HOSTS begins with."""

import socket
import threading
from contextlib import closing, suppress

import pytest
from pytest_django.live_server_helper import LiveServer

from config.probe import ask, name_of_site

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"BASE_URL": "https://quartier.example:8443"}, "quartier.example"),
        ({"BASE_URL": "https://[2001:db8::1]"}, "[2001:db8::1]"),
        ({"ALLOWED_HOSTS": ".quartier.example,www.example"}, "quartier.example"),
        ({"ALLOWED_HOSTS": " *.quartier.example"}, "quartier.example"),
        ({"ALLOWED_HOSTS": "*, quartier.example"}, "quartier.example"),
        ({"ALLOWED_HOSTS": "[::1]"}, "[::1]"),
        ({}, "localhost"),
    ],
)
def test_the_name_is_a_host(variables: dict[str, str], name: str) -> None:
    assert name_of_site(variables) == name


@pytest.mark.parametrize(
    "said", [b"", b"quatsch\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\xff" * 70_000]
)
def test_whatever_answers_and_is_no_web_server_is_not_well(said: bytes) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            with closing(server.accept()[0]) as connection, suppress(OSError):
                connection.recv(65_536)
                connection.sendall(said)

        threading.Thread(target=answer, daemon=True).start()
        assert not ask("/-/ready", {}, server.getsockname()[1])


def test_it_asks_a_real_process(live_server: LiveServer) -> None:
    port = int(live_server.url.rpartition(":")[2])
    assert ask("/-/ready", {"BASE_URL": "http://localhost"}, port)
    assert not ask("/-/ready", {"BASE_URL": "http://fremd.example"}, port)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        assert not ask("/-/ready", {}, silent.getsockname()[1])
