"""scripts/elasticsearch and scripts/postgres: which server is used, and what they say.

That they start real servers is shown by every test that uses one; here a stand-in for the docker
program lets us see the other way without an engine.
"""

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fixtures.template_databases import CHECKOUT

Call = Callable[..., subprocess.CompletedProcess[str]]
# Answers like an engine; "run" starts a small server that says it is healthy.
DOCKER = """\
    #!/bin/sh
    here=$(dirname "$0")
    echo "$@" >> "$here/calls"
    case "$1" in
      info) echo 28.0 ;;
      inspect) [ -e "$here/pid" ] && echo true ;;
      run)
        port=$(echo "$@" | sed 's/.*127.0.0.1:\\([0-9]*\\):.*/\\1/')
        {python} "$here/serve.py" "$port" >/dev/null 2>&1 </dev/null &
        echo $! > "$here/pid" ;;
      rm) [ -e "$here/pid" ] && kill "$(cat "$here/pid")"; rm -f "$here/pid" ;;
    esac
    exit 0
    """
SERVE = """\
    import http.server, sys
    class Healthy(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status": "green"}')
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Healthy).serve_forever()
    """


@pytest.fixture
def docker(tmp_path: Path) -> Iterator[Path]:
    """A folder with a docker program whose engine answers."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "docker"
    program.write_text(textwrap.dedent(DOCKER).replace("{python}", sys.executable))
    program.chmod(0o755)
    (folder / "serve.py").write_text(textwrap.dedent(SERVE))
    yield folder
    subprocess.run([program, "rm"], check=False)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens already; the one after it is free."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Calls one of the scripts with folders of its own."""

    def run(script: str, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        clean = {"PATH": os.environ["PATH"], "SERVERS_FOLDER": str(tmp_path / "servers")}
        (tmp_path / "servers").mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, str(CHECKOUT / "scripts" / script), command],
            env={**clean, **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.mark.parametrize("script", ["elasticsearch", "postgres"])
def test_says_in_one_sentence_that_nothing_runs(call: Call, script: str) -> None:
    assert call(script, "status").returncode == 3
    answer = call(script, "url")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert f"scripts/{script} start" in answer.stderr


def test_a_named_server_is_used_and_never_stopped(call: Call, elasticsearch_url: str) -> None:
    named = {"ELASTICSEARCH_URL": elasticsearch_url}
    assert call("elasticsearch", "start", **named).returncode == 0
    assert call("elasticsearch", "url", **named).stdout.strip() == elasticsearch_url
    assert "left alone" in call("elasticsearch", "stop", **named).stderr
    assert call("elasticsearch", "status", **named).returncode == 0


def test_a_named_server_that_is_away_is_an_error(call: Call) -> None:
    answer = call("elasticsearch", "start", ELASTICSEARCH_URL="http://127.0.0.1:9")
    assert answer.returncode == 1
    assert answer.stderr == (
        "Error: ELASTICSEARCH_URL names http://127.0.0.1:9, but no healthy server answers there.\n"
    )


def test_docker_comes_first_and_a_taken_port_is_no_obstacle(
    call: Call, docker: Path, taken_port: int
) -> None:
    variables = {
        "PATH": f"{docker}:{os.environ['PATH']}",
        "ELASTICSEARCH_PORT": str(taken_port),
    }
    first = call("elasticsearch", "start", **variables)
    assert first.returncode == 0, first.stderr
    url = call("elasticsearch", "url", **variables).stdout.strip()
    assert int(url.rsplit(":", 1)[1]) > taken_port
    again = call("elasticsearch", "start", **variables)
    assert "already runs" in again.stderr
    calls = (docker / "calls").read_text().splitlines()
    assert sum(line.startswith("run ") for line in calls) == 1
    assert call("elasticsearch", "stop", **variables).returncode == 0
    assert call("elasticsearch", "status", **variables).returncode == 3


def test_two_starts_at_once_make_one_server(call: Call, docker: Path, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    variables = {
        **os.environ,
        "PATH": f"{docker}:{os.environ['PATH']}",
        "SERVERS_FOLDER": str(tmp_path),
        "ELASTICSEARCH_PORT": str(port),
    }
    variables.pop("ELASTICSEARCH_URL", None)
    command = [sys.executable, str(CHECKOUT / "scripts/elasticsearch"), "start"]
    both = [subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL) for _ in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    calls = (docker / "calls").read_text().splitlines()
    assert sum(line.startswith("run ") for line in calls) == 1


def test_a_named_postgres_is_used(call: Call) -> None:
    answer = call("postgres", "url", POSTGRES_URL="postgres://a:b@127.0.0.1/c")
    assert answer.stdout.strip() == "postgres://a:b@127.0.0.1/c"
