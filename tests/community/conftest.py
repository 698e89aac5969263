"""A board of notes as a registered kind, and a form that looks as if a person had filled it."""

from collections.abc import Iterator

import pytest

from community import antispam, contract
from community.subjects import SUBJECTS
from community.talk import places
from tests.community.factories import KIND, Board


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board()
    board.register()
    kept = dict(contract._scopes)
    contract.register_scope(
        "district",
        names=lambda pks: {pk: f"Bezirk {pk}" for pk in pks},
        choices=lambda: [(1, "Bezirk 1"), (2, "Bezirk 2")],
    )
    yield board
    contract._kinds.pop(KIND)
    places._places.pop(KIND)
    SUBJECTS.pop(KIND)
    contract._scopes.clear()
    contract._scopes.update(kept)


@pytest.fixture
def report_form() -> dict[str, str]:
    return {
        "url": "/stadtteile/",
        "cause": "wrong",
        "words": "Die Telefonnummer stimmt nicht mehr.",
        "mail": "",
        "website": "",
        "started": antispam.stamp(seconds_ago=30),
    }
