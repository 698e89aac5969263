"""In which language is an entry written, and what is a reader of another language told?

Entries of the directory are kept in German only: names, addresses and reports are those of the
place. A page below `/en/` has an English frame around German words.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from text.languages import CODES, current_language, in_german, in_language


@dataclass(frozen=True, slots=True)
class Foreign:
    """`text` says it to the reader; `lang` marks the words, empty where they are read alike."""

    text: str
    lang: str


def tell(request: HttpRequest, url: str) -> Foreign | None:
    """Tell the language switch that the entry at `url` is German; return what to tell a reader.

    None for readers of German. Easy language is German for whoever reads it aloud.
    """
    german = in_language(url, settings.LANGUAGE_CODE)
    only = dict.fromkeys(CODES) | {settings.LANGUAGE_CODE: german}
    request.language_alternates = only  # type: ignore[attr-defined]
    language = current_language()
    if language == settings.LANGUAGE_CODE:
        return None
    if in_german():
        text = _("This text does not exist in easy language yet. You see the ordinary German text.")
        return Foreign(text, "")
    return Foreign(_("This entry is written in German."), settings.LANGUAGE_CODE)
