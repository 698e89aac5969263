"""What the inbox of `community` asks of pictures: see `community.contract.Kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.person import Person
from community import log
from community.contract import CannotDecide, Key, Written
from community.people.erasure_ledger import LedgerUnwritable
from pictures import services
from pictures.errors import FileMissing, StateChanged
from pictures.models import Picture
from pictures.services import objecting
from pictures.showing import shown_large
from pictures.subject import SUBJECT

State = Picture.State


def _carried_out(act: Callable[[], None]) -> None:
    try:
        act()
    except StateChanged as error:
        raise CannotDecide(_("This picture does not wait any more.")) from error
    except FileMissing as error:
        raise CannotDecide(_("The file of this picture is missing.")) from error


def accept(picture: Picture, number: int, user: User) -> None:
    """Let everybody see it, unless somebody who is in it waits for an answer."""
    if objecting.is_objected_to(picture):
        raise CannotDecide(
            _("Somebody in this picture does not want to be there. Please decide that first.")
        )
    _carried_out(lambda: services.accept_picture(picture=picture, by=user))


def refuse(picture: Picture, number: int, user: User, reason: str) -> None:
    """Let nobody but its uploader and those who decide see it."""
    _carried_out(lambda: services.refuse_picture(picture=picture, by=user, reason=reason))


def hide(picture: Picture, number: int, user: User, reason: str) -> bool:
    """Take it from the public; says whether it was there."""
    was_public = picture.is_public
    if picture.state in (State.LIVE, State.HELD, State.REFUSED):
        _carried_out(lambda: services.move(picture, State.HIDDEN))
    return was_public


def show(picture: Picture, number: int, user: User) -> bool:
    """Give it back to the public."""
    if picture.state != State.HIDDEN:
        return False
    _carried_out(lambda: services.move(picture, State.LIVE))
    log.write(action="show", who=user, kind=SUBJECT.key, pk=picture.pk, title=picture.title)
    return True


def destroy(picture: Picture, number: int, user: User) -> None:
    """Destroy it, and refuse its files for ever: somebody who is in it does not want to be seen."""
    try:
        services.destroy_picture(picture=picture, by=user)
    except LedgerUnwritable as error:
        raise CannotDecide(
            _(
                "The picture cannot be destroyed at the moment: the list of what is never to come"
                " back is not writable. It stays hidden. Please tell whoever runs this site."
            )
        ) from error


def is_hidden(picture: Picture, number: int) -> bool:
    """Say whether it can be shown again."""
    return picture.state == State.HIDDEN


def withdraw(picture: Picture, number: int) -> None:
    """Destroy it before it was public: who gave it has taken it back."""
    _carried_out(lambda: services.move(picture, State.DELETED))
    services.forget_words(picture)


def reopen(picture: Picture, number: int, user: User) -> bool:
    """Let it wait again, unless somebody has hidden it since."""
    return services.hold_again(picture=picture)


def preview(picture: Picture, number: int) -> tuple[str, dict[str, Any]]:
    """Return what is to be decided: the picture, and all that is said of it."""
    return "pictures/_preview.html", {"picture": picture, "shown": shown_large(picture)}


def excerpts(keys: Iterable[Key]) -> dict[Key, str]:
    """Return what is to be seen in pictures."""
    rows = Picture.objects.filter(pk__in=[pk for pk, _number in keys])
    return {(pk, 0): words for pk, words in rows.values_list("pk", "description")}


def keys(user: Person) -> QuerySet[Any, Any]:
    """Return what those who decide know of."""
    return Picture.objects.visible_to(user).values("pk")


def authors(picture: Picture, number: int) -> Iterable[User]:
    """Return who gave it."""
    return [picture.uploaded_by_user] if picture.uploaded_by_user else []


def shown_at(match: ResolverMatch) -> tuple[int, int] | None:
    """Return the picture that an address names."""
    return (match.kwargs["pk"], 0) if match.view_name.startswith("pictures:picture") else None


def changed_by(author: User) -> QuerySet[Picture]:
    """Return what an account has given and everybody can see, newest first."""
    rows = Picture.objects.shared().live().filter(uploaded_by_user=author)
    return rows.order_by("-created_at")


def written(author: User, end: int) -> Iterable[Written]:
    """Return what an account has given last and everybody could see once."""
    rows = Picture.objects.shared().filter(uploaded_by_user=author)
    rows = rows.filter(state__in=(State.LIVE, State.HIDDEN))
    return [
        Written(
            pk=picture.pk,
            when=picture.created_at,
            title=picture.title,
            url=picture.get_absolute_url() if picture.is_public else "",
            is_public=picture.is_public,
        )
        for picture in rows.order_by("-created_at", "-pk")[:end]
    ]


DECIDING: dict[str, Callable[..., Any]] = {
    "keys": keys,
    "accept": accept,
    "refuse": refuse,
    "hide": hide,
    "show": show,
    "is_hidden": is_hidden,
    "destroy": destroy,
    "withdraw": withdraw,
    "reopen": reopen,
    "preview": preview,
    "excerpts": excerpts,
    "authors": authors,
    "shown_at": shown_at,
    "changed_by": changed_by,
    "written": written,
}
