"""Which entries of the directory does an article link to, and which articles link to an entry?

Told from ordinary links to our own pages (`[Lunch](/termine/mittagstisch/)`), so that nobody has to
learn a second way of linking. Noted for the published text alone; entries keep their address for
ever, so the slug is enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from accounts.person import Person
from districts import entries
from districts.models import Date, Entry
from pictures.models import Picture
from pictures.subject import SUBJECT as PICTURES
from pictures.uses import Use
from text.languages import current_language
from text.pictures import numbers_in
from text.site_address import site_address
from wiki import minutes, shown
from wiki.addresses import article_url
from wiki.models import Article, Mention

_PATH = re.compile(r"/(?:en/|de-simple/|de/)?([a-z-]+)/([a-z0-9_-]{1,180})(?=[/)\s>#?\"]|$)")
#: Where a link may begin in Markdown: inline, as a reference, in pointed brackets.
_BEGINS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)(?P<address>[^\s>)]+)")
SHOWN = 20


def found_in(body: str) -> set[tuple[str, str]]:
    """Return kind and slug of every entry that a text links to here; of pictures the number."""
    starts = {kind.start: kind.key for kind in entries.kinds()}
    own = site_address()
    found = set()
    for match in _BEGINS.finditer(body):
        path = match["address"].removeprefix(own)
        entry = _PATH.match(path)
        if entry and entry[1] in starts:
            found.add((starts[entry[1]], entry[2]))
    return found | {(PICTURES.key, str(number)) for number in numbers_in(body)}


def note(article: Article, body: str, *, before: str | None = None) -> set[tuple[str, str]]:
    """Note which entries the published text links to, and return them; inside its transaction.

    `before` is the text that was published until now, if it is at hand.
    """
    wanted = found_in(body)
    if before is not None and found_in(before) == wanted:
        return wanted
    rows = Mention.objects.filter(article=article)
    noted = set(rows.values_list("kind", "slug"))
    if noted != wanted:
        shown.mentions_changed(noted ^ wanted)
        rows.delete()
        _store(article, wanted)
    return wanted


def note_first(article: Article, body: str) -> set[tuple[str, str]]:
    """Note what the first published text links to, as `note` does of a later one."""
    wanted = found_in(body)
    if wanted:
        shown.mentions_changed(wanted)
        _store(article, wanted)
    return wanted


def _store(article: Article, wanted: set[tuple[str, str]]) -> None:
    Mention.objects.bulk_create(
        Mention(article=article, kind=kind, slug=slug) for kind, slug in sorted(wanted)
    )


def articles_about(entry: Entry) -> QuerySet[Article]:
    """Return the public articles that link to an entry, by title."""
    linking = Mention.objects.filter(kind=entry.KIND, slug=entry.slug).values("article")
    return Article.objects.live().filter(pk__in=linking).with_place().order_by("title", "pk")


def uses_of(picture: Picture) -> list[Use]:
    """Return the public articles that show a picture, for its page."""
    showing = Mention.objects.filter(kind=PICTURES.key, slug=str(picture.pk)).values("article")
    rows = Article.objects.live().filter(pk__in=showing).with_place().order_by("title", "pk")
    return [Use(article.title, article_url(article)) for article in rows[:SHOWN]]


def panel_of(obj: Entry, user: Person) -> Mapping[str, Any] | None:
    """Return the articles about an entry, for its page; of a date also where minutes begin."""
    language = current_language()
    found = [
        {"title": article.title, "url": article_url(article), "updated_at": article.updated_at}
        for article in articles_about(obj).filter(language=language)[:SHOWN]
    ]
    begin = minutes.begin_url(obj, language) if isinstance(obj, Date) else ""
    return {"articles": found, "minutes_url": begin} if found or begin else None
