"""What becomes of contributions, at the steps that all kinds share: lost swaps, decisions, undoing.

What follows from it for one kind stands with that kind; tests/community/test_kinds.py goes through
all of them by way of the inbox. Somebody who is quicker is let in between reading and writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from community import cases, contributing
from community.contract import CannotDecide
from community.models import Case, LogEntry
from districts import services as directory
from districts.models import Actor, Project
from districts.services import waiting as directory_waiting
from districts.services.edit_conflicts import EditConflict as FieldsConflict
from districts.services.signature import Signature
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article
from versions.append import SwapLost
from versions.models import AbstractRevision
from wiki import services
from wiki.errors import EditConflict, Invalid
from wiki.models import Article
from wiki.services import waiting as wiki_waiting

State = AbstractRevision.State
PARTS = {"Eins.": "Eins neu.", "Zwei.": "Zwei neu.", "Drei.": "Drei neu."}
TEXT = "\n\n".join(PARTS)


@dataclass(frozen=True)
class Kind:
    """How something is begun and changed, who decides about it, and what its refusals are."""

    waiting: contributing.Contributions[Any, Any]
    begin: Callable[[User], Any]
    change: Callable[[Any, str, User, int], Any]
    not_waiting: type[Exception]
    conflict: type[Exception]


def change_article(thing: Any, text: str, author: User, base: int) -> None:
    services.save_edit(article=thing, base_revision=base, body=text, author=author)


def change_actor(thing: Any, text: str, author: User, base: int) -> None:
    # Another instance: whoever writes has read the entry by themselves.
    other = Actor.objects.get(pk=thing.pk)
    directory.update_actor(actor=other, description=text, base=base, signature=Signature(author))


ARTICLE = Kind(
    wiki_waiting.WAITING,
    lambda author: article("Lindwurm", TEXT, author=author),
    change_article,
    wiki_waiting.NotHeld,
    EditConflict,
)
ACTOR = Kind(
    directory_waiting.WAITING,
    lambda author: directory.create_actor(
        name="Lindwurm", sector="citizens", description=TEXT, signature=Signature(author)
    ),
    change_actor,
    CannotDecide,
    FieldsConflict,
)


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.fixture(params=[ARTICLE, ACTOR], ids=["article", "actor"])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def by(db: None) -> User:
    return moderator()


@pytest.fixture
def thing(kind: Kind, db: None) -> Any:
    """Something public, with its third paragraph changed by a newcomer in a held revision 2."""
    made = kind.begin(person())
    kind.change(made, changed("Drei."), newcomer(), 1)
    return read(made)


@pytest.fixture
def new(kind: Kind, db: None) -> Any:
    """Something new of a newcomer, which waits as a whole."""
    return read(kind.begin(newcomer()))


def changed(*paragraphs: str) -> str:
    text = TEXT
    for paragraph in paragraphs:
        text = text.replace(paragraph, PARTS[paragraph])
    return text


def read(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def revision(thing: Any, number: int) -> Any:
    return thing.revisions.get(number=number)


def words(thing: Any) -> str:
    """What the public reads."""
    row = revision(thing, read(thing).published_number)
    text: str = row.body if isinstance(thing, Article) else row.fields["description"]
    return text.strip()


def states(thing: Any) -> list[str]:
    return list(thing.revisions.order_by("number").values_list("state", flat=True))


class TestRetried:
    """`retried` by itself: what is read again, when it waits, and what it lets pass."""

    @staticmethod
    def run(losses: int, error: type[Exception] = SwapLost) -> tuple[list[str], Any]:
        """Lose so many times; return what happened in order, and what came of it."""
        happened: list[str] = []

        def prepare() -> int:
            happened.append("read")
            return happened.count("read")

        def commit(plan: int) -> str:
            happened.append("write")
            LogEntry.objects.create(action=f"try {plan}", title="")
            if plan <= losses:
                raise error
            return f"plan {plan}"

        def lock() -> None:
            assert connection.in_atomic_block
            happened.append("lock")

        try:
            return happened, contributing.retried(prepare, commit, lock)
        except error as raised:
            return happened, type(raised)

    @pytest.mark.parametrize(
        ("losses", "happened"),
        [
            (0, ["read", "write"]),
            (1, ["read", "write"] * 2),
            (2, [*["read", "write"] * 2, "lock", "read", "write"]),
        ],
    )
    def test_each_try_reads_again_and_the_last_one_waits(
        self, losses: int, happened: list[str], db: None
    ) -> None:
        assert self.run(losses) == (happened, f"plan {losses + 1}")
        left = LogEntry.objects.values_list("action", flat=True)
        assert list(left) == [f"try {losses + 1}"], "what was lost leaves nothing behind"

    def test_who_loses_under_the_lock_hears_of_it(self, db: None) -> None:
        happened, raised = self.run(3)
        assert (happened.count("lock"), happened.count("write"), raised) == (1, 3, SwapLost)
        assert not LogEntry.objects.exists()

    def test_any_other_error_is_not_tried_again(self, db: None) -> None:
        assert self.run(1, error=ValueError) == (["read", "write"], ValueError)
        assert not LogEntry.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_reading_is_outside_of_the_transaction_until_it_waits(self) -> None:
        inside: list[bool] = []

        def commit(_plan: None) -> None:
            if len(inside) < 3:
                raise SwapLost

        contributing.retried(
            lambda: inside.append(connection.in_atomic_block), commit, lambda: None
        )
        assert inside == [False, False, True]


@contextmanager
def somebody_quicker(
    kind: Kind, monkeypatch: pytest.MonkeyPatch, *paragraphs: str
) -> Iterator[list[str]]:
    """After each reading somebody else changes the next of these; say what happened in order."""
    happened: list[str] = []
    left = list(paragraphs)
    done: list[str] = []
    usual_read, usual_lock = kind.waiting.read, kind.waiting.lock

    def reading(thing: Any) -> Any:
        here = usual_read(thing)
        happened.append("read")
        if left:
            done.append(left.pop(0))
            kind.change(here, changed(*done), person(), read(here).head_number)
        return here

    def locking(thing: Any) -> None:
        happened.append("lock")
        usual_lock(thing)

    monkeypatch.setattr(kind.waiting, "read", reading)
    monkeypatch.setattr(kind.waiting, "lock", locking)
    yield happened


class TestAccept:
    def test_upon_the_head_it_is_the_head_itself(self, kind: Kind, thing: Any, by: User) -> None:
        public = kind.waiting.accept(thing, 2, by)
        assert (public.number, read(thing).head_number) == (2, 2)
        assert states(thing) == ["live", "live"]
        assert words(thing) == changed("Drei.")

    def test_something_new_is_public(self, kind: Kind, new: Any, by: User) -> None:
        assert kind.waiting.is_upon_head(new, revision(new, 1))
        kind.waiting.accept(new, 1, by)
        assert (states(new), read(new).published_number) == (["live"], 1)

    def test_beside_the_head_it_is_combined_in_its_authors_name(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        kind.change(thing, changed("Eins."), person(), 1)
        public = kind.waiting.accept(thing, 2, by)
        assert (public.number, sorted(public.parents)) == (4, [2, 3])
        assert public.author == revision(thing, 2).author
        assert states(thing) == ["live", "accepted", "live", "live"]
        assert words(thing) == changed("Eins.", "Drei.")

    def test_a_lost_swap_combines_with_who_was_quicker(
        self, kind: Kind, thing: Any, by: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with somebody_quicker(kind, monkeypatch, "Eins.") as happened:
            kind.waiting.accept(thing, 2, by)
        assert happened == ["read", "read"]
        assert states(thing) == ["live", "accepted", "live", "live"]
        assert words(thing) == changed("Eins.", "Drei.")
        assert Case.objects.get().state == Case.State.ACCEPTED

    def test_after_two_lost_swaps_it_waits_for_its_turn(
        self, kind: Kind, thing: Any, by: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with somebody_quicker(kind, monkeypatch, "Eins.", "Zwei.") as happened:
            kind.waiting.accept(thing, 2, by)
        assert happened == ["read", "read", "lock", "read"]
        assert words(thing) == changed("Eins.", "Zwei.", "Drei.")
        assert LogEntry.objects.filter(action="accept").count() == 1

    @pytest.mark.parametrize(("what", "number"), [("thing", 2), ("new", 1)])
    def test_what_a_moderator_has_hidden_is_not_published(
        self, kind: Kind, by: User, what: str, number: int, request: pytest.FixtureRequest
    ) -> None:
        """Whoever decides sees nothing of it: accepting would show it to everybody."""
        waits = request.getfixturevalue(what)
        was, public = states(waits), read(waits).published_number
        waits.revisions.filter(number=number).update(text_hidden=True)
        with pytest.raises((Invalid, CannotDecide)) as refused:
            kind.waiting.accept(read(waits), number, by)
        assert "verborgen" in str(refused.value)
        assert (states(waits), read(waits).published_number) == (was, public)
        waits.revisions.filter(number=number).update(text_hidden=False)
        assert kind.waiting.accept(read(waits), number, by)

    def test_what_overlaps_stays_as_it_was(self, kind: Kind, thing: Any, by: User) -> None:
        kind.change(thing, TEXT.replace("Drei.", "Drei alt."), person(), 1)
        with pytest.raises(kind.conflict):
            kind.waiting.accept(thing, 2, by)
        assert states(thing) == ["live", "held", "live"]
        assert Case.objects.get().state == Case.State.OPEN

    def test_whom_the_kind_refuses_changes_nothing(
        self, kind: Kind, thing: Any, by: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def check(*_args: object) -> None:
            raise CannotDecide("Nein.")

        monkeypatch.setattr(kind.waiting, "check", check)
        with pytest.raises(CannotDecide):
            kind.waiting.accept(thing, 2, by)
        assert states(thing) == ["live", "held"]


@pytest.mark.django_db
class TestDirectory:
    """What is the directory's own."""

    def test_what_was_taken_back_since_does_not_return_with_a_promotion(self, by: User) -> None:
        actor = directory.create_actor(name="Lindwurm", sector="citizens", description=TEXT)
        change_actor(actor, changed("Drei."), newcomer(), 1)
        assert ACTOR.waiting.is_upon_head(read(actor), revision(actor, 2))
        base, held = revision(actor, 1), revision(actor, 2)
        base.taken_back, held.fields["phone"] = ["phone"], "0711 1"
        for row in (base, held):
            row.save()
        with pytest.raises(FieldsConflict):
            ACTOR.waiting.accept(read(actor), 2, by)
        assert (states(actor), read(actor).phone) == (["live", "held"], "")

    def test_only_who_takes_care_lets_it_say_that_it_did_not_hold(self) -> None:
        project = directory.create_project(title="Bank", summary="x", status="running")
        carer, reviewer = person(), person()
        directory.take_charge(project, carer)
        fields = {"status": "failed"}
        held = project.revisions.model(fields=fields)
        with pytest.raises(CannotDecide):
            directory_waiting.WAITING.check(project, held, reviewer)
        directory_waiting.WAITING.check(project, held, carer)
        Project.objects.filter(pk=project.pk).update(status="failed")
        directory_waiting.WAITING.check(read(project), held, reviewer)


