"""What lists of things are written with, where a template would take too long.

A page of hits has twenty cards with a day and more than fifty boxes to tick; written by the
template itself they were a third of the time that the whole page took.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Protocol

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

#: A box to tick: its facet and number make it unique on the page.
BOX = (
    '<label class="choice" for="{0}-{1}"><input type="checkbox" id="{0}-{1}"{2}'
    ' value="{3}"{4}><span>{5}</span><small>{6}</small></label>'
)
#: So many choices stand open. Two more are not folded: the line that unfolds takes room as well.
OPEN_CHOICES, SPARED = 6, 2


class ListChoice(Protocol):
    """What a box to tick is made of."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def selected(self) -> bool: ...


@register.simple_tag
def choice_boxes(facet: str, choices: Iterable[ListChoice], id_prefix: str = "") -> SafeString:
    """Return the boxes to tick of one facet, each with how many hits it would leave.

    Of a long list the rest is folded, and stands open while something in it is ticked. A box that
    scrolls would hide it: many screens show no scroll bar before one scrolls.
    """
    chosen = list(choices)
    begin = escape(f"{id_prefix or 'filter'}-{facet}")
    boxes = _boxes(begin, escape(facet), chosen)
    if len(chosen) <= OPEN_CHOICES + SPARED:
        return mark_safe("\n".join(boxes))
    rest = len(chosen) - OPEN_CHOICES
    words = ngettext("Show %(n)d more", "Show %(n)d more", rest) % {"n": rest}
    opened = " open" if any(choice.selected for choice in chosen[OPEN_CHOICES:]) else ""
    return mark_safe(
        "\n".join(boxes[:OPEN_CHOICES])
        + f'<details class="choice-more" id="{begin}-more"{opened}>'
        + f"<summary>{escape(words)}</summary>"
        + "\n".join(boxes[OPEN_CHOICES:])
        + "</details>"
    )


def _boxes(begin: str, facet: str, choices: list[ListChoice]) -> list[str]:
    """Return a box for each choice; `begin` and `facet` are escaped already."""
    # Not `format_html`, which asks each of seven values whether it is safe already; none is.
    return [
        BOX.format(
            begin,
            number,
            f' name="{facet}"',
            escape(choice.value),
            " checked" if choice.selected else "",
            escape(choice.label),
            choice.count,
        )
        for number, choice in enumerate(choices, start=1)
    ]


@register.filter
def day(moment: date | None) -> str:
    """Return the day of a moment as people read it: "3. Mai 2026"."""
    return _read(_local_day(moment), get_language()) if moment else ""


@register.simple_tag
def card_place(kind: str, district: str) -> SafeString:
    """Return the line above the title of a card: what it is, and where; nothing for neither."""
    said = [escape(str(kind))] if kind else []
    if district:
        said.append(f"<strong>{escape(str(district))}</strong>")
    return mark_safe(f'<p class="card-kind">{" · ".join(said)}</p>' if said else "")


@register.simple_tag
def card_day(first: date, label: str = "", last: date | None = None) -> SafeString:
    """Return of which day a card is, or of which days; `label` stands before it, if it has one."""
    language = get_language()
    begins = _local_day(first)
    if not label:
        words = {"iso": begins.isoformat(), "date": escape(_read(begins, language))}
        return mark_safe(_('Updated on <time datetime="%(iso)s">%(date)s</time>') % words)
    said = f"{escape(str(label))} {_written(begins, language)}"
    if last:
        said += f" {escape(_('to'))} {_written(_local_day(last), language)}"
    return mark_safe(said)


@register.filter
def iso_day(moment: date | None) -> str:
    """Return the day of a moment as programs read it: "2026-05-03"."""
    return _local_day(moment).isoformat() if moment else ""


def _local_day(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


@lru_cache(maxsize=4_000)
def _written(moment: date, language: str | None) -> str:
    return f'<time datetime="{moment.isoformat()}">{escape(_read(moment, language))}</time>'


@lru_cache(maxsize=4_000)
def _read(moment: date, language: str | None) -> str:
    """The language is a parameter because what is remembered depends on it."""
    return date_format(moment)
