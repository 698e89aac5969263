"""Duty pages: their first text, with gaps for what only the operator can write."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.html import escape

import pagecache
from cms.models import HomePage, SiteSettings, StandardPage
from cms.required_pages import duty_languages
from cms.starter import starter

#: What stands in a new duty page until `fill_operator()` knows better.
OPERATOR_GAP = "[bitte ausfüllen: Name des Betreibers]"
MAIL_GAP = "[bitte ausfüllen: E-Mail-Adresse]"


def has_duty_pages() -> bool:
    """Say whether every duty page is there, in every language it starts with."""
    found = StandardPage.objects.exclude(duty="").values_list("duty", "locale__language_code")
    return set(duty_languages()) <= set(found)


def ensure_duty_pages(homes: Mapping[str, HomePage]) -> None:
    """Make the missing duty pages below these home pages (by language code)."""
    pages = StandardPage.objects.exclude(duty="").select_related("locale")
    known = {(page.duty, page.locale.language_code) for page in pages}
    keys = {page.duty: page.translation_key for page in pages}
    for words in starter()["duties"]:
        for language in words["languages"]:
            duty = words["duty"]
            if (duty, language) in known:
                continue
            page = StandardPage(slug=duty, duty=duty, locale_id=homes[language].locale_id)
            _write_first_text(page, words)
            page.translation_key = keys.setdefault(duty, page.translation_key)
            homes[language].refresh_from_db()
            homes[language].add_child(instance=page)


def restore_first_text(page: StandardPage) -> None:
    """Give a duty page back the text, and the gaps, that a new site begins with."""
    words = next(words for words in starter()["duties"] if words["duty"] == page.duty)
    _write_first_text(page, words)
    page.draft_title = page.title
    # Without a revision it counts as untouched, and the demo can be loaded again.
    page.latest_revision = page.live_revision = None
    page.is_demo = False
    page.save()
    page.revisions.all().delete()


def _write_first_text(page: StandardPage, words: Mapping[str, Any]) -> None:
    page.title, page.intro = words["title"], words["intro"]
    page.body = [("text", _with_operator(words["text"], OPERATOR_GAP, MAIL_GAP))]


def fill_operator(*, operator: str, mail: str) -> None:
    """Name the operator in the settings and in the gaps of all duty pages.

    Other gaps stay, so the pages keep their banner until somebody has written them.
    """
    with transaction.atomic():
        SiteSettings.objects.update(operator=operator, operator_mail=mail)
        for page in StandardPage.objects.exclude(duty=""):
            for block in page.body.raw_data:
                if block["type"] == "text":
                    block["value"] = _named(block["value"], operator, mail)
            page.save()
        pagecache.bump()


def _with_operator(text: str, operator: str, mail: str) -> str:
    return text.strip().replace("{operator}", operator).replace("{mail}", mail)


def _named(html: str, operator: str, mail: str) -> str:
    return html.replace(OPERATOR_GAP, escape(operator)).replace(MAIL_GAP, escape(mail))
