"""What is kept ends with a change of something it shows, and stays when others change."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

import pagecache
from pagecache import version
from pagecache.middleware import AnonymousPageMiddleware
from pagecache.shared import kept

pytestmark = pytest.mark.django_db(transaction=True)
Show = Callable[[], object]


class Page:
    """A page that counts how often it was made; `show` says what it shows."""

    def __init__(self, show: Show) -> None:
        self.made, self.show = 0, show
        self.middleware = AnonymousPageMiddleware(self.render)

    def render(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        self.show()
        return HttpResponse(str(self.made))

    def read(self) -> int:
        return int(self.middleware(RequestFactory().get("/wiki/")).content)


def ended_by(*keys: str, since: int) -> bool:
    """Say whether one of these has ended what was kept at that version."""
    return not version.unchanged(keys, since=since)


def nothing_said() -> None:
    """A page of which nobody knows what it shows."""


def what_is_everywhere() -> None:
    """A page that shows nothing else."""
    pagecache.shows_only()


def an_oak() -> None:
    pagecache.shows_only("oak")


def an_oak_as_a_part() -> None:
    kept("part", "", lambda: an_oak() or "an oak")  # type: ignore[func-returns-value]
    pagecache.shows_only()


def an_oak_as_a_part_of_something() -> None:
    kept("part", "", lambda: an_oak() or "an oak")  # type: ignore[func-returns-value]


def something_as_a_part() -> None:
    kept("part", "", lambda: "something")
    pagecache.shows_only("oak")


@pytest.mark.parametrize(
    ("show", "ends"),
    [
        (nothing_said, {"oak": True, "elm": True, "only elm": False, "all": True}),
        (what_is_everywhere, {"oak": False, "elm": False, "only elm": False, "all": True}),
        (an_oak, {"oak": True, "elm": False, "only oak": True, "all": True}),
        (an_oak_as_a_part, {"oak": True, "elm": False, "only oak": True, "all": True}),
        (an_oak_as_a_part_of_something, {"oak": True, "elm": True, "only oak": True, "all": True}),
        (something_as_a_part, {"oak": True, "elm": True, "only elm": False, "all": True}),
    ],
)
def test_what_ends_it(show: Show, ends: dict[str, bool]) -> None:
    changes: dict[str, Callable[[], None]] = {
        "oak": lambda: pagecache.bump(["oak"]),
        "elm": lambda: pagecache.bump(["elm"]),
        "only oak": lambda: pagecache.bump(["oak"], only_said=True),
        "only elm": lambda: pagecache.bump(["elm"], only_said=True),
        "all": pagecache.bump,
    }
    page = Page(show)
    for change, made_anew in ends.items():
        before = page.read()
        assert page.read() == before
        changes[change]()
        assert page.read() == before + made_anew, change


@pytest.mark.parametrize("show", [nothing_said, what_is_everywhere, an_oak])
def test_what_was_forgotten_has_ended_it_all_the_same(show: Show) -> None:
    page = Page(show)
    before = page.read()
    pagecache.bump()
    for _hour in range(2):
        version.forget()
    assert page.read() == before + 1


def test_a_part_of_what_is_on_every_page_is_judged_by_the_version_alone() -> None:
    made: list[str] = []

    def part() -> str:
        pagecache.shows_only()
        made.append("menu")
        return "menu"

    def times() -> int:
        kept("part", "", part, seen=version.current())
        return len(made)

    assert [times(), times()] == [1, 1]
    pagecache.bump(["oak"])
    assert times() == 1
    pagecache.bump()
    assert times() == 2
    pagecache.bump()
    for _hour in range(2):
        version.forget()
    assert times() == 3


def test_what_changes_while_a_page_is_made_ends_it() -> None:
    def shown() -> None:
        an_oak()
        pagecache.bump(["oak"])

    page = Page(shown)
    assert [page.read(), page.read()] == [1, 2]


def test_a_part_that_is_kept_is_shown_by_the_next_page_too() -> None:
    first, second = Page(an_oak_as_a_part), Page(an_oak_as_a_part)
    first.read()
    second.middleware(RequestFactory().get("/wiki/2/"))
    pagecache.bump(["oak"])
    second.middleware(RequestFactory().get("/wiki/2/"))
    assert second.made == 2


def test_nothing_is_raised_for_nothing() -> None:
    before = version.current()
    pagecache.bump([])
    assert version.current() == before


def test_one_transaction_is_one_change() -> None:
    before = version.current()
    with transaction.atomic():
        pagecache.bump(["oak"])
        pagecache.bump(["elm"])
    assert version.current() == before + 1
    assert [ended_by("oak", since=before), ended_by("elm", since=before)] == [True, True]
    assert not ended_by("oak", "elm", since=before + 1)


def test_what_a_savepoint_takes_back_takes_nothing_else_along() -> None:
    page = Page(an_oak)
    before = page.read()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            pagecache.bump(["elm"])
            raise ZeroDivisionError
        pagecache.bump(["oak"])
    assert page.read() == before + 1


def test_what_a_rollback_takes_back_is_not_raised_later() -> None:
    before = version.current()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pagecache.bump(["elm"])
        raise ZeroDivisionError
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            pagecache.bump(["ash"])
            raise ZeroDivisionError
        pagecache.bump(["oak"])
    assert ended_by("oak", since=before)
    assert not ended_by("elm", "ash", since=before)


def test_what_could_not_be_raised_is_raised_with_the_next_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was committed, and may have hidden something."""
    before = version.current()
    with monkeypatch.context() as patch:
        patch.setattr(version, "RAISE", "no statement")
        patch.setattr(version, "RAISE_ON_POSTGRESQL", "no statement")
        with pytest.raises(DatabaseError):
            pagecache.bump(["elm"])
    assert version.current() == before
    pagecache.bump(["oak"])
    assert ended_by("elm", since=before)


def test_a_number_is_never_lowered() -> None:
    pagecache.bump(["oak"])
    raised = version.current()
    pagecache.bump(["elm"])
    assert ended_by("oak", since=raised - 1)
    assert not ended_by("oak", since=raised)
    assert ended_by("oak", "elm", since=raised)
    assert not ended_by("ash", since=1)


def test_very_many_are_all() -> None:
    page = Page(an_oak)
    before = page.read()
    pagecache.bump(f"leaf {number}" for number in range(version.MANY + 1))
    assert page.read() == before + 1
    assert not ended_by("leaf 1", since=1)
