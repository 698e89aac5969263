"""How lists are typed: one a line, also the names of actors and the titles of projects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts.entries.by_name import called
from districts.entries.revision_values import Fields
from districts.models import Actor, Project
from text.bullets import TABBED, without_bullets
from text.identity import same

_TABBED = re.compile(rf"\s*([·{TABBED}]\t)(?=\s*\S)")
#: Nobody types more lines than this by hand into one list.
MOST_LINES = 60


class LinesField(forms.CharField):
    """A list of short texts, one a line; the signs of a pasted list are no part of `names`."""

    def __init__(
        self, *, line_length: int, rows: int = 4, names: bool = False, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.line_length = line_length
        self.names = names

    def clean(self, value: object) -> list[str]:
        """Return the lines without empty ones."""
        text = super().clean(value)
        lines = str(text or "").splitlines()
        if self.names:
            lines = without_bullets(lines)
        lines = [squeezed for line in lines if (squeezed := _squeezed(line))]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines, please."), params={"most": MOST_LINES})
        for line in lines:
            if len(line) > self.line_length:
                raise ValidationError(
                    _("“%(line)s …” is longer than %(most)s characters. Please shorten this line."),
                    params={"line": line[:40], "most": self.line_length},
                )
        return lines


def _squeezed(line: str) -> str:
    """Make one blank of several, but for the tab that says that "o" is a bullet."""
    bullet = _TABBED.match(line)
    return f"{bullet[1] if bullet else ''}{' '.join(line[bullet.end() if bullet else 0 :].split())}"


class ActorsField(LinesField):
    """Actors by their names, one a line; each has to be in the directory already.

    `ways_on` are links to enter whom nobody knows yet; see `components/field_notes.html`.
    `stored` are those the entry has: a name that two have stays that of the one who stood there,
    and who is hidden, so that no name is shown, stays as well.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(line_length=200, names=True, **kwargs)
        self.stored: list[Actor] = []
        self.ways_on: list[dict[str, str]] = []

    def clean(self, value: object) -> list[Actor]:  # type: ignore[override]
        """Return the actors of these names, or say which name is not known."""
        names = super().clean(value)
        left = [actor for actor in self.stored if actor.is_public]
        taken = [_taken(left, name) for name in names]
        others = [name for name, actor in zip(names, taken, strict=True) if actor is None]
        known = called(Actor.objects.live().order_by("council_body", "pk"), others)
        found = [actor or known.get(name) for name, actor in zip(names, taken, strict=True)]
        missing = [name for name, actor in zip(names, found, strict=True) if actor is None]
        if missing:
            words = gettext("Enter “%(name)s” as an actor")
            self.ways_on = _ways_to_enter("actor_new", "name", missing, words)
            raise ValidationError(
                _(
                    "Nobody is known here as: %(names)s. Please enter them as an actor, and save "
                    "here again; or leave the name out for now."
                ),
                params={"names": ", ".join(missing)},
            )
        unseen = [actor for actor in self.stored if not actor.is_public]
        return [actor for actor in found if actor is not None] + unseen


def _ways_to_enter(
    route: str, field: str, names: Iterable[str], words: str
) -> list[dict[str, str]]:
    """Return links to the form of each, in windows of their own: this form stays open."""
    form = reverse(f"districts:{route}")
    return [
        {"url": f"{form}?{urlencode({field: name})}", "text": words % {"name": name}}
        for name in names
    ]


def _taken(actors: list[Actor], name: str) -> Actor | None:
    """Take the first actor of this name out of a list."""
    found = next((actor for actor in actors if same(actor.name, name)), None)
    if found is not None:
        actors.remove(found)
    return found


class ProjectsField(LinesField):
    """Projects by their titles, one a line; each has to be in the directory already.

    `ways_on` are links to enter those that nobody knows yet, as those of `ActorsField`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(line_length=200, names=True, **kwargs)
        self.ways_on: list[dict[str, str]] = []

    def clean(self, value: object) -> list[Project]:  # type: ignore[override]
        """Return the projects of these titles, or say which title is not known."""
        titles = super().clean(value)
        known = called(Project.objects.live().order_by("pk"), titles, field="title")
        missing = [title for title in titles if title not in known]
        if missing:
            words = gettext("Enter “%(name)s” as a project")
            self.ways_on = _ways_to_enter("project_new", "title", missing, words)
            raise ValidationError(
                _(
                    "No project is called: %(titles)s. Please enter it, and save here again; or "
                    "leave the title out for now."
                ),
                params={"titles": ", ".join(missing)},
            )
        return [known[title] for title in titles]


class ActorField(ActorsField):
    """One actor by name, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(), **kwargs)

    def clean(self, value: object) -> Actor | None:  # type: ignore[override]
        """Return the actor of this name; None for an empty field."""
        found = super().clean(value)
        return found[0] if found else None


def names_of(pks: Iterable[int]) -> list[str]:
    """Return the names of actors, for fields in which names are typed; hidden ones are left out."""
    return sorted(actor.name for actor in Actor.objects.live().filter(pk__in=list(pks)))


def stored(fields: Fields, name: str) -> dict[str, list[int]]:
    """Return who stands in a field of names, for `ActorsField.stored`."""
    value = fields.get(name) or ()
    return {f"stored_{name}": [value] if isinstance(value, int) else list(value)}
