"""Running one check after another, each with its time, and saying at the end how it went."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .messages import say
from .places import CHECKOUT

NO_TESTS = 5  # pytest's exit code when nothing was selected


@dataclass(frozen=True)
class Step:
    """One command. ``loud`` steps show their output as it comes, others only when they fail."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    loud: bool = False
    may_be_empty: bool = False


def _answer(step: Step) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run its command; return how it ended, and its seconds."""
    started = time.monotonic()
    answer = subprocess.run(
        list(step.command),
        cwd=CHECKOUT,
        env={**os.environ, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=None if step.loud else subprocess.PIPE,
        stderr=None if step.loud else subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return answer, time.monotonic() - started


@dataclass
class Outcome:
    """How a step ended: passed, failed, not run, or left out (the last two with the reason)."""

    name: str
    word: str
    seconds: float = 0.0
    reason: str = ""


class Run:
    """Collects outcomes; a failed step does not keep the later ones from running."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.outcomes: list[Outcome] = []
        self.started = time.monotonic()

    def note(self, name: str, started: float) -> None:
        """Note a part that went well and was not a step, with its time."""
        self.outcomes.append(Outcome(name, "passed", time.monotonic() - started))

    def step(self, step: Step) -> bool:
        """Run it; return whether it passed."""
        say(f"── {step.name}" + (" …" if step.loud else ""))
        sys.stdout.flush()
        return self._note(step, *_answer(step))

    def quiet_steps(self, steps: Sequence[Step], at_once: int) -> None:
        """Run steps that nobody has to watch beside each other; each is told once it has ended."""
        with ThreadPoolExecutor(at_once) as pool:
            for step, answer in zip(steps, pool.map(_answer, steps), strict=True):
                say(f"── {step.name}")
                self._note(step, *answer)

    def _note(self, step: Step, answer: subprocess.CompletedProcess[str], seconds: float) -> bool:
        passed = answer.returncode == 0 or (step.may_be_empty and answer.returncode == NO_TESTS)
        if not passed and answer.stdout:
            print(answer.stdout, flush=True)
        word = "passed" if passed else "failed"
        say(f"   {word} ({seconds:.1f} s)")
        self.outcomes.append(Outcome(step.name, word, seconds))
        return passed

    def not_run(self, name: str, reason: str) -> None:
        """Note a part that could not run; a failure where everything has to be there."""
        say(f"── {name}: not run, because {reason}")
        self.outcomes.append(Outcome(name, "not run", reason=reason))

    def left_out(self, name: str, reason: str) -> None:
        """Note a part that no machine has to be able to run."""
        say(f"── {name}: left out, because {reason}")
        self.outcomes.append(Outcome(name, "left out", reason=reason))

    def summary(self) -> int:
        """Print the table; return the exit code."""
        width = max((len(outcome.name) for outcome in self.outcomes), default=0)
        print("\nSummary")
        for outcome in self.outcomes:
            mark = {"passed": "ok", "failed": "FAILED"}.get(outcome.word, outcome.word)
            print(
                f"  {outcome.name:<{width}}  {mark:<8} {outcome.seconds:7.1f} s  {outcome.reason}"
            )
        bad = [o for o in self.outcomes if o.word == "failed"]
        missing = [o for o in self.outcomes if o.word == "not run"]
        wrong = bool(bad) or (self.strict and bool(missing))
        minutes = (time.monotonic() - self.started) / 60
        passed = sum(o.word == "passed" for o in self.outcomes)
        print(f"checks: {passed} passed, {len(bad)} failed")
        verdict = "All is well." if not wrong else "Something is wrong."
        if missing:
            verdict += f" {len(missing)} part(s) could not run"
            verdict += ", which counts as a failure with CI=true." if self.strict else "."
        print(f"{verdict} {minutes:.1f} minutes.", flush=True)
        return 1 if wrong else 0
