"""Who may put things right, what for, and what is refused to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from community import contract, trust
from community.inbox import reverting
from community.models import LogEntry
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article
from wiki import services
from wiki.errors import AddressTaken, Invalid, NotAllowed
from wiki.models import Article, Revision

pytestmark = pytest.mark.django_db

Act = Callable[[Article, User], object]
#: Every service with what it is asked for, and what it writes to the log.
ACTS: dict[str, Act] = {
    "protect": lambda a, by: services.protect_article(
        article=a, protection="residents", reason="Streit", by=by
    ),
    "delete": lambda a, by: services.delete_article(article=a, reason="Werbung", by=by),
    "hide": lambda a, by: services.hide_parts(
        article=a, number=1, parts=["summary"], reason="Name", by=by
    ),
    "confirm": lambda a, by: services.confirm_article(article=a, by=by),
    "schedule": lambda a, by: services.schedule_check(article=a, review_by=date(2027, 1, 1), by=by),
    "patrol": lambda a, by: services.patrol_revision(article=a, number=1, by=by),
}


def logged() -> list[tuple[str, str]]:
    return list(LogEntry.objects.values_list("action", "reason").order_by("pk"))


@pytest.mark.parametrize("act", ACTS)
def test_who_may_is_written_down_once_and_nobody_else_changes_anything(act: str) -> None:
    # Everybody with an account may say that an article is still right.
    refused = newcomer(is_active=False) if act == "confirm" else person()
    made = article()
    before, logs = Article.objects.values().get(), logged()
    with pytest.raises(NotAllowed):
        ACTS[act](made, refused)
    assert Article.objects.values().get() == before
    assert logged() == logs
    ACTS[act](made, moderator())
    assert [action for action, _reason in logged()[len(logs) :]] == [act]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_what_others_read_needs_a_reason(reason: str) -> None:
    made, by = article(), moderator()
    with pytest.raises(Invalid) as deleting:
        services.delete_article(article=made, reason=reason, by=by)
    with pytest.raises(Invalid) as hiding:
        services.hide_parts(article=made, number=1, parts=["text"], reason=reason, by=by)
    assert deleting.value.field == hiding.value.field == "reason"
    assert Article.objects.get().state == "live"
    assert not Revision.objects.get().text_hidden


def test_only_protections_that_there_are() -> None:
    made, by = article(), moderator()
    for protection in ("", "nobody", "OPEN"):
        with pytest.raises(Invalid) as refused:
            services.protect_article(article=made, protection=protection, reason="x", by=by)
        assert refused.value.field == "protection"
    assert Article.objects.get().protection == "open"


def test_only_parts_that_there_are_can_be_hidden() -> None:
    made, by = article(), moderator()
    with pytest.raises(Invalid) as refused:
        services.hide_parts(article=made, number=1, parts=["text", "title"], reason="x", by=by)
    assert refused.value.field == "parts"
    assert not Revision.objects.get().text_hidden


def test_what_is_not_named_is_shown_again() -> None:
    made, by = article(), moderator()
    services.hide_parts(article=made, number=1, parts=["summary", "author"], reason="x", by=by)
    services.hide_parts(article=made, number=1, parts=["author"], reason="y", by=by)
    shown = Revision.objects.get()
    assert (shown.summary_hidden, shown.author_hidden, shown.text_hidden) == (False, True, False)


def test_hiding_the_only_text_deletes_the_article() -> None:
    made = article()
    services.hide_parts(article=made, number=1, parts=["text"], reason="Name", by=moderator())
    assert Article.objects.get().state == "deleted"


def test_what_was_deleted_with_its_only_text_comes_back_when_the_text_does() -> None:
    made, by = article(), moderator()
    services.hide_parts(article=made, number=1, parts=["text"], reason="Name", by=by)
    made = Article.objects.get()
    assert not contract.kind("article").is_hidden(made, 0)  # type: ignore[misc]
    with pytest.raises(Invalid):
        services.restore_article(article=made, reason="doch", by=by)
    assert Article.objects.get().state == "deleted"
    services.hide_parts(article=made, number=1, parts=[], reason="doch nicht", by=by)
    assert contract.kind("article").is_hidden(Article.objects.get(), 0)  # type: ignore[misc]
    services.restore_article(article=Article.objects.get(), reason="doch", by=by)
    assert Article.objects.get().state == "live"


def test_an_article_that_was_never_public_cannot_be_given_back() -> None:
    held = article(author=newcomer())
    assert held.published_number == 0
    with pytest.raises(Invalid):
        services.restore_article(article=held, reason="x", by=moderator())
    assert Article.objects.get().state != "live"


def test_a_deleted_article_comes_back_unless_another_has_its_title_meanwhile() -> None:
    made, by = article(), moderator()
    services.delete_article(article=made, reason="Werbung", by=by)
    assert Article.objects.get().state_reason == "Werbung"
    with pytest.raises(NotAllowed):
        services.restore_article(article=made, reason="doch", by=person())
    services.restore_article(article=made, reason="doch", by=by)
    back = Article.objects.get()
    assert (back.state, back.state_reason, back.slug) == ("live", "", "spielplaetze")
    services.delete_article(article=made, reason="Werbung", by=by)
    article()
    with pytest.raises(AddressTaken):
        services.restore_article(article=made, reason="doch", by=by)
    assert Article.objects.get(pk=made.pk).state == "deleted"


def test_a_long_reason_is_kept_in_part() -> None:
    services.delete_article(article=article(), reason="x" * 500, by=moderator())
    assert Article.objects.get().state_reason == "x" * 300


def test_a_confirmed_article_is_due_in_a_year() -> None:
    made, by = article(), moderator()
    services.schedule_check(article=made, review_by=date(2020, 1, 1), by=by)
    services.confirm_article(article=made, by=by)
    now = Article.objects.get()
    assert now.review_by == timezone.localdate() + timedelta(days=365)
    assert now.checked_by == by
    services.schedule_check(article=made, review_by=None, by=by)
    assert Article.objects.get().review_by is None


def test_what_was_seen_by_one_is_seen() -> None:
    made, first, second = article(), moderator(), moderator()
    services.patrol_revision(article=made, number=1, by=first)
    services.patrol_revision(article=made, number=1, by=second)
    services.patrol_revision(article=made, number=99, by=second)
    assert Revision.objects.get().patrolled_by == first
    assert [action for action, _reason in logged()].count("patrol") == 1


@pytest.mark.parametrize("role", [person, newcomer])
def test_only_moderators_put_back_everything_of_somebody(role: Callable[[], User]) -> None:
    author = person()
    article(author=author)
    with pytest.raises(trust.NotAllowed):
        reverting.put_back(user=author, by=role(), reason="Unfug")
    assert Article.objects.get().state == "live"


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (services.accept_contribution, {}),
        (services.refuse_contribution, {"reason": "x"}),
        (services.reopen_contribution, {}),
    ],
)
def test_only_who_may_decide_decides(act: Callable[..., object], more: dict[str, Any]) -> None:
    made = article()
    held = services.save_edit(
        article=made, base_revision=1, body="Neu.\n", author=newcomer()
    ).revision
    for by in (person(), newcomer()):
        with pytest.raises(NotAllowed):
            act(article=made, number=held.number, by=by, **more)
    assert Revision.objects.get(number=held.number).state == "held"
