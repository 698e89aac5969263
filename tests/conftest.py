"""What every test gets. The fixtures themselves are in ``tests/fixtures/``; see tests/README.md."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings, urls
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotFound
from django.template.base import Template
from django.test import override_settings
from django.utils import translation
from django.views import defaults

from pagecache import version
from search.engines.choose import breaker
from search.synonyms import forget
from tests.fixtures import asked_today
from tests.fixtures.conditions import full_proofs

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.committed",
    "tests.fixtures.servers",
    "tests.fixtures.chromium",
    "tests.fixtures.figures",
    "tests.fixtures.site",
    "tests.fixtures.standing",
    "tests.fixtures.demo",
    "tests.fixtures.times",
    "tests.fixtures.town",
    "tests.fixtures.small_site",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only tests that use the database (for the second kind of database)",
    )
    parser.addoption(
        "--turn",
        type=int,
        help="ask a part of the tests that use a database: which one follows from this number",
    )
    parser.addoption("--part", help="only the files of this part of them, as 2/4")
    parser.addoption(
        "--shared",
        action="store_true",
        help="what PostgreSQL has a say in is shared with a run of --only-database of this turn",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they use, so that nobody can forget to."""
    kept, dropped = [], []
    expensive: dict[bool, list[pytest.Item]] = {True: [], False: []}
    clicked: list[pytest.Item] = []
    by_server: list[pytest.Item] = []
    longest: list[pytest.Item] = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "elasticsearch_url" in fixtures or parameters.get("engine") == "elasticsearch":
            item.add_marker("engine")
        if "browser" in fixtures:
            item.add_marker("browser")
            if "browser" not in item.path.name:  # scripts/test asks these files alone
                raise pytest.UsageError(f"{item.nodeid}: belongs into a test_browser….py")
        if item.get_closest_marker("full") and not full_proofs():
            item.add_marker(pytest.mark.skip(reason="long proof: runs with scripts/test --full"))
        uses_database = item.get_closest_marker("django_db") or fixtures & {
            "db",
            "transactional_db",
            "live_server",
            "start_site",
        }
        # What a page shows, and what the search server finds, does not depend on the kind of
        # database, and asking all takes minutes.
        asked_once = any(map(item.get_closest_marker, ("walk", "any_database")))
        asked_once |= parameters.get("engine") == "elasticsearch"
        repeated = bool(uses_database and (full_proofs() or not asked_once))
        unwanted = config.getoption("--only-database") and not repeated
        (dropped if unwanted else kept).append(item)
        long = item.get_closest_marker("long")
        if item.get_closest_marker("browser"):
            clicked.append(item)
        elif item.get_closest_marker("always"):
            continue
        elif uses_database or long:
            # What asks the search server is asked each time where it does not take long.
            in_turn = expensive[repeated]
            (by_server if item.get_closest_marker("engine") else in_turn).append(item)
            if long and uses_database:
                longest.append(item)
    turn = config.getoption("--turn")
    if turn is not None:
        asked = {*asked_today.functions(expensive[False], turn=turn, one_in=3)}
        if config.getoption("--only-database") or config.getoption("--shared"):
            # PostgreSQL is asked two of three parts: it is what towns run in production.
            others = config.getoption("--only-database")
            asked |= {*asked_today.functions(expensive[True], turn=turn, one_in=3, others=others)}
        else:
            asked |= {*expensive[True]}
        resting = {*longest} - {*asked_today.half(longest, turn=turn)}
        asked -= resting
        asked = {*asked_today.rows([item for item in kept if item in asked], turn=turn)}
        asked |= {*asked_today.functions(clicked, turn=turn, one_in=2)}
        asked |= {*by_server} - resting
        left_out = {*expensive[True], *expensive[False], *by_server, *clicked} - asked
        dropped += [item for item in kept if item in left_out]
        kept = [item for item in kept if item not in left_out]
    if part := config.getoption("--part"):
        chosen = {*asked_today.of_part(kept, part)}
        dropped += [item for item in kept if item not in chosen]
        kept = [item for item in kept if item in chosen]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def pytest_collection_finish() -> None:
    """What has been read is there to stay, and is not looked through for garbage each time."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def quiet_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads go to a temporary folder; a real search engine only where a test asks for it."""
    media: Path = tmp_path_factory.mktemp("media")
    private: Path = tmp_path_factory.mktemp("private-media")
    ledger: Path = tmp_path_factory.mktemp("ledger") / "erasures.jsonl"
    uploads = {"MEDIA_ROOT": str(media), "PRIVATE_MEDIA_ROOT": str(private)}
    with override_settings(**uploads, ERASURE_LEDGER=str(ledger), ELASTICSEARCH_URL=[]):
        yield


@pytest.fixture(scope="session", autouse=True)
def parts_unrecorded(django_test_environment: None) -> Iterator[None]:
    """A test's client keeps the context of each page, and not that of each of its parts.

    Django copies it for every included template, which costs a twentieth of all that pages cost.
    What a template extends or includes has the context of the page.
    """
    noted = Template._render  # type: ignore[attr-defined]

    def render(self: Template, context: Any) -> str:
        whole = context.template is self
        return str(noted(self, context) if whole else self.nodelist.render(context))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture
def short_pages_where_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks half of whose answers are "not found": the frame of that page costs the most."""

    def nothing(request: object, exception: object, **_template: str) -> HttpResponse:
        return HttpResponseNotFound("nothing")

    monkeypatch.setattr(defaults, "page_not_found", nothing)
    # Imported above: named by a string it would be read now, and keep this answer for good.
    monkeypatch.setattr(urls, "handler404", nothing)


@pytest.fixture(autouse=True)
def fresh_process_state() -> Iterator[None]:
    """Nothing that a process remembers goes from one test into the next."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    caches["default"].clear()  # pages, too; counts lie in the database, which is put back
    version._owed.keys.clear()  # what a test let fail
    breaker.reset()  # else a server that one test has taken away is not asked by the next ones
    forget()  # synonyms, which are remembered for seconds
    Path(settings.ERASURE_LEDGER).unlink(missing_ok=True)
