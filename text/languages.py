"""In which language does somebody read, and how does an address say so?

An address says its language by its first segment, and German by having none.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

CODES = tuple(code for code, _name in settings.LANGUAGES)
#: German in short sentences (Leichte Sprache), a language of its own in addresses.
EASY_LANGUAGE = "de-simple"


def current_language() -> str:
    """Return the language in which is being read or written; German where none is switched on."""
    return get_language() or str(settings.LANGUAGE_CODE)


def in_german() -> bool:
    """Say whether German is being read, ordinary or easy."""
    return current_language().startswith(settings.LANGUAGE_CODE)


def prefix(language: str) -> str:
    """Return what stands before every address of a language: nothing for German, else "/en"."""
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def language_of(path: str) -> str:
    """Return the language in which the site answers at a path."""
    for code in CODES:
        if code != settings.LANGUAGE_CODE and f"{path}/".startswith(f"/{code}/"):
            return code
    return str(settings.LANGUAGE_CODE)


def without_prefix(path: str) -> str:
    """Return a path of the site without its language."""
    return path.removeprefix(prefix(language_of(path))) or "/"


def in_language(path: str, language: str) -> str:
    """Return the same address in another language; the query stays.

    Every address of readers has the same words in all languages behind its prefix, so that nothing
    needs to be looked up (`django.urls.translate_url` takes half a millisecond for each).
    """
    return prefix(language) + without_prefix(path)
