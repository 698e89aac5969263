"""What the inbox asks of comments: see `community.contract.Kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import log, trust
from community.contract import CannotDecide, Key, Written
from community.models import Comment
from community.subjects import SUBJECTS, Subject
from community.talk import audience, discussion, passages, places

State = Comment.State


def load(pk: int) -> Comment | None:
    """Return a comment whatever its state."""
    return Comment.objects.filter(pk=pk).select_related("author", "parent__author").first()


def url(comment: Comment) -> str:
    """Return where it is read, or will be; of a hidden one, where it can be shown again."""
    if comment.state == State.HIDDEN:
        return reverse("community:comment", args=[comment.pk])
    return discussion.url_of(comment) or reverse("community:inbox")


def place_url(pk: int) -> str:
    """Return where everybody reads what a comment is about; "" where they cannot."""
    comment = load(pk)
    about, thing = _about(comment) if comment else (COMMENTS, None)
    return about.url(thing) if thing is not None and about.visible_to(thing, None) else ""


def visible_to(comment: Comment, user: trust.Person) -> bool:
    """Say whether somebody may know of the comment: public ones, and the page they stand on.

    Those who hide comments know of the hidden ones.
    """
    if trust.may(user, "see_hidden", comment) and _state_of(comment) == State.HIDDEN:
        return True
    if not Comment.objects.visible_to(user).filter(pk=comment.pk).exists():
        return False
    about, thing = _about(comment)
    return thing is not None and about.visible_to(thing, user)


def city_of(comment: Comment) -> Any:
    """Return the town of what it is about."""
    about, thing = _about(comment)
    return None if thing is None else about.city_of(thing)


def _about(comment: Comment) -> tuple[Subject, Any]:
    about = SUBJECTS.get(comment.place_kind, COMMENTS)
    return about, None if about is COMMENTS else about.load(comment.place_pk)


def keys(user: trust.Person) -> QuerySet[Any, Any]:
    """Return what those who may decide about comments know of: all that moderators did not hide.

    What was said among two is decided by moderators.
    """
    rows = Comment.objects.exclude(state=State.HIDDEN)
    if not trust.may(user, "moderate", trust.EVERYWHERE):
        rows = rows.filter(audience.heard_by(user))
    return rows.values("pk")


def accept(comment: Comment, number: int, user: User) -> None:
    """Let everybody read it."""
    if comment.parent is not None and comment.parent.state != State.LIVE:
        raise CannotDecide(_("What this answers is not public. Please decide about that first."))
    discussion.publish(comment)


def refuse(comment: Comment, number: int, user: User, reason: str) -> None:
    """Let nobody read it."""
    discussion.move(comment, State.REFUSED)


def hide(comment: Comment, number: int, user: User, reason: str) -> bool:
    """Take it, and the answers below it, from the public; says whether it was there."""
    if discussion.move(comment, State.HIDDEN, only_from={State.LIVE}):
        return True
    discussion.move(comment, State.HIDDEN, only_from={State.HELD})
    return False


def withdraw(comment: Comment, number: int) -> None:
    """Take it back before it was public."""
    discussion.move(comment, State.WITHDRAWN)


def reopen(comment: Comment, number: int, user: User) -> bool:
    """Let it wait again, unless somebody has hidden it since."""
    return discussion.move(comment, State.HELD, only_from={State.LIVE, State.REFUSED})


def show(comment: Comment, number: int, user: User) -> bool:
    """Give it back to the public."""
    if not discussion.move(comment, State.LIVE, only_from={State.HIDDEN}):
        return False
    log.write(action="show", who=user, kind=discussion.KIND, pk=comment.pk, title=str(comment))
    return True


def is_hidden(comment: Comment, number: int) -> bool:
    """Say whether it can be shown again."""
    return _state_of(comment) == State.HIDDEN


def _state_of(comment: Comment) -> str:
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)


def preview(comment: Comment, number: int) -> tuple[str, dict[str, Any]]:
    """Return what is to be decided: all that would be read, and what it answers.

    Words of a text that it asks about are quoted where everybody may read them.
    """
    about, thing = _about(comment)
    where = places.found(about.key)
    asked = passages.shown([comment], where, thing, None) if where and thing is not None else {}
    context = {
        "comment": comment,
        "parent": comment.parent,
        "passage": asked.get(comment.pk),
    }
    return "community/comment_preview.html", context


def excerpts(keys: Iterable[Key]) -> dict[Key, str]:
    """Return the words of comments, and before them what they are about."""
    rows = Comment.objects.filter(pk__in=[pk for pk, _number in keys])
    return {
        (pk, 0): f"{subject}\n\n{words}" if subject else words
        for pk, subject, words in rows.values_list("pk", "subject", "words")
    }


def authors(comment: Comment, number: int) -> Iterable[User]:
    """Return whose words they are, where they have an account."""
    return [comment.author] if comment.author else []


def shown_at(match: ResolverMatch) -> tuple[int, int] | None:
    """Return the comment that an address of its own names."""
    if match.view_name != "community:comment":
        return None
    return match.kwargs["pk"], 0


def changed_by(author: User) -> QuerySet[Comment]:
    """Return what an account has said and everybody can read, newest first."""
    return Comment.objects.filter(author=author, state=State.LIVE).order_by("-created")


def written(author: User, end: int) -> Iterable[Written]:
    """Return what an account has said last and everybody could read once."""
    rows = Comment.objects.filter(author=author, state__in=(State.LIVE, State.HIDDEN))
    return [
        Written(
            pk=comment.pk,
            when=comment.created,
            title=str(comment),
            url=reverse("community:comment", args=[comment.pk]),
            is_public=State.LIVE == comment.state == (comment.parent or comment).state,
        )
        for comment in rows.select_related("parent").order_by("-created", "-pk")[:end]
    ]


COMMENTS = Subject(
    key=discussion.KIND,
    one=gettext_lazy("Comment"),
    many=gettext_lazy("Comments"),
    load=load,
    url=url,
    visible_to=visible_to,
    city_of=city_of,
)
DECIDING: dict[str, Callable[..., Any]] = {
    "keys": keys,
    "accept": accept,
    "refuse": refuse,
    "hide": hide,
    "reopen": reopen,
    "show": show,
    "is_hidden": is_hidden,
    "withdraw": withdraw,
    "preview": preview,
    "excerpts": excerpts,
    "authors": authors,
    "shown_at": shown_at,
    "changed_by": changed_by,
    "written": written,
}