@pytest.mark.django_db(transaction=True)
def test_all_that_are_accepted_at_one_moment_are_public(kind: Kind) -> None:
    """With real commits: each loses to the others, and in the end every paragraph is changed."""
    thing = kind.begin(person())
    for paragraph in PARTS:
        kind.change(thing, changed(paragraph), newcomer(), 1)
    deciding = moderator()
    barrier = Barrier(len(PARTS))

    def accept(number: int) -> str:
        try:
            barrier.wait()
            kind.waiting.accept(read(thing), number, deciding)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(PARTS)) as pool:
        assert list(pool.map(accept, (2, 3, 4))) == ["done"] * 3
    assert words(thing) == changed(*PARTS)
    assert Case.objects.filter(state=Case.State.ACCEPTED).count() == 3


class TestDecidedOnce:
    def test_what_was_accepted_waits_no_more(self, kind: Kind, thing: Any, by: User) -> None:
        kind.waiting.accept(thing, 2, by)
        thing = read(thing)
        acts: list[Callable[[], object]] = [
            lambda: kind.waiting.accept(thing, 2, person()),
            lambda: kind.waiting.refuse(thing, 2, person(), "Nein."),
            lambda: kind.waiting.withdraw(thing, 2),
        ]
        for act in acts:
            with pytest.raises(kind.not_waiting):
                act()
        case = Case.objects.get()
        assert (case.state, case.decided_by) == (Case.State.ACCEPTED, by)
        assert LogEntry.objects.filter(action__in=["accept", "refuse"]).count() == 1
        assert states(thing) == ["live", "live"]

    @pytest.mark.parametrize("number", [1, 3])
    def test_what_never_waited_is_not_decided(
        self, kind: Kind, thing: Any, by: User, number: int
    ) -> None:
        with pytest.raises(kind.not_waiting):
            kind.waiting.accept(thing, number, by)

    def test_a_case_that_a_page_has_closed_stays_closed(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        first = person()
        with transaction.atomic():
            cases.close(case=Case.objects.get(), state=Case.State.ACCEPTED, by=first)
        kind.waiting.accept(thing, 2, by)
        assert Case.objects.get().decided_by == first
        assert LogEntry.objects.filter(action="accept").count() == 1


class TestRefuse:
    def test_a_change_is_set_aside_and_its_author_learns_why(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        kind.waiting.refuse(thing, 2, by, "Steht schon da.")
        assert states(thing) == ["live", "refused"]
        case = Case.objects.get()
        assert (case.state, case.decision) == (Case.State.REFUSED, "Steht schon da.")
        assert words(thing) == TEXT

    def test_something_new_is_nowhere(self, kind: Kind, new: Any, by: User) -> None:
        kind.waiting.refuse(new, 1, by, "Nein.")
        assert (states(new), read(new).published_number) == (["refused"], 0)
        assert read(new).state != "live"


class TestWithdraw:
    def test_a_guest_takes_back_their_name_too(self, kind: Kind, thing: Any) -> None:
        thing.revisions.filter(number=2).update(author=None, author_name="Ruth")
        Case.objects.update(author=None, author_name="Ruth", mail="ruth@example.org")
        kind.waiting.withdraw(thing, 2)
        assert (revision(thing, 2).state, revision(thing, 2).author_name) == ("replaced", "")
        case = Case.objects.get()
        assert (case.state, case.author_name, case.mail) == (Case.State.WITHDRAWN, "", "")


class TestReopen:
    """What can be taken back depends on what became of the revision, and on what came after."""

    def test_what_was_refused_waits_again(self, kind: Kind, thing: Any, by: User) -> None:
        kind.waiting.refuse(thing, 2, by, "Nein.")
        assert kind.waiting.reopen(read(thing), 2)
        assert states(thing) == ["live", "held"]

    def test_something_new_that_was_refused_waits_again(
        self, kind: Kind, new: Any, by: User
    ) -> None:
        kind.waiting.refuse(new, 1, by, "Nein.")
        assert kind.waiting.reopen(read(new), 1)
        assert (states(new), read(new).state) == (["held"], "held")

    def test_what_was_promoted_waits_again_and_its_parent_is_public(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        kind.waiting.accept(thing, 2, by)
        assert kind.waiting.reopen(read(thing), 2)
        assert (states(thing), words(thing)) == (["live", "held"], TEXT)
        assert kind.waiting.accept(read(thing), 2, by).number == 2

    def test_something_new_that_was_accepted_waits_again(
        self, kind: Kind, new: Any, by: User
    ) -> None:
        kind.waiting.accept(new, 1, by)
        assert kind.waiting.reopen(read(new), 1)
        now = read(new)
        assert (states(new), now.published_number, now.state) == (["held"], 0, "held")

    def test_what_others_built_upon_stays(self, kind: Kind, thing: Any, by: User) -> None:
        kind.waiting.accept(thing, 2, by)
        kind.change(thing, changed("Eins.", "Drei."), person(), 2)
        assert not kind.waiting.reopen(read(thing), 2)
        assert states(thing) == ["live", "live", "live"]

    def test_it_does_not_bring_back_what_was_hidden_meanwhile(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        kind.waiting.accept(thing, 2, by)
        thing.revisions.filter(number=1).update(text_hidden=True)
        assert not kind.waiting.reopen(read(thing), 2)
        assert (states(thing), read(thing).head_number) == (["live", "live"], 2)

    def test_something_new_stays_when_a_change_waits_upon_it(
        self, kind: Kind, new: Any, by: User
    ) -> None:
        """The change could not be accepted: it would wait upon nothing."""
        kind.waiting.accept(new, 1, by)
        kind.change(new, changed("Eins."), newcomer(), 1)
        assert not kind.waiting.reopen(read(new), 1)
        assert states(new) == ["live", "held"]
        kind.waiting.accept(read(new), 2, by)
        assert words(new) == changed("Eins.")

    def test_what_somebody_else_has_moved_on_meanwhile_stays(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        """Read before, written after: whoever takes the decision back hears that it stands."""
        kind.change(thing, changed("Eins."), person(), 1)
        kind.waiting.accept(read(thing), 2, by)
        seen = read(thing)
        kind.change(thing, changed("Eins.", "Zwei.", "Drei."), newcomer(), 4)
        assert not kind.waiting.reopen(seen, 2)
        assert states(thing) == ["live", "accepted", "live", "live", "held"]
        assert words(thing) == changed("Eins.", "Drei.")

    @pytest.mark.parametrize("number", [1, 2, 7])
    def test_what_nobody_has_decided_stays(self, kind: Kind, thing: Any, number: int) -> None:
        """The head that was never held, what still waits, and what there is not."""
        before = states(thing)
        assert not kind.waiting.reopen(thing, number)
        assert states(thing) == before

    def test_something_new_that_was_shown_or_hidden_since_stays(
        self, kind: Kind, new: Any, by: User
    ) -> None:
        kind.waiting.accept(new, 1, by)
        type(new).objects.filter(pk=new.pk).update(state="hidden")
        assert not kind.waiting.reopen(read(new), 1)
        assert (states(new), read(new).published_number) == (["live"], 1)

    def test_what_was_combined_is_taken_apart_in_the_directory_alone(
        self, kind: Kind, thing: Any, by: User
    ) -> None:
        kind.change(thing, changed("Eins."), person(), 1)
        kind.waiting.accept(thing, 2, by)
        done = kind.waiting.reopen(read(thing), 2)
        assert done == (kind is ACTOR)
        if done:
            assert states(thing) == ["live", "held", "live", "live", "live"]
            assert words(thing) == changed("Eins.")
        else:
            assert words(thing) == changed("Eins.", "Drei.")

    @pytest.mark.parametrize("since", ["built upon", "hidden"])
    def test_what_was_combined_stays_when(
        self, thing: Any, by: User, kind: Kind, since: str
    ) -> None:
        kind.change(thing, changed("Eins."), person(), 1)
        kind.waiting.accept(thing, 2, by)
        if since == "hidden":
            thing.revisions.filter(number=3).update(text_hidden=True)
        else:
            kind.change(thing, changed(*PARTS), person(), 4)
        before = states(thing)
        assert not kind.waiting.reopen(read(thing), 2)
        assert states(thing) == before

    def test_what_its_author_took_back_waits_again_in_the_directory_alone(
        self, kind: Kind, thing: Any
    ) -> None:
        kind.waiting.withdraw(thing, 2)
        assert kind.waiting.reopen(read(thing), 2) == (kind is ACTOR)
        assert revision(thing, 2).state == ("held" if kind is ACTOR else "replaced")

    def test_an_article_does_not_take_back_a_title_that_another_has_now(self, by: User) -> None:
        made = article("Lindwurm", TEXT, author=person())
        services.save_edit(
            article=made, base_revision=1, title="Drachen", body=TEXT, author=newcomer()
        )
        ARTICLE.waiting.accept(read(made), 2, by)
        article("Lindwurm", author=person())
        assert not ARTICLE.waiting.reopen(read(made), 2)
        assert (read(made).title, states(made)) == ("Drachen", ["live", "live"])


class TestHold:
    def hold(self, thing: Any, held: Any) -> Case:
        return contributing.hold(
            thing,
            held,
            kind="article",
            title="Lindwurm",
            url=lambda number: f"/hier/{number}/",
            scopes=[("district", 7)],
            because="new",
            sender=cases.Sender(name="Ruth", mail="ruth@example.org"),
        )

    def unsaved(self, thing: Any) -> Any:
        return thing.revisions.model(title="Neu", body="Neu.", topics=[], size=4, summary="mehr")

    def test_it_waits_beside_the_head_with_a_case(self, db: None) -> None:
        made = article("Lindwurm", TEXT)
        case = self.hold(made, self.unsaved(made))
        assert states(made) == ["live", "held"]
        assert (read(made).head_number, read(made).last_number) == (1, 2)
        assert (case.number, case.url, case.words) == (2, "/hier/2/", "mehr")
        assert (case.held_because, case.author_name) == ("new", "Ruth")
        assert list(case.scopes.values_list("kind", "pk_in_kind")) == [("district", 7)]

    def test_when_the_swap_is_lost_nothing_waits(self, db: None) -> None:
        made = article("Lindwurm", TEXT)
        late = read(made)
        change_article(made, changed("Eins."), person(), 1)
        with pytest.raises(SwapLost):
            self.hold(late, self.unsaved(late))
        assert not Case.objects.exists()
        assert states(made) == ["live", "live"]
