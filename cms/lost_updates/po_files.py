"""Translations in a file: downloaded, written elsewhere, sent back, perhaps days later.

Each sentence of the file names what stood there when it was downloaded. What was not touched in the
file does not go back; what was touched replaces nothing that somebody has written meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from tempfile import NamedTemporaryFile
from typing import Any

import polib
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from cms.admin import refusals
from cms.lost_updates.digests import digest
from cms.lost_updates.translated_answers import AnswerChange, newer_words

#: A remark that programs for such files show and keep.
BASE = "Stand: "
#: In the head of a file: which translation it is for. Wagtail-localize relies on its being there.
TRANSLATION = "X-WagtailLocalize-TranslationID"
_BASE = re.compile(rf"^{BASE}(\S+)$", re.MULTILINE)


def install() -> None:
    """Wrap both ways; called once, when all apps are loaded."""
    if not hasattr(Translation.export_po, "__wrapped__"):
        Translation.export_po = _with_bases(Translation.export_po)
        Translation.import_po = _without_untouched(Translation.import_po)


def compared(request: HttpRequest, translation: Translation) -> HttpResponse | None:
    """Answer 409, with both texts, where a file would replace newer words.

    A file of another translation, or of another program, is refused before.
    """
    file = request.FILES.get("file")
    if file is None:
        return None
    po = _read(file.read())
    file.seek(0)
    if po is None:
        words = _("This file cannot be read as a file of translations (PO, in UTF-8).")
        return refusals.answer(request, refusals.AdminRefusal(words))
    if po.metadata.get(TRANSLATION) != str(translation.uuid):
        words = _(
            "This file is not for this translation. Please download a new file and write your "
            "words into that one."
        )
        return refusals.answer(request, refusals.AdminRefusal(words))
    changes = _lost(translation, po)
    return newer_words(request, changes) if changes else None


def _lost(translation: Translation, po: polib.POFile) -> list[AnswerChange]:
    changes = []
    for entry in po:
        if not entry.msgstr or _is_untouched(entry):
            continue
        words = _stored(translation, entry)
        if words not in {None, entry.msgstr} and digest(words) != _base_of(entry):
            changes.append(AnswerChange(entry.msgid, str(words), entry.msgstr))
    return changes


def _stored(translation: Translation, entry: polib.POEntry) -> str | None:
    """Return what stands where a sentence of the file would go."""
    found = StringTranslation.objects.filter(
        translation_of__locale=translation.source.locale_id,
        translation_of__data=entry.msgid,
        locale=translation.target_locale_id,
        context__object_id=translation.source.object_id,
        context__path=entry.msgctxt,
    )
    return found.values_list("data", flat=True).first()


def _read(content: bytes) -> polib.POFile | None:
    # polib takes a text for the name of a file where there is one.
    with NamedTemporaryFile(suffix=".po") as file:
        file.write(content)
        file.flush()
        try:
            po = polib.pofile(file.name)
        # A head may name an encoding that is none for texts; polib raises what Python does.
        except (OSError, UnicodeError, LookupError, ValueError):
            return None
    return None if any("\x00" in entry.msgstr for entry in po) else po


def _base_of(entry: polib.POEntry) -> str:
    found = _BASE.search(entry.comment or "")
    return found[1] if found else ""


def _is_untouched(entry: polib.POEntry) -> bool:
    return _base_of(entry) == digest(entry.msgstr or None)


def _with_bases(export: Callable[..., polib.POFile]) -> Callable[..., polib.POFile]:
    @wraps(export)
    def export_po(self: Translation) -> polib.POFile:
        po = export(self)
        for entry in po:
            entry.comment = f"{BASE}{digest(entry.msgstr or None)}"
        return po

    return export_po


def _without_untouched(take: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(take)
    def import_po(self: Translation, po: polib.POFile, *args: Any, **kwargs: Any) -> Any:
        for entry in [entry for entry in po if _is_untouched(entry)]:
            po.remove(entry)
        return take(self, po, *args, **kwargs)

    return import_po
