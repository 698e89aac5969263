"""Duty pages: their first text, with gaps for what only the operator can write."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.html import escape

import pagecache
from cms.models import HomePage, SiteSettings, StandardPage
from cms.starter import starter

#: What stands in a new duty page until `fill_operator()` knows better.
OPERATOR_GAP = "[bitte ausfüllen: Name des Betreibers]"
MAIL_GAP = "[bitte ausfüllen: E-Mail-Adresse]"


def has_duty_pages() -> bool:
    """Say whether every duty page is there, in every language it starts with."""
    wanted = sum(len(words["languages"]) for words in starter()["duties"])
    return bool(StandardPage.objects.exclude(duty="").count() >= wanted)


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
            page = StandardPage(
                title=words["title"],
                intro=words["intro"],
                slug=duty,
                duty=duty,
                body=[("text", _with_operator(words["text"], OPERATOR_GAP, MAIL_GAP))],
                locale_id=homes[language].locale_id,
            )
            page.translation_key = keys.setdefault(duty, page.translation_key)
            homes[language].refresh_from_db()
            homes[language].add_child(instance=page)


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
