"""Starting with a wrong setting: one German line that names it, no traceback, from every door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from config.settings import checked
from tests.architecture.test_documented import described
from tests.fixtures.conditions import every_day

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "".join(chr(97 + number % 26) for number in range(60)),
    "ALLOWED_HOSTS": "quartier.example",
    "BASE_URL": "https://quartier.example",
    "EMAIL_URL": "smtp+tls://u:p@mail.example:587",
    "DEFAULT_FROM_EMAIL": "post@quartier.example",
    "DATABASE_URL": f"sqlite:///{CHECKOUT}/never-made.sqlite3",
    "ELASTICSEARCH_URL": "",
}
#: Every setting of docs/operations.md, with what is refused on a public site.
BAD: dict[str, list[str]] = {
    "DJANGO_SETTINGS_MODULE": ["config.settings.quatsch", "quatsch", "..", "config/settings"],
    "DATABASE_URL": [
        *("quatsch", "postgres://", "postgres://h", "mysql://u:p@h/n", "postgres://u:p@h:0/n"),
        *("postgres://u:p@h:99999/n", "postgres://u:p@h:-1/n", "postgres://u:p@bürger/n"),
        *("postgres://u:p@h/n?conn_max_age=abc", "postgres://u:p@h/n?quatsch=1"),
        *("postgres://u:p@h/n?sslmode=quatsch", "postgres://u:p@h/n?sslrootcert=/no/file"),
        *("postgres://u:p@h/n?connect_timeout=bald", "postgres://u:p@h/n?connect_timeout=-1"),
        *("postgres://u:p@h/n?sslmode", "postgres://u:p@h/n?sslmode=allow&sslmode=require"),
        *("sqlite://quatsch/x", "sqlite:////no/folder/x", "sqlite:////tmp", "sqlite:///"),
        *("sqlite://", "sqlite:////tmp/x?conn_max_age=abc", "sqlite:////tmp/x?timeout=0"),
        f"sqlite:////{'x' * 300}",
    ],
    "ELASTICSEARCH_URL": [
        *("127.0.0.1:9200", "http://", "http://h:0", "http://h:99999", "http://h:-1", ","),
        *("ftp://h", "http://h?x=1", "http://h/#x", "http://bürger:9200", "http://a b"),
        "http://h:9200,quatsch",
    ],
    "SEARCH_INDEX_PREFIX": ["Quartier", "-q", "q*", "q,r", "ä", "x" * 101],
    "CACHE_URL": [
        *("quatsch", "http://h", "locmemcache://", "locmemcache://x", "dummycache://"),
        *("filecache://", "filecache:///", "filecache://tmp/x", "filecache:///dev/null/x"),
        *("filecache:///tmp/x?quatsch=1", "filecache:///tmp/x?timeout=bald", "dbcache://table"),
        *("memcache://h", "redis://", "redis://h:99999", "redis://h:0", "pymemcache://"),
    ],
    "MEDIA_ROOT": ["/dev/null", "/dev/null/media", "/proc/1/fd/x" * 400],
    "PRIVATE_MEDIA_ROOT": ["/dev/null", "/dev/null/media", "/proc/1/fd/x" * 400],
    "ERASURE_LEDGER": ["/dev/null/erasures.jsonl", "/proc", "/dev", "x" * 5000],
    "SHARED_CACHE_SECONDS": ["61", "-1", "viel", "1.5"],
    "KEPT_PAGES_FILE": ["/dev/null/pages", "/proc", "/dev", "x" * 5000],
    "SECRET_KEY": ["", "kurz", "ab" * 40, "at-least-50-random-characters", *checked.PUBLIC_KEYS],
    "ALLOWED_HOSTS": [
        *("", ",", "*", "quartier.example,*", "https://quartier.example", "quartier.example:8000"),
        *("*.quartier.example", "bürger.example", "quartier .example", "quartier.example/"),
    ],
    "CSRF_TRUSTED_ORIGINS": ["quartier.example", "https://", "https://h/x", ",", "https://h:0"],
    "BASE_URL": [
        *("", "quartier.example", "//quartier.example", "http://quartier.example", "https://"),
        *("https://anders.example", "https://quartier.example/wiki", "ftp://quartier.example"),
        *(
            "https://quartier.example?x=1",
            "https://quartier.example#x",
            "https://quartier.example:",
        ),
        *("https://name@quartier.example", "https://quartier example", "https://bürger.example"),
        *("https://quartier.example:0", "https://quartier.example:99999", "https://*.example"),
    ],
    "HTTPS": ["vielleicht", "2", "-1", "on off", "off"],
    "TRUSTED_PROXIES": ["quatsch", "*", "0.0.0.0/0", "172.16.0.0/33", "1.2.3", ",", "::/0"],
    "RATE_LIMITS": ["off", "nein", "vielleicht", "-1"],
    "DEMO": ["on", "ja", "vielleicht", "-1"],
    "EMAIL_URL": [
        *("", "quatsch", "mail.example:587", "smtp://", "smtp+tls://u:p@", "smtp://h:p"),
        *("smtp://h:0", "smtp://h:99999", "smtp://h/path", "smtp://h?timeout=5", "smtp://bürger"),
        *("consolemail://", "dummymail://", "memorymail://", "filemail://", "filemail:///tmp/m"),
        "smtp://h#x",
    ],
    "DEFAULT_FROM_EMAIL": ["", "quatsch", "@h.example", "post@", "q@localhost", "Q <q@localhost>"],
    "DEBUG": ["on", "ja", "vielleicht", "-1"],
    "WEB_CONCURRENCY": ["viele", "0", "-1", "65", "2.5", "1e1"],
    "WORKER_SILENT_AFTER": ["bald", "29", "-180", "86401", "180.5", "³00"],
    "LOG_LEVEL": ["laut", "30", "-1", "INFO,DEBUG"],
}
#: What looks odd, but is understood.
UNDERSTOOD = [
    *[("HTTPS", word) for word in ("ja", "ON", " 1 ")],
    *[("DEBUG", word) for word in ("nein", "0", "", " ")],
    ("DATABASE_URL", "postgres://u:p%40x@[::1]:5432/n?sslmode=require&connect_timeout=5"),
    ("DATABASE_URL", "postgres:////var/run/postgresql/n"),
    ("DATABASE_URL", "postgres://u:p@%2Fvar%2Frun%2FpostgreSQL:5433/n"),
    ("DATABASE_URL", "sqlite:////tmp/x?timeout=60"),
    ("ELASTICSEARCH_URL", "https://u:p%40x@h:9243/es/, http://[::1]:9200"),
    ("CACHE_URL", "filecache:///tmp/quartier?timeout=60&key_prefix=q"),
    ("BASE_URL", "https://quartier.example/"),
    ("BASE_URL", "HTTPS://Quartier.Example:8443"),
    ("ALLOWED_HOSTS", " quartier.example , ,xn--brger-kva.example,[::1]"),
    ("EMAIL_URL", "smtp://mail.example"),
    ("WEB_CONCURRENCY", " 4 "),
    ("LOG_LEVEL", "info"),
]
SECRET = "hochgeheim"
#: A password in whatever shape somebody may have written it, right or wrong.
WITH_SECRET = [
    *(f"{scheme}://u:{SECRET}@quartier.example/x y" for scheme in ("https", "postgres", "smtp")),
    *(f"{scheme}://u:{SECRET}@h:99999/n" for scheme in ("https", "postgres", "smtp", "redis")),
    *(f"{scheme}://u:12{sign}{SECRET}@h/n" for scheme in ("http", "postgres") for sign in "/?#,:"),
    *(f"{scheme}://{SECRET}!{sign}@h" for scheme in ("http", "smtp", "sqlite") for sign in "/?#, "),
    *(f"u:{SECRET}@h", f"{SECRET}@h h", f"*.u:{SECRET}@h", f"//u:{SECRET}@h", f"u:{SECRET}"),
    *(f"postgres://u:p@h/n?{SECRET}=1", f"postgres://u:p@h/n?sslmode={SECRET}"),
    *(f"postgres://u:p@h/n?connect_timeout={SECRET}", f"https://h?token={SECRET}"),
    *(f"sqlite:///u:{SECRET}@h/n", f"filecache:///u:{SECRET}@h", f"/dev/null/u:{SECRET}@h"),
]


def run(*command: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=CHECKOUT,
        env={**inherited, **GOOD, **variables},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


#: Reads the settings once for each row, as every door does first of all.
READ_ALL = """
import importlib, json, os, sys
good = dict(os.environ)
for name, value in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(good, **{name: value})
    for module in [each for each in sys.modules if each.startswith("config.")]:
        del sys.modules[module]
    try:
        checked = importlib.import_module("config.settings.checked")
        importlib.import_module(checked.known_module(os.environ))
        importlib.import_module("config.gunicorn")
        print("null")
    except BaseException as problem:
        print(json.dumps([type(problem).__name__, str(problem)]))
