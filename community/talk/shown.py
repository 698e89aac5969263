"""What stands below a page of knowledge: what is said, and the way in if something is not right.

The same for every reader, so that it can be kept with the page: links only, and no words that not
everybody may read.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from community.talk import places, threads
from text.languages import current_language, in_language


@dataclass(frozen=True, slots=True)
class LinksBelow:
    """Where people go from a page of knowledge; "" for what cannot be done there."""

    talk_url: str
    ask_url: str
    ask_passage_url: str
    improve_url: str
    report_url: str


def below(kind: str, thing: Model) -> SafeString:
    """Return the section below a thing; one query."""
    where = places.place(kind)
    context = {"place": _place(where, thing), "below": threads.below(kind, thing.pk)}
    return render_to_string("community/talk_below.html", context)


def _place(where: places.TalkedAbout, thing: Model) -> LinksBelow:
    url = where.subject.url(thing)
    here = in_language(url, current_language())
    is_open = where.is_open(thing)
    ask = reverse("community:write-comment", args=[where.subject.key, thing.pk])
    return LinksBelow(
        talk_url=where.talk_url(thing),
        ask_url=ask if is_open else "",
        ask_passage_url=ask if is_open and where.text else "",
        improve_url=where.improve(thing),
        # In the language in which it is read, which need not be that of the thing.
        report_url=f"{reverse('community:report')}?{urlencode({'url': here})}",
    )
