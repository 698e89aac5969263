"""Three search servers on this machine that know each other; each can be killed and comes back."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from search.engines.elasticsearch import client
from tests.fixtures.conditions import missing
from tests.fixtures.template_databases import CHECKOUT

NODES = 3
#: A node's others are asked on the port that lies so much higher (`elasticsearch_package.launch`).
TRANSPORT = 100
FIRST_PORT = 9240
HEAP = "512m"
PATIENCE = 240.0


@dataclass
class Node:
    """One server: where it lives, where it answers, and the script that started it."""

    folder: Path
    port: int
    starter: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def name(self) -> str:
        return self.folder.name

    def kill(self) -> None:
        """End it without a farewell, and wait until it is gone."""
        if self.starter:
            self.starter.wait(PATIENCE)
            self.starter = None
        try:
            pid = int((self.folder / "pid").read_text())
            os.kill(pid, signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            return
        while Path(f"/proc/{pid}").exists() and _runs(pid):
            time.sleep(0.05)
        (self.folder / "pid").unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    """Whether a process lives; one that only waits for its parent to notice does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Cluster:
    """The nodes, and what they say of themselves."""

    def __init__(self) -> None:
        if str(CHECKOUT / "scripts") not in sys.path:
            sys.path.append(str(CHECKOUT / "scripts"))
        from local import (  # type: ignore[import-not-found]  # only scripts/ sees it
            elasticsearch_package,
            processes,
        )

        if obstacle := elasticsearch_package.missing():
            missing(obstacle)
        self.package: Any = elasticsearch_package
        # Not pytest's folder: the server runs as a user who may not look into it.
        self.base = Path(tempfile.mkdtemp(prefix="quartierswissen-cluster-", dir="/var/tmp"))
        self.base.chmod(0o755)
        free = [
            port
            for port in range(FIRST_PORT, FIRST_PORT + TRANSPORT)
            if processes.port_is_free(port) and processes.port_is_free(port + TRANSPORT)
        ]
        self.nodes = [Node(self.base / f"node{n}", port) for n, port in enumerate(free[:NODES])]

    def start(self, node: Node) -> None:
        """Start one node, for the first time or with the data it had when it was killed."""
        node.folder.mkdir(exist_ok=True)
        hosts = ", ".join(f"127.0.0.1:{other.port + TRANSPORT}" for other in self.nodes)
        names = ", ".join(other.name for other in self.nodes)
        alone = self.package.CONFIGURATION
        together = alone.replace("discovery.type: single-node\n", "").replace(
            "quartierswissen-{http_port}", "quartierswissen-cluster"
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                self.package,
                "CONFIGURATION",
                f"{together}node.name: {node.name}\n"
                f"discovery.seed_hosts: [{hosts}]\n"
                f"cluster.initial_master_nodes: [{names}]\n",
            )
            node.starter = self.package.launch(self.package.install(), node.folder, node.port, HEAP)

    def wait_until_whole(self) -> None:
        """Wait until all nodes have found each other and every copy is where it belongs."""
        deadline = time.monotonic() + PATIENCE
        seen: object = None
        while time.monotonic() < deadline:
            try:
                seen = health = client.for_looking().cluster.health()
                if (health["status"], health["number_of_nodes"]) == ("green", NODES):
                    return
            except Exception as error:
                seen = error
            time.sleep(0.5)
        pytest.fail(f"The cluster is not whole: {seen}\n{self.logs()}")

    def master(self) -> str:
        """The name of the node that decides for the others."""
        answer = client.for_looking().cat.master(format="json")
        return str(answer[0]["node"])  # type: ignore[index]

    def logs(self) -> str:
        """The last words of each node."""
        files = sorted(self.base.glob("*/start.log"))
        return "\n".join(f"{file}: {file.read_text()[-1_000:]}" for file in files)

    def close(self) -> None:
        """Kill all of them and remove what they had."""
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self.base, ignore_errors=True)
