"""What does an article say in short lines: where, when, which number, what it costs, who gets in?

People write such lines as definitions ("Ort" and below it ": Am Markt 3"), as a list or one below
the other: "Telefon: 0711 …". The first block with two of them is what a reader came for, and stands
apart. Where it is part of the beginning it is taken out of the text, so that nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext_lazy as _

from text.sanitise import without_tags
from text.translatable import Words

WHERE, WHEN, PHONE, COSTS, ACCESS = "where", "when", "phone", "costs", "access"
#: What each is called in the box, and by which words people begin such a line.
_KINDS: Mapping[str, tuple[Words, str]] = {
    WHERE: (_("Where"), "ort wo adresse treffpunkt where place address"),
    WHEN: (_("When"), "wann zeit zeiten uhrzeit öffnungszeiten geöffnet when hours"),
    PHONE: (_("Phone"), "telefon tel tel. anrufen phone"),
    COSTS: (_("Costs"), "kosten preis preise eintritt costs price"),
    ACCESS: (_("Access"), "zugang barrierefreiheit barrierefrei access"),
}
_NAMED = {word: kind for kind, (_label, words) in _KINDS.items() for word in words.split()}
_BLOCK = re.compile(r"<(dl|ul|p)>(.*?)</\1>\n?", re.DOTALL)
_PAIR = re.compile(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
_LINE = re.compile(r"</?(?:li|p)>|<br ?/?>")
#: Longer is no fact but a story.
_LONGEST = 200
#: One line alone may be anything: "Kosten: …" in the middle of a report.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the box, as bare words. What changes soonest says when it was last checked."""

    kind: str
    words: str

    @property
    def label(self) -> Words:
        """What it is called."""
        return _KINDS[self.kind][0]

    @property
    def ages(self) -> bool:
        """Whether it is what is wrong first: a time, a number, a price."""
        return self.kind in {WHEN, PHONE, COSTS}


def taken_from(html: str) -> tuple[list[Fact], str]:
    """Return the facts of a rendered text, none where it has none, and what is left to be read."""
    beginning = html.find("<h")
    for block in _BLOCK.finditer(html):
        lines = list(_lines(block[1], block[2]))
        facts = {kind: Fact(kind, words) for kind, words in reversed(lines) if kind}
        if len(facts) < _FEWEST:
            continue
        ordered = [facts[kind] for kind in _KINDS if kind in facts]
        whole = len(ordered) == len(lines) and (beginning < 0 or block.start() < beginning)
        return ordered, html[: block.start()] + html[block.end() :] if whole else html
    return [], html


def _lines(tag: str, html: str) -> Iterator[tuple[str, str]]:
    """Return the lines of a block: of which kind each is ("" for none), and its words."""
    if tag == "dl":
        pairs = [(_bare(name), _bare(words)) for name, words in _PAIR.findall(html)]
    else:
        lines = filter(None, map(_bare, _LINE.split(html)))
        pairs = [(name, words.strip()) for name, _sign, words in (s.partition(":") for s in lines)]
    for name, words in pairs:
        kind = _NAMED.get(name.strip().rstrip(":").casefold(), "")
        yield (kind if 0 < len(words) <= _LONGEST else ""), words


def _bare(html: str) -> str:
    return " ".join(unescape(without_tags(html)).split())
