"""One of many programs that write into one article at once; run by test_concurrency.py.

    python -m tests.wiki.writing_process URL ARTICLE TOKEN NAME EDITS

Every edit puts a word of its own into a paragraph, starting from a text that may be several edits
old. Prints one JSON line per edit: the word, the status, and for a refusal the three texts.
"""

import http.client
import json
import random
import sys
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

# Every so many edits the program reads the article again; in between it writes on an old base.
READ_EVERY = 4


class Site:
    """The API of a running site. Every question has a connection of its own: one that the server
    closes while it is idle would leave open whether an edit was taken."""

    def __init__(self, url: str, token: str) -> None:
        self.host = urlsplit(url).netloc
        self.headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Connection": "close",
        }

    def ask(self, method: str, path: str, data: Any = None) -> tuple[int, Any]:
        """Ask once and return the status and the answer."""
        body = None if data is None else json.dumps(data)
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            connection.request(method, path, body, self.headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        return answer.status, json.loads(text) if text else None


def main() -> None:
    url, article, token, name, edits = sys.argv[1:]
    site, path = Site(url, token), f"/api/v1/wiki/articles/{article}"
    chance = random.Random(name)
    body, base = "", 0
    for number in range(int(edits)):
        if number % READ_EVERY == 0:
            _status, read = site.ask("GET", path)
            body, base = read["body"], read["head"]["number"]
        word = f"{name}x{number}x"
        mine = with_word(body, word, chance)
        status, answer = site.ask(
            "PUT", path, {"base_revision": base, "body": mine, "summary": word}
        )
        line: dict[str, Any] = {"word": word, "status": status, "answer": answer}
        if status == 200:
            line["answer"] = {key: answer[key] for key in ("status", "revision")}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def with_word(body: str, word: str, chance: random.Random) -> str:
    """Return the text with a word at the end of any one of its paragraphs."""
    paragraphs = body.split("\n\n")
    place = chance.randrange(len(paragraphs))
    paragraphs[place] = f"{paragraphs[place]} {word}"
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    main()
