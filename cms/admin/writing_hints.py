"""What makes the text of a page harder than it need be?

The rules are those of `text.language_hints`; this finds the words of a page for them and puts the
marks back into the text. For German only, ordinary and easy.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.body.page_text import plain_text_of
from cms.models import BasePage
from text.language_hints import MAX_WORDS, Hint, hints
from text.readability import Readability, wiener_sachtextformel

#: Ordinary German of a good newspaper; easy language has a limit of its own.
ORDINARY_MAX_WORDS = 22
#: Only easy language needs these; in ordinary German a genitive is no mistake.
EASY_ONLY = frozenset({"genitive", "long_word"})


@dataclass(frozen=True, slots=True)
class Advice:
    """A text with its hints: the figure, each kind of hint with its number, the marked text."""

    readability: Readability | None
    kinds: tuple[tuple[Promise, int], ...]
    marked: SafeString


def advice(page: BasePage) -> Advice:
    """Return the hints for a page; easy language is read by stricter rules."""
    text = plain_text_of(page)
    easy = page.is_easy_language
    found = hints(text, max_words=MAX_WORDS if easy else ORDINARY_MAX_WORDS)
    wanted = [hint for hint in found if easy or hint.kind not in EASY_ONLY]
    counts: dict[str, tuple[Promise, int]] = {}
    for hint in wanted:
        message, number = counts.get(hint.kind, (hint.message, 0))
        counts[hint.kind] = (message, number + 1)
    return Advice(wiener_sachtextformel(text), tuple(counts.values()), marked(text, wanted))


def marked(text: str, found: list[Hint]) -> SafeString:
    """Return the text as HTML with every hint in a `<mark>`; inside a longer one it has none."""
    parts: list[str] = []
    position = 0
    for hint in sorted(found, key=lambda hint: (hint.start, -hint.end)):
        if hint.start < position:
            continue
        parts.append(format_html("{}", text[position : hint.start]))
        parts.append(format_html('<mark title="{}">{}</mark>', hint.message, hint.text))
        position = hint.end
    parts.append(format_html("{}", text[position:]))
    paragraphs = "".join(parts).split("\n\n")
    return mark_safe("".join(f"<p>{lines}</p>" for lines in paragraphs).replace("\n", "<br>"))
