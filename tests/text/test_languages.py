"""In which language does somebody read, and how does an address say so?"""

import pytest
from django.utils import translation

from text.languages import current_language, language_of, prefix, without_prefix


@pytest.mark.parametrize(
    ("path", "language", "plain"),
    [
        ("/", "de", "/"),
        ("/wiki/", "de", "/wiki/"),
        ("/en", "en", "/"),
        ("/en/", "en", "/"),
        ("/en/wiki/", "en", "/wiki/"),
        ("/de-simple/termine/", "de-simple", "/termine/"),
        ("/english/", "de", "/english/"),
        ("/fr/wiki/", "de", "/fr/wiki/"),
    ],
)
def test_an_address_says_its_language(path: str, language: str, plain: str) -> None:
    assert (language_of(path), without_prefix(path)) == (language, plain)
    assert language_of(prefix(language) + plain) == language


def test_german_is_read_where_no_language_is_on() -> None:
    with translation.override("en"):
        assert current_language() == "en"
    with translation.override(None):
        assert current_language() == "de"
