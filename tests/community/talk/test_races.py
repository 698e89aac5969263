"""Several people speak, settle and hide at one moment: each once, nothing after it is over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from community import decisions
from community.models import Case, Comment, Happening, LogEntry
from community.talk import discussion, resolving, threads
from community.talk.discussion import CommentError, CommentWriter
from tests.community.factories import KIND, Board, Note
from tests.people import moderator, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long("six at one moment")]
AT_ONCE = 6


def together(acts: list[Callable[[], object]]) -> list[object]:
    """Run all at one moment, each with its own connection; return what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except CommentError as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def asking(note: Note, **more: object) -> Callable[[], object]:
    writer = CommentWriter(user=person())
    return partial(
        discussion.write_comment,
        kind=KIND,
        pk=note.pk,
        words="Wann?",
        writer=writer,
        **more,  # type: ignore[arg-type]
    )


def accepting(note: Note) -> Callable[[], object]:
    _made, case = discussion.write_comment(
        kind=KIND, pk=note.pk, words="Wo?", writer=CommentWriter(name="Anke")
    )
    assert case is not None
    return partial(decisions.accept, case=case, by=moderator())


def test_each_question_gets_a_number_of_its_own(board: Board) -> None:
    note = board.pin()
    together([*(asking(note) for _one in range(3)), *(accepting(note) for _one in range(3))])
    numbers = Comment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert Happening.objects.count() == 6


def test_one_of_many_settles(board: Board) -> None:
    asked = board.say(author=person(), number=1)
    acts = [
        partial(resolving.resolve_thread, comment=Comment.objects.get(pk=asked.pk), by=moderator())
        for _one in range(AT_ONCE)
    ]
    assert sorted(map(str, together(acts))) == ["False"] * (AT_ONCE - 1) + ["True"]
    assert LogEntry.objects.filter(action="resolve").count() == 1


def test_who_answers_while_it_is_hidden_is_read_by_nobody(board: Board) -> None:
    asked = board.say(author=person(), number=1)
    note = board.notes[asked.place_pk]
    acts = [asking(note, parent=Comment.objects.get(pk=asked.pk)) for _one in range(AT_ONCE - 1)]
    acts.append(partial(discussion.move, Comment.objects.get(pk=asked.pk), "hidden"))
    together(acts)
    assert threads.talk(KIND, note.pk) == []
    assert not Comment.objects.public().exists()
    assert not Comment.objects.filter(parent=None).exclude(pk=asked.pk).exists()


def test_settling_what_is_being_hidden_leaves_it_hidden(board: Board) -> None:
    asked = board.say(author=person(), number=1)
    stale = Comment.objects.get(pk=asked.pk)
    discussion.move(asked, "hidden")
    assert not resolving.resolve_thread(comment=stale, by=moderator())
    asked.refresh_from_db()
    assert (asked.state, asked.resolved_at) == ("hidden", None)
    assert not Case.objects.exists()
