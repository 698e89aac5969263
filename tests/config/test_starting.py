"""Starting with a wrong setting: one German line that names it, no traceback, from every door."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent

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
BAD = [
    ("SECRET_KEY", "only-for-development-and-demo-never-for-a-public-site"),
    ("SECRET_KEY", "at-least-50-random-characters"),
    ("HTTPS", "vielleicht"),
    ("BASE_URL", "quartier.example"),
    ("BASE_URL", ""),
    ("BASE_URL", "http://quartier.example"),
    ("BASE_URL", "https://anders.example"),
    ("DEFAULT_FROM_EMAIL", ""),
    ("EMAIL_URL", ""),
    ("EMAIL_URL", "consolemail://"),
    ("ELASTICSEARCH_URL", "127.0.0.1:9200"),
    ("TRUSTED_PROXIES", "quatsch"),
    ("DATABASE_URL", "quatsch"),
    ("LOG_LEVEL", "laut"),
    ("CACHE_URL", "quatsch"),
    ("CACHE_URL", "locmemcache://x"),
    ("CACHE_URL", "dummycache://"),
    ("MEDIA_ROOT", "/dev/null/media"),
    ("ERASURE_LEDGER", "/dev/null/erasures.jsonl"),
    ("ERASURE_LEDGER", "/proc"),
    ("RATE_LIMITS", "off"),
    ("DEMO", "on"),
    ("CSRF_TRUSTED_ORIGINS", "quartier.example"),
    ("ALLOWED_HOSTS", "https://quartier.example"),
    ("SEARCH_INDEX_PREFIX", "Quartier"),
    ("WORKER_SILENT_AFTER", "bald"),
    ("DJANGO_SETTINGS_MODULE", "config.settings.quatsch"),
]


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=CHECKOUT,
        env={**inherited, **GOOD, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("name", "value"), BAD)
def test_check_names_what_is_wrong_in_one_line(name: str, value: str) -> None:
    answer = run("manage.py", "check", "--deploy", **{name: value})
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"Einstellung {name}: ")
    assert answer.stderr.count("\n") == 1


def test_good_ones_start_and_any_case_of_a_level_will_do() -> None:
    answer = run("manage.py", "check", LOG_LEVEL="info", TRUSTED_PROXIES="172.16.0.0/12,unix")
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stderr


def test_a_developer_gets_the_same_line() -> None:
    answer = run("manage.py", "check", DJANGO_SETTINGS_MODULE="config.settings.dev", DEBUG="jein")
    assert answer.returncode == 1
    assert answer.stderr == "Einstellung DEBUG: „jein“ ist weder „on“ noch „off“.\n"


def test_gunicorn_ends_with_the_line_and_starts_no_process() -> None:
    answer = run("-m", "gunicorn", "config.wsgi", "--bind=127.0.0.1:0", HTTPS="vielleicht")
    assert answer.returncode == 1
    assert answer.stderr.count("Einstellung HTTPS: ") == 1
    assert "Booting worker" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_gunicorn_with_other_options_gives_up_too(tmp_path: Path) -> None:
    """Without our file nobody reads the settings first; the processes must not be started anew."""
    other = tmp_path / "other.py"
    other.write_text("workers = 1\n")
    command = ("-m", "gunicorn", "config.wsgi", "--bind=127.0.0.1:0", f"--config={other}")
    answer = run(*command, HTTPS="vielleicht")
    assert answer.returncode == 3
    assert answer.stderr.count("Einstellung HTTPS: ") == 1
    assert "Traceback" not in answer.stderr
