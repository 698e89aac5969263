"""How does an article begin? With its first sentence, who wrote it last, and a picture.

For cards of articles, read along with them in the query that finds them.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Substr

from districts.pages.illustrations import drawing, topics_to_draw
from pictures.subject import SUBJECT as PICTURES
from text.inline import in_words
from wiki.models import Article, Mention, Revision

#: So many letters of the text are read for the first sentence, and so many shown at most.
READ, LONGEST = 1200, 170
#: Lines that are no running text: headings, pictures, boxes, tables, lists, quotations.
_NO_TEXT = re.compile(r"\s*(?:#|!\[|:::|\||>|[-*+] |\d+[.)] |```|\[\^|<|={3}|-{3})")
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?(?:[^\]|:]*:)?([^\]|]*)\]\]")
#: A sentence ends behind a word of several letters ("Nr." and "z. B." end none) or a digit.
_SENTENCE = re.compile(r".{24,}?(?:[^\W\d_]{3,}|\d{4}|[)»“])[.!?…][“”\"]?(?=\s|$)")


def with_beginning(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Let articles know how they begin (`begins`), who wrote last (`written_by`), and a picture.

    `writer` is the slug of the account of whoever wrote last, if there is one that may be named,
    `picture` is the number of one that their text shows, "" without; it may be hidden by now, and
    then something is drawn.
    """
    published = Revision.objects.filter(
        article=OuterRef("pk"), number=OuterRef("published_number")
    ).order_by()
    named = Case(
        When(author_hidden=True, then=Value("")),
        default=Coalesce("author__name", "author_name"),
        output_field=CharField(),
    )
    shows = Mention.objects.filter(article=OuterRef("pk"), kind=PICTURES.key)
    return articles.annotate(
        begins=Substr(Subquery(published.values("body")[:1]), 1, READ),
        written_by=Subquery(published.values_list(named)[:1]),
        writer=Subquery(
            published.filter(author_hidden=False, author__is_active=True).values("author__slug")[:1]
        ),
        to_draw=topics_to_draw(Article),
        picture=Coalesce(Subquery(shows.order_by("slug").values("slug")[:1]), Value("")),
    )


def beginning_of(article: Article) -> dict[str, Any]:
    """Return how an article begins that was read along with its beginning, for its card."""
    told = vars(article)
    return {
        "begins": first_sentence(told["begins"] or ""),
        "by": told["written_by"] or "",
        "by_slug": told["writer"] or "",
        "picture": int(told["picture"] or 0),
        "drawing": drawing(told["to_draw"]),
    }


def first_sentence(body: str) -> str:
    """Return the first sentence of a text in Markdown, in bare words; "" where it has none."""
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        lines = [line for line in block.split("\n") if not _NO_TEXT.match(line)]
        if words := " ".join(in_words(_LINK.sub(r"\1", "\n".join(lines))).split()):
            return _cut(words)
    return ""


def _cut(words: str) -> str:
    found = _SENTENCE.match(words)
    sentence = found[0] if found else words
    if len(sentence) <= LONGEST:
        return sentence
    head, _blank, _rest = sentence[: LONGEST + 1].rpartition(" ")
    return f"{head or sentence[:LONGEST]} …"
