"""List items that are tasks, and what only looks like one."""

import re

import pytest

from text.markdown import render

OPEN = '<input type="checkbox" disabled="">'
DONE = '<input type="checkbox" disabled="" checked="">'


def html(source: str) -> str:
    return render(source).html


@pytest.mark.parametrize(
    ("source", "boxes", "words"),
    [
        ("- [ ] Schlüssel holen", [OPEN], ["Schlüssel holen"]),
        ("- [x] Raum gebucht", [DONE], ["Raum gebucht"]),
        ("- [X] Raum gebucht", [DONE], ["Raum gebucht"]),
        ("1. [ ] A\n2. [x] B", [OPEN, DONE], ["A", "B"]),
        ("- [ ] A\n- B", [OPEN], ["A"]),
        ("- [ ] **A** b", [OPEN], ["<strong>A</strong> b"]),
        ("- A\n  - [ ] B", [OPEN], ["B"]),
    ],
)
def test_tasks(source: str, boxes: list[str], words: list[str]) -> None:
    found = re.findall(r"<label>(<input[^>]*>) (.*?)</label>", html(source))
    assert [box for box, _words in found] == boxes
    assert [text for _box, text in found] == words


@pytest.mark.parametrize(
    "source",
    ["[ ] A", "- A [ ] b", "- []A", "- [ ]A", "- [y] A", "- A\n\n  [ ] B", "> [ ] A", "- `[ ] A`"],
)
def test_what_is_none(source: str) -> None:
    assert "checkbox" not in html(source)


def test_only_the_list_with_a_task_says_so() -> None:
    found = html("- A\n  - [ ] B\n\nText\n\n- C")
    assert found.count('class="task-list"') == 1
    assert found.count('class="task-list-item"') == 1
    assert found.index("<ul>") < found.index("task-list")
