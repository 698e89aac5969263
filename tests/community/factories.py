"""People, and a kind of thing that belongs to no app: notes on a board."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from accounts.models import User
from community import cases, contract, roles
from community.models import Case, Comment
from community.people import responsibilities
from community.subjects import Subject
from community.talk import places
from tests.people import newcomer, person

_numbers = count(1)
KIND = "note"


def admin(**fields: Any) -> User:
    return person(is_superuser=True, is_staff=True, **fields)


def steward(kind: str = "district", pk: int = 1, **fields: Any) -> User:
    user = person(**fields)
    responsibilities.grant(user=user, role=roles.STEWARD, kind=kind, pk=pk)
    return user


def carer(kind: str, pk: int, **fields: Any) -> User:
    user = person(**fields)
    responsibilities.grant(user=user, role=roles.CARER, kind=kind, pk=pk)
    return user


@dataclass
class Note:
    """A note on a board in a district; its revisions are words by number."""

    pk: int
    title: str = "Kuchen für das Fest"
    words: dict[int, str] = field(default_factory=dict)
    state: dict[int, str] = field(default_factory=dict)
    public: bool = True
    protection: str = "open"
    scopes: frozenset[tuple[str, int]] = frozenset({("district", 1)})
    writers: list[User] = field(default_factory=list)
    stuck: bool = False

    def __str__(self) -> str:
        return self.title

    def trust_scopes(self) -> set[tuple[str, int]]:
        return {*self.scopes, (KIND, self.pk)}


class Rows(list[Note]):
    """Notes, as a query returns them."""

    def filter(self, pk__in: Collection[int]) -> list[Note]:
        return [note for note in self if note.pk in pk__in]


class Board:
    """Every note there is, and how the inbox deals with them."""

    def __init__(self) -> None:
        self.notes: dict[int, Note] = {}

    def pin(self, **fields: Any) -> Note:
        note = Note(pk=next(_numbers), **fields)
        self.notes[note.pk] = note
        return note

    def hold(self, sender: cases.Sender | None = None, **fields: Any) -> Case:
        """Put a held text beside a note, as an app's service does."""
        note = fields.pop("note", None) or self.pin(**fields)
        number = len(note.words) + 1
        note.words[number], note.state[number] = "Wer bäckt mit?", "held"
        return cases.open_case(
            sort=Case.Sort.PENDING,
            kind=KIND,
            pk=note.pk,
            number=number,
            title=note.title,
            url=f"/stadtteile/{note.pk}/",
            sender=sender or cases.Sender(newcomer()),
            scopes=note.trust_scopes(),
            held_because="new",
            words="Frage ergänzt",
        )

    def decide(self, state: str) -> Any:
        def change(note: Note, number: int, *_rest: Any) -> bool:
            if note.stuck:
                raise contract.CannotDecide("Von Hand zusammenführen", url="/hand/")
            note.state[number] = state
            return True

        return change

    def hide(self, note: Note, number: int, user: User, reason: str) -> bool:
        was, note.public = note.public, False
        return was

    def show(self, note: Note, number: int, user: User) -> bool:
        was, note.public = note.public, True
        return not was

    def changed_by(self, author: User) -> Rows:
        return Rows(note for note in self.notes.values() if author in note.writers)

    def shown_at(self, match: Any) -> tuple[int, int] | None:
        found = str(match.kwargs.get("slug", ""))
        return (int(found), 0) if found.isdigit() and int(found) in self.notes else None

    def say(self, words: str = "Ich bringe Apfelkuchen mit.", **fields: Any) -> Comment:
        """Say something about a note that everybody reads."""
        note = self.pin()
        name = "" if fields.get("author") else "Anke"
        given = {"author_name": name, "state": Comment.State.LIVE, "words": words} | fields
        return Comment.objects.create(place_kind=KIND, place_pk=note.pk, **given)

    def register(self) -> None:
        places.register(
            places.TalkedAbout(
                Subject(
                    key=KIND,
                    one="Zettel",
                    many="Zettel",
                    load=self.notes.get,
                    url=lambda note: f"/zettel/{note.pk}/",
                    visible_to=lambda note, user: note.public,
                ),
                is_open=lambda note: note.public,
                changed=lambda pk: None,
            )
        )
        contract.register(
            KIND,
            label="Zettel",
            load=self.notes.get,
            url=lambda note, number: f"/zettel/{note.pk}/{number}/",
            visible_to=lambda note, user: note.public,
            accept=self.decide("live"),
            refuse=self.decide("refused"),
            hide=self.hide,
            show=self.show,
            reopen=self.decide("held"),
            withdraw=self.decide("withdrawn"),
            edit_url=lambda note, number: f"/zettel/{note.pk}/{number}/aendern/",
            authors=lambda note, number: note.writers,
            shown_at=self.shown_at,
            changed_by=self.changed_by,  # type: ignore[arg-type]
        )
