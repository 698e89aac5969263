"""What is to be decided where two people changed the same place of an article? One field a place.

Nothing is chosen beforehand. A place may stay as the others have it, as the writer has it, hold
both in either order, or words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from text.excerpted import Surroundings, Walk, cells, row_of
from text.newlines import plain_newlines
from text.rich.field import SUFFIX, ChangedBlocksField, digest, written
from versions.merge import Conflict, Merge
from wiki.line_ends import like
from wiki.models import TITLE_LENGTH

#: So many places are decided one by one; of more, the texts are put together as a whole.
MOST_PLACES = 40
#: Of a row with more cells the own words are one field: a form may send only so many (1,000).
MOST_COLUMNS = 16
OWN = "own"
_PLEASE = gettext_lazy("Please decide what is to stand here.")
_WRITE = gettext_lazy("Please write what is to stand here, or choose one of the others.")


@dataclass(frozen=True, slots=True)
class Names:
    """Whose versions these are, as the labels of the choices call them."""

    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that two people changed: both versions as Markdown, and what it stands in.

    `number` counts from 1; 0 is the title.
    """

    number: int
    conflict: Conflict
    around: Surroundings

    @property
    def first_words(self) -> str:
        """What the field for own words begins with."""
        return self.conflict.mine or self.conflict.theirs

    @property
    def columns(self) -> list[str]:
        """The headings of a row's cells, where both versions are a row of these; else nothing."""
        if not self.around.is_table:
            return []
        headings = cells(self.around.heading[0])
        rows = filter(None, (self.conflict.theirs, self.conflict.mine))
        is_filled = all(len(cells(row)) == len(headings) for row in rows)
        return headings if is_filled and len(headings) <= MOST_COLUMNS else []

    @property
    def is_whole(self) -> bool:
        """Whether it means by itself what it means here: an editor without markup may change it."""
        texts = (self.conflict.theirs, self.conflict.mine)
        indented = any(text[:1].isspace() for text in texts)
        return not (self.around.is_table or self.around.fence or indented)


def places_of(merge: Merge) -> list[Place]:
    """Return the places of a merged text that are to be decided, in their order."""
    found: list[Place] = []
    walk = Walk()
    for chunk in merge.chunks:
        if isinstance(chunk, Conflict):
            found.append(Place(len(found) + 1, chunk, walk.around))
            walk.past(chunk.text("theirs"))
        else:
            walk.past(chunk.text)
    return found


