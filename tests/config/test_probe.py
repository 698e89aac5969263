"""The health check asks with a name that is a host, whatever ALLOWED_HOSTS begins with."""

import socket
from contextlib import closing

import pytest
from pytest_django.live_server_helper import LiveServer

from config.probe import ask, name_of_site


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


def test_it_asks_a_real_process(live_server: LiveServer) -> None:
    port = int(live_server.url.rpartition(":")[2])
    assert ask("/-/ready", {"BASE_URL": "http://localhost"}, port)
    assert not ask("/-/ready", {"BASE_URL": "http://fremd.example"}, port)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        assert not ask("/-/ready", {}, silent.getsockname()[1])
