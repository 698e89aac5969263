"""In which languages is there a version of what this request shows, and where?

A view below cms that knows better than the addresses do (a wiki article, a district) says so by
setting `request.language_alternates`: a dict from language code to the path of the version, or None
where there is none. Without it, an address of the site has a version in every language; of an
answer to a form it is the page that the form stands on. The admin has one address for all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.reading.surrounding_pages import surrounding_pages_of
from community.typed import form_pages
from text.languages import CODES, EASY_LANGUAGE, current_language, in_language, prefix


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language switch; see templates/components/language_switch.html."""

    code: str
    lang: str
    name: str
    url: str
    current: bool
    available: bool


def html_lang(language: str) -> str:
    """Return the code for `lang` attributes: easy language is German for whoever reads it aloud."""
    return "de" if language == EASY_LANGUAGE else language


def language_links(request: HttpRequest, easy_language_url: str) -> list[LanguageLink]:
    """Return the language switch of this request: one entry per language of the site.

    Where there is no version, the link leads to the same address, which shows the German text and
    says so; for easy language to the page that tells what there is in it (`easy_language_url`).
    """
    current = current_language()
    paths = alternates(request)
    return [
        LanguageLink(
            code=code,
            lang=html_lang(code),
            name=get_language_info(code)["name_local"],
            url=paths.get(code) or _without_version(request, code, easy_language_url),
            current=code == current,
            available=bool(paths.get(code)),
        )
        for code in CODES
    ]


def alternates(request: HttpRequest) -> Mapping[str, str | None]:
    """Return the path of every language's version, None where there is none."""
    known = getattr(request, "language_alternates", None)
    if known is not None:
        return known
    page = shown_page(request)
    if page is not None:
        found = page_alternates(request, page)
    elif request.resolver_match and not request.path.startswith("/admin/"):
        found = {code: in_language(_address(request), code) for code in CODES}
    else:
        found = {code: f"{prefix(code)}/" for code in CODES}
    request.language_alternates = found  # type: ignore[attr-defined]
    return found


def hreflang(request: HttpRequest) -> list[dict[str, str]]:
    """Return what search engines are told: every version by its language, this page among them.

    Each version says the same, so they name each other. A page at another address than its text's
    own (the German text below `/en/`) says nothing: nobody would name it back. Easy language is
    `de-simple`, as registered (RFC 5646: "simple" is a variant).
    """
    found = {code: path.partition("?")[0] for code, path in alternates(request).items() if path}
    if len(found) < 2 or found.get(current_language()) != request.path:
        return []
    urls = {code: request.build_absolute_uri(path) for code, path in found.items()}
    if settings.LANGUAGE_CODE in urls:
        urls["x-default"] = urls[settings.LANGUAGE_CODE]
    return [{"code": code, "url": url} for code, url in urls.items()]


def page_alternates(request: HttpRequest, page: Page) -> dict[str, str | None]:
    """Return the path of every published, public version of a page. One query a request."""
    found: dict[str, str | None] = dict.fromkeys(CODES)
    for version in surrounding_pages_of(request, page).versions:
        found[version.locale.language_code] = version.get_url()
    return found


def shown_page(request: HttpRequest) -> Page | None:
    """Return the page that Wagtail has found for this request."""
    result = getattr(request, "_wagtail_route_for_request", None)
    return result.page if result else None


def _address(request: HttpRequest) -> str:
    """Return path and query that a link may lead to: not every address of a form can be opened."""
    address = request.get_full_path()
    match = request.resolver_match
    if match is None or not form_pages.takes_forms_only(match.func):
        return address
    page = form_pages.readable(request.path)
    return escape_uri_path(page) + address[len(address.partition("?")[0]) :]


def _without_version(request: HttpRequest, language: str, easy_language_url: str) -> str:
    if language == EASY_LANGUAGE:
        return easy_language_url
    return in_language(request.path, language)