class ClashForm(forms.Form):
    """The decisions. `titles` are theirs and the writer's where each wants another one.

    `is_answered_by()` says whether what was sent is about these very places.
    """

    places = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        merge: Merge,
        titles: tuple[str, str] | None,
        names: Names,
        data: QueryDict | None = None,
    ) -> None:
        self.merge, self.titles, self.names = merge, titles, names
        self.found = places_of(merge)
        texts = [(place.conflict.theirs, place.conflict.mine) for place in self.found]
        self.digest = digest(plain_newlines(repr((texts, titles))))
        super().__init__(data, initial={"places": self.digest})
        if titles:
            self._add_choice(0, _("Title"), self._choices(*titles)[:2])
            field = forms.CharField(
                label=_("Another title"), max_length=TITLE_LENGTH, required=False
            )
            self._add_own(0, field, titles[1])
        for place in self.found:
            number, conflict = place.number, place.conflict
            label = _("Place %(number)d") % {"number": number}
            self._add_choice(number, label, self._choices(conflict.theirs, conflict.mine))
            self._add_own_words(place)

    @property
    def number_of_places(self) -> int:
        """How many decisions there are."""
        return len(self.found) + bool(self.titles)

    def is_answered_by(self, sent: QueryDict) -> bool:
        """Say whether decisions were made on these places: the text may have moved on."""
        return bool(sent.get("places") == self.digest)

    def clean(self) -> dict[str, Any]:
        """Ask for words where somebody wants their own."""
        values = super().clean() or self.cleaned_data
        for name in [name for name in self.fields if name.startswith("place-")]:
            number = int(name.removeprefix("place-"))
            if values.get(name) == OWN:
                try:
                    if not self._own_words(number).strip():
                        self.add_error(name, str(_WRITE))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return values

    @property
    def title(self) -> str | None:
        """The title decided on; None where there was nothing to decide."""
        if not self.titles:
            return None
        theirs, mine = self.titles
        chosen = self.cleaned_data["place-0"]
        return {"theirs": theirs, "mine": mine}.get(chosen) or self.cleaned_data["own-0"]

    def body(self) -> str:
        """Return the text with all decisions in it."""
        texts = []
        for place in self.found:
            chosen = self.cleaned_data[f"place-{place.number}"]
            if chosen == OWN:
                texts.append(place.conflict.own(self._own_words(place.number)))
            else:
                texts.append(place.conflict.text(chosen))
        return self.merge.settle(texts)

    def _choices(self, theirs: str, mine: str) -> list[tuple[str, str]]:
        theirs_name, mine_name = self.names.theirs, self.names.mine
        choices = [("theirs", theirs_name), ("mine", mine_name)]
        if theirs and mine:
            choices += [
                ("both", _("Both, first: %(name)s") % {"name": theirs_name}),
                ("mine_first", _("Both, first: %(name)s") % {"name": mine_name}),
            ]
        return choices

    def _add_choice(self, number: int, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[f"place-{number}"] = forms.ChoiceField(
            label=label,
            choices=[*choices, (OWN, _("Own words"))],
            widget=forms.RadioSelect,
            error_messages={"required": _PLEASE, "invalid_choice": _PLEASE},
        )

    def _add_own(self, number: int, field: forms.Field, initial: str) -> None:
        self.fields[f"own-{number}"] = field
        self.initial[f"own-{number}"] = initial

    def _add_own_words(self, place: Place) -> None:
        number, columns = place.number, place.columns
        if columns:
            for index, (column, value) in enumerate(
                zip(columns, cells(place.first_words), strict=True)
            ):
                label = column or _("Column %(number)d") % {"number": index + 1}
                self.fields[f"cell-{number}-{index}"] = forms.CharField(label=label, required=False)
                self.initial[f"cell-{number}-{index}"] = value.replace("\\|", "|")
            return
        label = _("Own words for place %(number)d") % {"number": number}
        field = forms.CharField(
            label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        self._add_own(number, field, place.first_words)
        if place.is_whole:
            self.fields[f"own-{number}{SUFFIX}"] = ChangedBlocksField()

    def _own_words(self, number: int) -> str:
        """Return own words as they stand in the text. Raises `ValidationError`."""
        columns = [name for name in self.fields if name.startswith(f"cell-{number}-")]
        if columns:
            values = [self.cleaned_data.get(name, "") for name in columns]
            return row_of(values) if any(values) else ""
        name = f"own-{number}"
        typed = self.cleaned_data.get(name, "")
        typed = written(typed, self.cleaned_data.get(name + SUFFIX, ""))
        return like(self.merge.text, typed.strip("\r\n"))


def kept_words(sent: QueryDict) -> list[str]:
    """Return what was sent as own words, whatever has become of its place."""
    numbers = [name.removeprefix("place-") for name in sent if name.startswith("place-")]
    words = [_sent_words(sent, number) for number in numbers if sent.get(f"place-{number}") == OWN]
    return [text for text in words if text]


def _sent_words(sent: QueryDict, number: str) -> str:
    row = [str(sent.get(name, "")) for name in sent if name.startswith(f"cell-{number}-")]
    if any(cell.strip() for cell in row):
        return row_of(row)
    typed = str(sent.get(f"own-{number}", ""))
    try:
        return written(typed, sent.get(f"own-{number}{SUFFIX}", "")).strip()
    except forms.ValidationError:
        return typed.strip()
