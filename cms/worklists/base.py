"""What a work list is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.functional import Promise
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what it is, where it is done, what is the matter, since when.

    `about` is the page or picture that has to be changed; None where anybody can do it. `names` is
    the page of which it tells, where that is another one.
    """

    title: str
    url: str
    note: str = ""
    since: datetime | None = None
    about: Model | None = None
    names: Page | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A kind of work. `find` returns everything there is to do, the most urgent first.

    `right` is the permission without which nothing of it can be done.
    """

    name: str
    title: Promise
    why: Promise
    find: Callable[[], list[Item]]
    right: str = ""
