"""Many programs write into one article at once over HTTP, and not a word is lost.

Whole with FULL_PROOFS=1: 8 processes with 100 edits each.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.tokens import issue_token
from tests.fixtures.site import StartSite
from tests.people import person
from tests.wiki import unsafe_gunicorn
from tests.wiki.factories import article
from versions.merge import merge
from wiki import rendering
from wiki.models import Article
from wiki.services import save_edit, saving

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PARAGRAPHS = 30


def write_at_once(url: str, made: Article, processes: int, edits: int) -> list[dict[str, Any]]:
    """Let that many processes write; return what each edit came to."""
    command = [sys.executable, "-m", "tests.wiki.writing_process", url, str(made.pk)]
    running = []
    for number in range(processes):
        user = person()
        token = issue_token(user=user, name="proof")
        arguments = [*command, token, f"p{number}", str(edits)]
        running.append(subprocess.Popen(arguments, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True))
    outcomes = []
    for process in running:
        output, _none = process.communicate(timeout=560)
        outcomes += [json.loads(line) for line in output.splitlines()]
    return outcomes


def problems(made: Article, outcomes: list[dict[str, Any]], expected: int) -> list[str]:
    """Say everything that is not as it must be."""
    found = []
    if len(outcomes) != expected:
        found.append(f"{len(outcomes)} answers to {expected} edits")
    others = {line["status"] for line in outcomes} - {200, 409}
    if others:
        found.append(f"answers other than 200 and 409: {others}")
    accepted = [line for line in outcomes if line["status"] == 200]
    refused = [line for line in outcomes if line["status"] == 409]
    made.refresh_from_db()
    numbers = list(made.revisions.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(accepted) + 2)):
        found.append(
            f"{len(accepted)} accepted edits, {len(numbers) - 1} revisions after the first"
        )
    text = made.revisions.get(number=made.published_number).body
    words = text.split()
    times = {line["word"]: words.count(line["word"]) for line in accepted}
    found += [
        f"accepted {word} stands {count} times" for word, count in times.items() if count != 1
    ]
    for line in refused:
        answer = line["answer"]
        if line["word"] in words:
            found.append(f"refused {line['word']} is in the text")
        if merge(*(answer[side]["body"] for side in ("base", "theirs", "mine"))).clean:
            found.append(f"refused {line['word']} without an overlap")
    return found


@pytest.fixture
def long_article(transactional_db: None) -> Article:
    body = "\n\n".join(f"Absatz {number} beginnt hier." for number in range(PARAGRAPHS))
    return article("Gedränge", body)


@pytest.mark.always
@pytest.mark.timeout(600)
@pytest.mark.long("the site and those who write, in processes of their own")
def test_not_a_word_is_lost(
    long_article: Article,
    start_site: StartSite,
    proof_size: Callable[[tuple[int, int], tuple[int, int]], tuple[int, int]],
) -> None:
    processes, edits = proof_size((4, 8), (8, 100))
    site = start_site(workers=3, threads=2)
    started = time.monotonic()
    outcomes = write_at_once(site.url, long_article, processes, edits)
    seconds = time.monotonic() - started
    statuses = [line["answer"].get("status", "refused") for line in outcomes]
    counts = {status: statuses.count(status) for status in sorted(set(statuses))}
    print(f"{processes} x {edits} edits in {seconds:.1f} s: {counts}")
    assert problems(long_article, outcomes, processes * edits) == []


@pytest.mark.django_db
@pytest.mark.parametrize("swaps", [True, False])
def test_of_two_who_write_at_once_both_words_stay_as_long_as_there_is_the_swap(
    swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it a word is lost that was taken, and no constraint refuses the second writer."""
    made = article("Farben", "Eins.\n\nZwei.\n")
    monkeypatch.setattr(saving, "append", saving.append)  # it is put back in the end
    if not swaps:
        unsafe_gunicorn.post_worker_init(None)
    make = rendering.make

    def make_while_another_writes(*arguments: Any, **more: Any) -> Any:
        monkeypatch.setattr(rendering, "make", make)
        save_edit(article=made, base_revision=1, body="Eins rot.\n\nZwei.\n", author=person())
        return make(*arguments, **more)

    monkeypatch.setattr(rendering, "make", make_while_another_writes)
    save_edit(article=made, base_revision=1, body="Eins.\n\nZwei blau.\n", author=person())
    now = made.revisions.get(number=3).body
    assert "blau" in now
    assert ("rot" in now) == swaps


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.long("the site and those who write, in processes of their own")
def test_without_the_swap_words_are_lost(long_article: Article, start_site: StartSite) -> None:
    """The other proof would see it: words that were taken are missing, for no other reason."""
    # gunicorn loads what GUNICORN_CMD_ARGS names before the site: there the swap is taken out.
    site = start_site(workers=3, threads=2, GUNICORN_CMD_ARGS="-c tests/wiki/unsafe_gunicorn.py")
    outcomes = write_at_once(site.url, long_article, 4, 12)
    assert {line["status"] for line in outcomes} <= {200, 409}, "nobody was refused by a constraint"
    missing = [said for said in problems(long_article, outcomes, 48) if "stands 0 times" in said]
    assert missing != []
