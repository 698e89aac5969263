"""`demo` says in one sentence what keeps it from serving."""

import socket
from collections.abc import Iterator
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import demo as command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a second start: everything is there already."""
    monkeypatch.setattr(command.load, "is_loaded", lambda: True)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The worker's address of the site, and the server's; neither of them starts."""
    addresses: list[str] = []
    monkeypatch.delenv("BASE_URL", raising=False)
    # Whoever serves and whoever sends mails name the site by the same address.
    monkeypatch.setattr(
        command, "serve", lambda *, address, url: addresses.append(f"{address} {url}")
    )
    monkeypatch.setattr(
        command.subprocess,
        "Popen",
        lambda _command, env: addresses.append(env["BASE_URL"]) or _Worker(),
    )
    return addresses


class _Worker:
    def terminate(self) -> None: ...

    def wait(self, timeout: float) -> None: ...


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield int(server.getsockname()[1])


def test_a_wished_port_that_is_taken_is_named(served: list[str], taken: int) -> None:
    with pytest.raises(CommandError, match=f"Port {taken} is taken"):
        call_command("demo", port=taken, stdout=StringIO())
    assert served == []


def test_the_next_free_port_is_taken_and_said(
    served: list[str], taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FIRST_PORT", taken)
    said = StringIO()
    call_command("demo", stdout=said)
    port = int(served[0].rpartition(":")[2])
    assert served == [f"http://127.0.0.1:{port}", f"127.0.0.1:{port} http://127.0.0.1:{port}"]
    assert taken < port <= taken + command.PORTS_TO_TRY
    assert f"Port {taken} is taken; using {port}." in said.getvalue()
    assert f"http://127.0.0.1:{port}/admin/" in said.getvalue()


def test_no_port_free_is_said(
    served: list[str], taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FIRST_PORT", taken)
    monkeypatch.setattr(command, "PORTS_TO_TRY", 1)
    with pytest.raises(CommandError, match="are all taken"):
        call_command("demo", stdout=StringIO())
    assert served == []
