"""`demo` says in one sentence what keeps it from serving."""

import socket
from collections.abc import Iterator
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import demo as command
from search import check
from search.compare import Differences
from search.engines.base import Unavailable
from search.models import Entry

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


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that make things findable; they do nothing."""
    called: list[str] = []
    monkeypatch.setattr(command, "call_command", lambda name, **_options: called.append(name))
    return called


@pytest.mark.parametrize(
    ("found", "finished"),
    [
        (Differences(), False),
        (Differences(missing={("project", 1)}), True),
        (Differences(index_missing={"project:1"}), True),
        (Differences(outdated=True), True),
        (Unavailable("away"), True),
    ],
)
def test_what_an_earlier_start_left_undone_is_finished(
    served: list[str],
    indexed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    found: Differences | Unavailable,
    finished: bool,
) -> None:
    def checked() -> Differences:
        if isinstance(found, Unavailable):
            raise found
        return found

    monkeypatch.setattr(check, "check", checked)
    call_command("demo", stdout=StringIO())
    assert [name for name in indexed if name.startswith("search_")] == (
        ["search_sync"] if finished else []
    )
    assert served


def test_it_finishes_for_real(served: list[str], settings: object) -> None:
    assert not check.check().clean, "pages of the first migration wait for an index"
    said = StringIO()
    call_command("demo", no_serve=True, stdout=said)
    assert "finishing what was left undone" in said.getvalue()
    assert check.check().clean
    assert not Entry.objects.filter(stale=True).exists()
    said = StringIO()
    call_command("demo", no_serve=True, stdout=said)
    assert said.getvalue() == ""


def test_a_search_server_that_stays_away_keeps_nobody_from_the_site(
    served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(name: str, **_options: object) -> None:
        if name.startswith("search_"):
            raise CommandError("The search server does not answer.")

    monkeypatch.setattr(command, "call_command", away)
    monkeypatch.setattr(check, "check", lambda: Differences(missing={("project", 1)}))
    said = StringIO()
    call_command("demo", stdout=said)
    assert "The search server does not answer. Until the next start" in said.getvalue()
    assert served
    with pytest.raises(CommandError, match="does not answer"):
        call_command("demo", no_serve=True, stdout=StringIO())
