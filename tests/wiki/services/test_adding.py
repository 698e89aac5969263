"""Adding a paragraph to a section, whatever the article has become meanwhile."""

from typing import Any

import pytest

from tests.people import person
from tests.wiki.factories import article
from wiki import services
from wiki.errors import EditConflict, NotAllowed
from wiki.models import Article
from wiki.services import adding

pytestmark = pytest.mark.django_db
BODY = "Vorne.\n\n## Eins\n\nErster.\n\n## Zwei\n\nZweiter.\n"


def body(made: Article) -> str:
    made.refresh_from_db()
    return str(made.revisions.get(number=made.head_number).body)


def add(made: Article, section: int, title: str, words: str = "Neu.") -> str:
    """Add as somebody who saw this heading at this number; return the text."""
    services.add_paragraph(article=made, section=section, title=title, words=words, author=person())
    return body(made)


@pytest.mark.parametrize(
    ("section", "title", "after"),
    [
        (0, "", "Vorne."),
        (1, "Eins", "Erster."),
        (2, "Zwei", "Zweiter."),
        (1, "Zwei", "Zweiter."),  # one before it is gone
        (7, "Eins", "Erster."),  # some before it are gone
        (1, "Drei", "Zweiter."),  # the heading is gone: at the end
        (7, "", "Zweiter."),
    ],
)
def test_the_heading_that_was_seen_decides(section: int, title: str, after: str) -> None:
    text = add(article("Lindwurm", BODY), section, title)
    assert f"{after}\n\nNeu.\n" in text
    assert text.replace("\n\nNeu.", "", 1) == BODY


def test_words_are_no_markup() -> None:
    text = add(article("Lindwurm", BODY), 1, "Eins", "## Drei\n* vier")
    assert "\n## Drei" not in text
    assert "\n* vier" not in text


def test_what_others_write_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the head moves between looking and writing, and what was added is at the same place."""
    made, usual, moved = article("Lindwurm", BODY), adding.save_edit, []

    def late(**values: Any) -> Any:
        if not moved:
            moved.append(True)
            text = BODY.replace("Zweiter.", "Zweiter.\n\nIhrer.")
            usual(article=made, base_revision=1, body=text, author=person())
        return usual(**values)

    monkeypatch.setattr(adding, "save_edit", late)
    text = add(made, 2, "Zwei")
    assert "Zweiter.\n\nIhrer." in text
    assert "Neu." in text


def test_it_looks_three_times_and_then_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made, tries = article("Lindwurm", BODY), []

    def always(**values: Any) -> Any:
        tries.append(values["base_revision"])
        raise EditConflict("x", base=None, theirs=None, mine=None, merged_title="y")  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "save_edit", always)
    with pytest.raises(EditConflict):
        add(made, 1, "Eins")
    assert tries == [1] * adding.TRIES


def test_who_may_not_write_adds_nothing() -> None:
    made = article("Lindwurm", BODY)
    Article.objects.update(protection="residents")
    with pytest.raises(NotAllowed):
        services.add_paragraph(article=made, section=1, title="Eins", words="Neu.")
    assert body(made) == BODY
