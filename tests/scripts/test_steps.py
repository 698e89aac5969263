"""Checks beside each other are told one after the other, each with how it ended."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import sys
from local.steps import Run, Step
def step(name, program):
    return Step(name, [sys.executable, "-c", program])
run = Run(strict=True)
run.quiet_steps(
    [
        step("slow", "import time; time.sleep(0.5); print('quiet')"),
        step("wrong", "print('because'); raise SystemExit(1)"),
        step("quick", "pass"),
    ],
    at_once=2,
)
sys.exit(run.summary())
"""


def test_a_failure_beside_others_is_told_in_its_place_and_counts() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=CHECKOUT / "scripts",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 1, answer.stdout
    assert "quiet" not in answer.stdout
    told = answer.stdout.partition("Summary")[0]
    lines = ("── slow", "passed", "── wrong", "because", "failed", "── quick")
    order = [told.find(words) for words in lines]
    assert -1 not in order, answer.stdout
    assert order == sorted(order)
    assert "checks: 2 passed, 1 failed" in answer.stdout


def test_what_does_not_exist_is_no_run_without_tests() -> None:
    answer = subprocess.run(
        [sys.executable, str(CHECKOUT / "scripts/test"), "tests/nowhere.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "tests/nowhere.py does not exist." in answer.stderr
