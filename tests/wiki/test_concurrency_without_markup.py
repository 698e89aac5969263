"""Eight people write into one article at once without markup, and not a word is lost.

They do what the editor of the page does: open the form, ask for its blocks, send back which of them
stay and what one of them has become. Whole with FULL_PROOFS=1: 200 saves.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.conf import settings
from django.test import Client

from tests.fixtures.site import StartSite
from tests.people import person
from tests.wiki.factories import article
from wiki.addresses import article_url

LINES = [f"| Tag {number:<3}| {number} Uhr   |" for number in range(12)]
TABLE = "\n".join(["| Tag    | Zeit       |", "|:-------|-----------:|", *LINES])
BODY = "\n\n".join(
    [
        *(f"Absatz {number} beginnt __hier__." for number in range(10)),
        TABLE,
        "\n".join(f"* Punkt {number}" for number in range(10)),
        "```\nbleibt\n```\n",
    ]
)
WRITERS = 8


class Writer:
    """Somebody signed in, in a browser."""

    def __init__(self, site: str, path: str) -> None:
        client = Client()
        client.force_login(person())
        self.site, self.path = site, path
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].OutputString().split(";")[0]
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        cookies = "; ".join([self.session, *(f"{one.name}={one.value}" for one in self.jar)])
        headers = {"Cookie": cookies, "Referer": self.site}
        body = None if data is None else urlencode(data).encode()
        request = Request(f"{self.site}{path}", data=body, headers=headers)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def save(self, word: str, chance: random.Random) -> int:
        """Write a word somewhere, and return the status of the answer."""
        _status, page = self.ask(f"{self.path}bearbeiten/")
        form = {name: value(page, name) for name in ("csrfmiddlewaretoken", "base_revision")}
        match = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
        assert match, page[:300]
        form |= {"title": "Gedränge", "body": unescape(match[1])}
        _status, answer = self.ask("/wiki/neu/bloecke/", form)
        read = json.loads(answer)
        changes = changed(read["blocks"], word, chance)
        blocks = json.dumps({"of": read["of"], "changes": changes})
        sent = form | {"body_blocks": blocks, "action": "save", "summary": word}
        return self.ask(f"{self.path}bearbeiten/", sent)[0]


def value(page: str, name: str) -> str:
    match = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert match, name
    return unescape(match[1])


def changed(blocks: list[Any], word: str, chance: random.Random) -> list[Any]:
    """All blocks as they are, but a word more in one paragraph, point or cell."""
    places = [(n, text) for n, one in enumerate(blocks) for text in texts(one.get("node"))]
    number, text = chance.choice(places)
    text["text"] += f" {word}"
    return [
        {"node": one["node"], "was": n} if n == number else {"keep": n}
        for n, one in enumerate(blocks)
    ]


def texts(node: Any) -> Iterator[dict[str, Any]]:
    """The last words of each line."""
    content = (node or {}).get("content", [])
    if content and content[-1]["type"] == "text":
        yield content[-1]
    for part in content:
        yield from texts(part)


@pytest.mark.timeout(600)
@pytest.mark.long("the site in processes of its own, and those who write")
def test_eight_write_without_markup_and_not_a_word_is_lost(
    transactional_db: None, start_site: StartSite, proof_size: Callable[[int, int], int]
) -> None:
    made = article("Gedränge", BODY)
    saves = proof_size(4, 25)
    site = start_site(workers=3, threads=2)
    writers = [Writer(site.url, article_url(made)) for _one in range(WRITERS)]

    def write(number: int) -> list[tuple[str, int]]:
        chance = random.Random(number)
        words = [f"w{number}x{turn}x" for turn in range(saves)]
        return [(word, writers[number].save(word, chance)) for word in words]

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = dict(each for done in pool.map(write, range(WRITERS)) for each in done)
    assert set(outcomes.values()) <= {200, 409}
    accepted = {word for word, status in outcomes.items() if status == 200}
    assert len(outcomes) == WRITERS * saves
    assert len(accepted) > len(outcomes) / 2
    made.refresh_from_db()
    text = made.revisions.get(number=made.published_number).body
    found = re.findall(r"w\d+x\d+x", text)
    assert sorted(found) == sorted(accepted)
    assert made.revisions.count() == len(accepted) + 1
    # Of what was there not a sign is lost, and no line was written anew for a word in another.
    before = {line for line in BODY.splitlines() if line}
    untouched = {line for line in text.splitlines() if line and not re.search(r"w\d+x\d+x", line)}
    assert untouched <= before
    bare = re.compile(r"[\W_]")
    assert bare.sub("", re.sub(r" w\d+x\d+x", "", text)) == bare.sub("", BODY)
