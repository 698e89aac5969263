"""Sentences of a translation: what did an editor show, and does it still stand there?

Wagtail-localize's editor writes each sentence by itself, to an address that stands in its page.
Here that address also names what stood there when the page was made, and the page itself, since a
second correction from the same page is no old one. Publishing names the page and its hour.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils import timezone
from django.utils.html import escape
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.lost_updates.digests import NOTHING, digest
from cms.lost_updates.translated_answers import AnswerChange, changed_sentence, newer_words
from cms.models import WrittenSentence

#: In the address of a sentence, and in the form that publishes.
BASE = "base"
EDITOR = '<div class="js-translation-editor"'
ADDRESS = re.compile(r"/admin/localize/translate/\d+/(strings|overrides)/(\d+)/edit/")

Key = tuple[str, int]
SentenceRow: TypeAlias = StringTranslation | SegmentOverride


@dataclass(frozen=True)
class SentencePlace:
    """Where one sentence of a translation stands; an override replaces what is no text."""

    translation: Translation
    segment: StringSegment | OverridableSegment

    @property
    def rows(self) -> QuerySet[Any]:
        """What stands there: one row or none."""
        where = {"locale": self.translation.target_locale_id, "context": self.segment.context_id}
        if isinstance(self.segment, StringSegment):
            return StringTranslation.objects.filter(translation_of=self.segment.string_id, **where)
        return SegmentOverride.objects.filter(**where)

    @property
    def source(self) -> str:
        """What it is a translation of."""
        return str(self.segment.string.data) if isinstance(self.segment, StringSegment) else ""

    def as_stored(self, words: str | None) -> str | None:
        """Return what is kept of what was sent."""
        if words is None or isinstance(self.segment, StringSegment):
            return words
        return json.dumps(words)

    @property
    def key(self) -> str:
        """The same for every segment that shows the same stored sentence."""
        is_text = isinstance(self.segment, StringSegment)
        return _key(self.segment.context_id, self.segment.string_id if is_text else None)


def place_of(translation: Translation, kwargs: Mapping[str, Any]) -> SentencePlace | None:
    """Return the sentence that an address is about; None for one of another text."""
    if "string_segment_id" in kwargs:
        pk, segments = kwargs["string_segment_id"], StringSegment.objects.all()
    elif "overridable_segment_id" in kwargs:
        pk, segments = kwargs["overridable_segment_id"], OverridableSegment.objects.all()
    else:
        return None
    of = segments.filter(pk=pk, context__object_id=translation.source.object_id)
    segment = of.first()
    return SentencePlace(translation, segment) if segment else None


def typed(request: HttpRequest) -> str | None:
    """Return the sentence that a request wants to write; None for a form, and for taking it away.

    Django reads the body of a form that is posted, not of one that is put.
    """
    if request.method != "PUT":
        return None
    # Read before Wagtail-localize does: it then takes what was read.
    body, kind = request.body, request.content_type
    if kind == "multipart/form-data":
        try:
            said, _files = MultiPartParser(
                request.META, BytesIO(body), request.upload_handlers, request.encoding
            ).parse()
        except MultiPartParserError:
            return None
    else:
        said = QueryDict(body, encoding=request.encoding)
    return said.get("value")


def compared(
    request: HttpRequest,
    translation: Translation,
    kwargs: Mapping[str, Any],
    words: str | None,
) -> HttpResponse | None:
    """Let a sentence be written or taken away only over what its editor has shown; else 409."""
    place = place_of(translation, kwargs)
    if place is None or request.method not in {"PUT", "DELETE"}:
        return None
    base, row = request.GET.get(BASE, ""), place.rows.first()
    if not is_current(place, row, base, user_pk=request.user.pk):
        return changed_sentence(AnswerChange(place.source, in_words(row), words or ""))
    note_written(place, base, place.as_stored(words) if request.method == "PUT" else None)
    return None


def stored(row: SentenceRow | None) -> str | None:
    """Return what a row says, as it is kept."""
    if row is None:
        return None
    return str(row.data if isinstance(row, StringTranslation) else row.data_json)


def source_of(row: SentenceRow) -> str:
    """Return the German words of a row; an override has none."""
    return str(row.translation_of.data) if isinstance(row, StringTranslation) else ""


def in_words(row: SentenceRow | None) -> str:
    """Return what a row says, as it is read."""
    return "" if row is None else str(row.data)


def is_current(
    place: SentencePlace,
    row: SentenceRow | None,
    base: str,
    *,
    user_pk: int | None,
) -> bool:
    """Whether the row is what the page with this base has shown, or has written itself.

    A request that names no base has seen nothing: it may fill a gap, or correct one's own words.
    """
    editor, _dot, seen = base.partition(".")
    now = digest(stored(row))
    if not seen:
        return row is None or row.last_translated_by_id == user_pk
    if seen == now:
        return True
    written = WrittenSentence.objects.filter(translation=place.translation, key=place.key)
    return written.filter(editor=editor, digest=now).exists()


def note_written(place: SentencePlace, base: str, words: str | None) -> None:
    """Note which page has written a sentence last."""
    WrittenSentence.objects.update_or_create(
        translation=place.translation,
        key=place.key,
        defaults={"editor": base.partition(".")[0][:16], "digest": digest(words)},
    )


def publishing(request: HttpRequest, translation: Translation) -> HttpResponse | None:
    """Let the words be published that were seen; else 409 with those that are newer."""
    if request.POST.get("action") != "publish":
        return None
    seen_now = ShownSentence(at=timezone.now())
    newer = newer_than(translation, request.POST.get(BASE, ""), user_pk=request.user.pk)
    if not newer:
        return None
    changes = [AnswerChange(source_of(row), in_words(row)) for row in newer]
    return newer_words(request, changes, base={"action": "publish", BASE: seen_now.base})


@dataclass(frozen=True)
class ShownSentence:
    """What an editor's page is made from; read before the page."""

    editor: str = field(default_factory=lambda: secrets.token_hex(8))
    at: datetime = field(default_factory=timezone.now)
    digests: Mapping[Key, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """What the form that publishes names."""
        return f"{self.editor}.{self.at.isoformat()}"

    def carry(self, html: str) -> str:
        """Return the page with bases in it."""

        def with_base(found: re.Match[str]) -> str:
            seen = self.digests.get((found[1], int(found[2])), NOTHING)
            return f"{found[0]}?{BASE}={self.editor}.{seen}"

        html = ADDRESS.sub(with_base, html)
        return html.replace(EDITOR, f'{EDITOR} data-{BASE}="{escape(self.base)}"')


def shown(translation: Translation) -> ShownSentence:
    """Return what stands in a translation now; four queries."""
    at = timezone.now()
    return ShownSentence(
        at=at, digests=dict(_digests(translation.source, translation.target_locale_id))
    )


def _digests(source: TranslationSource, locale_id: int) -> Iterator[tuple[Key, str]]:
    said = StringTranslation.objects.filter(locale=locale_id, context__object_id=source.object_id)
    words = {
        (string, context): data
        for string, context, data in said.values_list("translation_of", "context", "data")
    }
    for pk, string, context in source.stringsegment_set.values_list("pk", "string", "context"):
        yield ("strings", pk), digest(words.get((string, context)))
    instead = SegmentOverride.objects.filter(locale=locale_id, context__object_id=source.object_id)
    values = dict(instead.values_list("context", "data_json"))
    for pk, context in source.overridablesegment_set.values_list("pk", "context"):
        yield ("overrides", pk), digest(values.get(context))


def newer_than(translation: Translation, base: str, *, user_pk: int | None) -> list[SentenceRow]:
    """Return what was written into a translation since the page with this base was made.

    Without a base, everything that somebody else has written since one's own last words.
    """
    editor, _dot, moment = base.partition(".")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    rows = list(_rows(translation))
    if at is None or timezone.is_naive(at):
        own = [row.updated_at for row in rows if row.last_translated_by_id == user_pk]
        return [
            row
            for row in rows
            if row.last_translated_by_id != user_pk and not (own and row.updated_at < max(own))
        ]
    mine = set(
        WrittenSentence.objects.filter(translation=translation, editor=editor).values_list(
            "key", "digest"
        )
    )
    return [
        row
        for row in rows
        if row.updated_at > at and (_key_of(row), digest(stored(row))) not in mine
    ]


def _rows(translation: Translation) -> Iterator[SentenceRow]:
    source, locale = translation.source, translation.target_locale
    found = source.stringsegment_set.get_translations(locale)
    yield from found.select_related("translation_of", "last_translated_by").order_by("pk")
    yield from source.overridablesegment_set.get_overrides(locale).order_by("pk")


def _key_of(row: SentenceRow) -> str:
    is_text = isinstance(row, StringTranslation)
    return _key(row.context_id, row.translation_of_id if is_text else None)


def _key(context: int, string: int | None) -> str:
    return f"o{context}" if string is None else f"s{string}-{context}"


def states_of(source: TranslationSource) -> Iterator[Any]:
    """Return everything that updating the translations of a text could publish."""
    for translation in source.translations.filter(enabled=True).order_by("pk"):
        yield translation.pk, sorted(_digests(source, translation.target_locale_id))