"""


def read_all(rows: list[tuple[str, str]]) -> list[list[str] | None]:
    """What reading the settings ends with, for each row; None where they are understood."""
    answer = run("-c", READ_ALL, stdin=json.dumps(rows))
    assert answer.stderr == ""
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_every_setting_that_is_described_has_bad_values_here() -> None:
    assert set(BAD) == described()
    assert all(BAD.values())


def test_every_bad_value_gets_one_german_line_that_names_the_setting() -> None:
    rows = [(name, value) for name, texts in BAD.items() for value in texts]
    for (name, value), found in zip(rows, read_all(rows), strict=True):
        assert found, f"{name}={value} is taken"
        kind, line = found
        assert kind == "Refused", f"{name}={value}: {kind} {line}"
        assert line.startswith(f"Einstellung {name}: "), f"{name}={value}: {line}"
        assert line.endswith("."), line
        assert "\n" not in line


def test_what_looks_odd_is_understood() -> None:
    for row, found in zip(UNDERSTOOD, read_all(UNDERSTOOD), strict=True):
        assert found is None, (row, found)


def test_no_line_ever_says_a_password() -> None:
    rows = every_day(product(BAD, WITH_SECRET), one_in=3)
    answers = read_all(rows)
    assert sum(found is not None for found in answers) > len(rows) / 2
    for (name, value), found in zip(rows, answers, strict=True):
        if found:
            assert found[0] == "Refused", (name, value, found)
            assert SECRET not in found[1], (name, value)


DOORS = {
    "check": ("manage.py", "check", "--deploy"),
    "migrate": ("manage.py", "migrate", "--no-input"),
    "worker": ("manage.py", "worker", "--once"),
    "wsgi": ("-c", "import config.wsgi"),
}
BAD_ONES = (("DATABASE_URL", "sqlite://quatsch/x"), ("WEB_CONCURRENCY", "viele"), ("BASE_URL", ""))


@pytest.mark.long("starts the site as somebody does")
@pytest.mark.parametrize(("door", "bad"), every_day(product(DOORS, BAD_ONES), one_in=2))
def test_every_door_says_the_line_and_nothing_else(door: str, bad: tuple[str, str]) -> None:
    name, value = bad
    answer = run(*DOORS[door], **{name: value})
    assert answer.returncode in {1, 3}
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"Einstellung {name}: ")
    assert answer.stderr.count("\n") == 1


def test_a_file_of_settings_that_is_no_text_gets_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes(b"BASE_URL=https://b\xfcrger.example")
    monkeypatch.setattr(checked, "FILE", tmp_path / ".env")
    with pytest.raises(checked.Refused, match=r"^Einstellung .env: "):
        checked.read_file()


@pytest.mark.long("starts the site as somebody does")
@pytest.mark.parametrize(("text", "number"), [("", 2), ("3", 3)])
def test_gunicorn_starts_as_many_processes_as_are_asked_for(text: str, number: int) -> None:
    answer = run("-c", "from config.gunicorn import workers; print(workers)", WEB_CONCURRENCY=text)
    assert answer.stdout == f"{number}\n", answer.stderr


@pytest.mark.long("starts the site as somebody does")
def test_good_ones_start_and_any_case_of_a_level_will_do() -> None:
    answer = run("manage.py", "check", LOG_LEVEL="info", TRUSTED_PROXIES="172.16.0.0/12,unix")
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stderr


@pytest.mark.long("starts the site as somebody does")
def test_a_developer_gets_the_same_line() -> None:
    answer = run("manage.py", "check", DJANGO_SETTINGS_MODULE="config.settings.dev", DEBUG="jein")
    assert answer.returncode == 1
    assert answer.stderr == "Einstellung DEBUG: „jein“ ist weder „on“ noch „off“.\n"


@pytest.mark.long("starts the site as somebody does")
def test_gunicorn_ends_with_the_line_and_starts_no_process() -> None:
    answer = run("-m", "gunicorn", "config.wsgi", "--bind=127.0.0.1:0", HTTPS="vielleicht")
    assert answer.returncode == 1
    assert answer.stderr.count("Einstellung HTTPS: ") == 1
    assert "Booting worker" not in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.long("starts the site as somebody does")
def test_gunicorn_with_other_options_gives_up_too(tmp_path: Path) -> None:
    """Without our file nobody reads the settings first; the processes must not be started anew."""
    other = tmp_path / "other.py"
    other.write_text("workers = 1\n")
    command = ("-m", "gunicorn", "config.wsgi", "--bind=127.0.0.1:0", f"--config={other}")
    answer = run(*command, HTTPS="vielleicht")
    assert answer.returncode == 3
    assert answer.stderr.count("Einstellung HTTPS: ") == 1
    assert "Traceback" not in answer.stderr
