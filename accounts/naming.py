"""Which name may somebody give themselves? One that is a name, and nobody's who decides here.

Readers tell by the name who speaks. So people without an office here take neither the name of an
office, nor that of somebody who has one, nor that of the site or its operator, however disguised
(`text.lookalikes`). People whose account an administrator makes for an office may be called by it.

The app that knows the site's own names says so once, from `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from text import lookalikes, names, offices

LONGEST = 80
#: A shorter name of a site ("Ost") stands at the beginning of too many honest names.
SHORTEST_SPEAKER = 6

_ask: Callable[[], Iterable[str]] = tuple
_offices: list[Callable[[], Q]] = []


class NameRefused(ValueError):
    """Nobody may be called like this; the message says why."""


def register(source: Callable[[], Iterable[str]]) -> None:
    """Say where the names of the site and of its operator come from."""
    global _ask
    _ask = source


def register_office(condition: Callable[[], Q]) -> None:
    """Say of which accounts it is true that they decide here, beside those we know of."""
    _offices.append(condition)


def checked(name: str, *, bearer: User | None = None, has_office: bool = False) -> str:
    """Return a name as it is kept; raises `NameRefused`.

    `bearer` is the account that asks for it (None: a guest, or somebody new). Its present name it
    may keep. `has_office` tells that the account is made for somebody who looks after the site.
    """
    text = names.clean(name)
    if bearer is not None and bearer.name in (name, text):
        return bearer.name
    why = _wrong(text)
    if why:
        raise NameRefused(why)
    office = has_office or (bearer is not None and _has_office(bearer))
    why = ("" if office else _sounds_like_office(text)) or _taken(text, bearer)
    if why:
        raise NameRefused(why)
    return text


def _wrong(text: str) -> str:
    """Return what is wrong with the name itself."""
    why = names.problem(text)
    if why:
        return str(names.PROBLEMS[why])
    if not any(char.isalnum() for char in text):
        return str(names.PROBLEMS["empty"])
    if lookalikes.mixes_scripts(text):
        return _("This mixes letters of several alphabets. Please use one of them.")
    return _("This name is too long.") if len(text) > LONGEST else ""


def _sounds_like_office(text: str) -> str:
    """Return what to say to somebody whose name speaks for the site, and may be their real one."""
    if offices.names_office(text):
        return _(
            "This name has a word in it like “Admin” or “Redaktion”, so that others could think "
            "that you look after this site. Please leave the word out or shorten it, for example "
            "“Anne R.”."
        )
    bones, alone = lookalikes.skeleton(text), offices.without_speakers(text)
    speakers = (lookalikes.skeleton(name) for name in _ask())
    if any(
        speaker in (bones, alone)
        or (len(speaker) >= SHORTEST_SPEAKER and bones.startswith(speaker))
        or (len(speaker) >= SHORTEST_SPEAKER and bones.endswith(speaker))
        for speaker in speakers
        if speaker
    ):
        return _("This site is called like this, or whoever runs it. Please choose another name.")
    return ""


def _taken(text: str, bearer: User | None) -> str:
    """Return what to say where somebody else who looks after the site is called like this.

    One query.
    """
    bones = lookalikes.skeleton(text)
    others = people_with_office()
    if bearer is not None:
        others = others.exclude(pk=bearer.pk)
    names_of_others = others.values_list("name", flat=True)
    if not any(lookalikes.skeleton(name) == bones for name in names_of_others):
        return ""
    return _(
        "Somebody who looks after this site is called like this, or almost. Please add something "
        "to your name, for example a second first name or your district."
    )


def people_with_office() -> QuerySet[User]:
    """Return those who decide here about what others write; nobody else takes their names."""
    office = _may_be_called_by_it()
    for condition in _offices:
        office |= condition()
    return User.objects.filter(office, is_active=True)


def _may_be_called_by_it() -> Q:
    """Return whose office an administrator or a moderator has given them for the whole site."""
    office = Q(trust=User.Trust.MODERATOR) | Q(is_superuser=True) | Q(is_staff=True)
    in_groups = User.groups.through._default_manager.values("user_id")
    return office | Q(pk__in=in_groups)


def _has_office(user: User) -> bool:
    return User.objects.filter(_may_be_called_by_it(), pk=user.pk, is_active=True).exists()
