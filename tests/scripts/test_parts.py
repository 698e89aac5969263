"""A part of a long run is named as 2/4; what is no part is refused with what was expected."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
from local.parts import Part
parts = [Part.read(f"{number}/3") for number in (1, 2, 3)]
found = [list(part.of_these("abcdefg")) for part in parts]
print(found, [str(part) for part in parts], sorted(sum(found, [])) == list("abcdefg"))
"""


def test_all_parts_together_have_each_thing_once() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=CHECKOUT / "scripts",
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == (
        "[['a', 'd', 'g'], ['b', 'e'], ['c', 'f']] ['1/3', '2/3', '3/3'] True"
    )


@pytest.mark.parametrize("word", ["0/4", "5/4", "2", "a/b", "-1/4", "1/0"])
def test_what_is_no_part_is_refused(word: str) -> None:
    answer = subprocess.run(
        [sys.executable, "scripts/test", "--full", f"--part={word}"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert f"{word} is no part; the second of four is 2/4" in answer.stderr
