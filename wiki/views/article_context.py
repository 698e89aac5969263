"""What the page of an article shows, as its template takes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community import trust
from community.talk import shown as talk
from community.watching import watches
from pictures.in_text import with_pictures
from search import contract
from text import acts
from text.acts import Act
from text.languages import CODES, current_language
from versions.around import tabs
from wiki import reading
from wiki.addresses import article_url, district_url, new_url
from wiki.cached_parts import SharedArticle
from wiki.facts import PHONE, WHERE, Fact, taken_from
from wiki.models import Article, Revision
from wiki.schema_org import of_article
from wiki.shown import said_by
from wiki.subject import KIND, acts_at
from wiki.summaries import summary_of
from wiki.views import outcome
from wiki.views.navigation import article_steps

WORDS_A_MINUTE = 200
# German words are long: with blanks about seven characters each.
CHARACTERS_A_WORD = 7


def context_of(request: HttpRequest, page: SharedArticle) -> dict[str, Any]:
    """Return the context of `wiki/article.html`: what is shared, and what this reader may do.

    The language switch learns where else the text is, too: see `cms.reading.languages`.
    """
    request.language_alternates = page.alternates  # type: ignore[attr-defined]
    saved = request.GET.get("gespeichert", "")
    return {
        "article": page.article,
        "text": page.text,
        "side": page.side,
        "beside": page.beside,
        "talk": page.talk,
        "summary": page.summary,
        "waiting": page.waiting,
        "breadcrumb": page.breadcrumb,
        "may_manage": trust.may(request.user, "protect", page.article),
        "may_move": trust.may(request.user, "rename", page.article),
        "may_confirm": trust.may(request.user, "confirm", page.article),
        "watched": watches.is_watched(request.user, KIND, page.article.pk),
        "said": outcome.said_after_save(saved) if saved else "",
    }


def shared(revision: Revision, base: str) -> SharedArticle:
    """Return what is the same for every reader; needs everything `published_at` selects.

    `base` is the site's address with scheme and host, for citing and passing on.
    """
    article = revision.article
    family = reading.translations(article)
    context = _context(revision, family, base.rstrip("/") + article_url(article))
    summary = summary_of(revision.html or "")
    schema_org = of_article(
        article,
        summary=summary,
        url=context["full_url"],
        contributors=context["contributors"],
        topics=(topic["name"] for topic in context["topics"]),
    )
    return SharedArticle(
        article=article,
        text=render_to_string("wiki/_article_text.html", context) + schema_org,
        side=render_to_string("wiki/_article_side.html", context),
        beside=render_to_string("wiki/_article_beside.html", context),
        talk=talk.below(KIND, article),
        summary=summary,
        waiting=revision.waiting,  # type: ignore[attr-defined]  # annotated by published_at
        alternates=_alternates(article, family),
        breadcrumb=article_steps(article),
    )


def _context(revision: Revision, family: reading.Family, full_url: str) -> dict[str, Any]:
    """Return the context of the shared parts."""
    article = revision.article
    contributors = reading.contributors(article)
    facts, html = taken_from(with_pictures(revision.html or ""))
    found = contract.similar_to(KIND, article.pk)
    backlinks = reading.backlinks(article)
    said_by(article, [item["pk"] for item in backlinks], found.keys)
    shown = {hit.url for hit in found.hits}
    return {
        "article": article,
        "parts": reading.parts(revision, html),
        "facts": facts,
        "acts": _acts(article, facts),
        "toc": reading.contents(revision),
        "topics": [
            {"name": topic.name, "url": topic.get_absolute_url()} for topic in article.topics.all()
        ],
        "contributors": contributors,
        "backlinks": [item for item in backlinks if item["url"] not in shown],
        "similar": found.hits,
        "permanent_url": article_url(article, f"version/{revision.number}/"),
        "full_url": full_url,
        "citation": _citation(revision, contributors, full_url),
        "minutes": max(1, round(revision.size / CHARACTERS_A_WORD / WORDS_A_MINUTE)),
        "tabs": tabs(article, article_url(article), ""),
        **_place(article),
        **_check(article),
        **_languages(article, family),
    }


def _acts(article: Article, facts: list[Fact]) -> list[Act]:
    """Return what can be done about an article: what its lines say, and adding to it."""
    said = {fact.kind: fact.words for fact in facts}
    town = article.district.city.name if article.district else ""
    adding = acts_at(article_url(article), not article.rests)
    return [*acts.call(said.get(PHONE, "")), *acts.go(said.get(WHERE, ""), town), *adding]


def _place(article: Article) -> dict[str, Any]:
    if article.district is None:
        return {"kicker": _("General knowledge"), "district": None}
    url = district_url(article.district, current_language())
    return {
        "kicker": _("Wiki article"),
        "district": {"name": article.district.name, "url": url},
    }


def _check(article: Article) -> dict[str, Any]:
    needed = reading.needs_check(article)
    return {
        "checked_by": article.checked_by.name if article.checked_by else "",
        "needs_check": needed,
        "check_text": _("Nobody has checked for a long time whether this is still right."),
    }


def _alternates(article: Article, family: reading.Family) -> dict[str, str | None]:
    """Return every language with the address of the article in it, None where there is none."""
    paths = {other.language: other.url for other in family.others}
    return {**dict.fromkeys(CODES), **paths, article.language: article_url(article)}


def _languages(article: Article, family: reading.Family) -> dict[str, Any]:
    """Say where else the text is, whether it lags behind, and whether it is another language."""
    context: dict[str, Any] = {
        "translations": family.others,
        "untranslated": [
            {
                "name": reading.native_name(code),
                "code": code,
                "url": f"{new_url(article.district, '', code)}&uebersetzung={article.pk}",
            }
            for code in (() if article.rests else family.missing)
        ],
        "foreign": article.language != current_language(),
        "foreign_text": _("This article is not there in your language yet. You read: %(name)s.")
        % {"name": reading.native_name(article.language)},
    }
    if family.newer_source is not None:
        context |= {
            "outdated": True,
            "outdated_text": _("The German article has changed since this was written:"),
            "source_url": article_url(family.newer_source),
            "source_title": family.newer_source.title,
        }
    return context


def _citation(revision: Revision, people: list[reading.Contributor], url: str) -> str:
    """Return how to cite: authors, title, site, version, day of reading."""
    names = ", ".join(person.name for person in people if person.name)
    message = _(
        "%(names)s: “%(title)s”, version %(number)d of %(date)s, %(url)s, read on %(today)s."
    )
    return message % {
        "names": names or _("Several authors"),
        "title": revision.title,
        "number": revision.number,
        "date": date_format(timezone.localtime(revision.created), "DATE_FORMAT"),
        "url": url,
        "today": date_format(timezone.localdate(), "DATE_FORMAT"),
    }
