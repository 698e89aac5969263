"""How the production server is started: enough hands, and the same rules from everywhere."""

import gc
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.config import Config

from config import gunicorn, serve

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Config]:
    """What gunicorn uses when it is started beside manage.py with these options."""

    def used_with(*options: str) -> Config:
        monkeypatch.chdir(CHECKOUT)
        monkeypatch.setattr(sys, "argv", ["gunicorn", "config.wsgi", *options])
        return WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").cfg

    return used_with


def test_the_shortest_command_starts_more_than_one_pair_of_hands(
    used: Callable[..., Config],
) -> None:
    values = used()
    assert (values.workers, values.threads) == (2, 4)
    assert values.secure_scheme_headers == {}


def test_the_command_line_wins(used: Callable[..., Config]) -> None:
    values = used("--workers=3", "--threads=2")
    assert (values.workers, values.threads) == (3, 2)


def test_the_demo_serves_by_the_same_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[serve._Server] = []
    monkeypatch.setattr(serve._Server, "run", lambda server: made.append(server))
    serve.serve(address="127.0.0.1:1", url="http://127.0.0.1:1")
    used = {name: made[0].cfg.settings[name].get() for name in gunicorn.SAFETY}
    assert used == {**gunicorn.SAFETY, "forwarder_headers": []}  # gunicorn reads a list from it
    assert made[0].cfg.threads > 1


def test_what_a_process_has_loaded_is_not_looked_through_for_garbage() -> None:
    read_by_gunicorn = runpy.run_path(str(CHECKOUT / "gunicorn.conf.py"))
    try:
        read_by_gunicorn["post_worker_init"](None)
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
