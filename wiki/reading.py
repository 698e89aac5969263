"""Everything the page of an article shows, in a fixed number of queries.

1 revision with article, district, author, checker, number of contributions that wait · 2 topics
· 3 contributors · 4 backlinks · 5 translations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Max, Q, Value, When
from django.utils import timezone
from django.utils.translation import get_language_info

from accounts.at_address import person_url
from community import cases
from districts.modules.in_use import Decided
from districts.modules.own import ARTICLES
from text.headings import TOP_LEVEL, Heading
from versions.models import AbstractRevision
from wiki.addresses import article_url
from wiki.models import GENERAL, Article, Revision
from wiki.querysets import used
from wiki.rendering import ensure_rendered, headings
from wiki.subject import KIND
from wiki.worklists.articles import CHECKED_FOR

CONTRIBUTORS_SHOWN = 12
BACKLINKS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TextPart:
    """One stretch of a text: from a heading of the highest level (None: the lead) to the next.

    `head` is that heading in HTML, of the lead its first paragraph; `html` what stands below it.
    """

    heading: Heading | None
    head: str
    html: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who wrote an article; without an account there is no `url`."""

    name: str
    url: str
    edits: int


@dataclass(frozen=True, slots=True)
class Translation:
    """The same article in another language; `outdated` when its German source is younger."""

    language: str
    name: str
    title: str
    url: str
    outdated: bool


@dataclass(frozen=True, slots=True)
class Family:
    """An article's translations; `newer_source` is the German one if this text lags behind it."""

    others: list[Translation]
    newer_source: Article | None
    missing: list[str]


def published_at(*, district: str, slug: str, language: str) -> Revision | None:
    """Return the published revision at an address, rendered; the best language comes first."""
    where = (
        Q(article__district=None) if district == GENERAL else Q(article__district__slug=district)
    )
    revision = (
        Revision.objects.published()
        .filter(where, used("article__district"), article__slug=slug)
        .filter(article__state=Article.State.LIVE)
        .select_related("article__district__city", "author", "article__checked_by")
        .annotate(
            waiting=cases.open_of(KIND, "article_id"),
            decided=Decided("article__district__city", module=ARTICLES),
        )
        .defer("plain")
        .order_by(by_language("article__language", language))
        .first()
    )
    if revision is None:
        return None
    revision.article.decided = revision.decided  # type: ignore[attr-defined]
    return ensure_rendered(revision)


def by_language(field: str, language: str) -> SqlCase:
    """Return an order: this language first, then German, then the others."""
    ranks = {settings.LANGUAGE_CODE: 1, language: 0}
    return SqlCase(
        *(When(**{field: code}, then=Value(rank)) for code, rank in ranks.items()),
        default=Value(2),
        output_field=IntegerField(),
    )


def parts(revision: Revision, html: str) -> list[TextPart]:
    """Cut the HTML of a revision at its headings of the highest level, where it may be cut.

    Those headings stand outside of every other element, so each part is whole by itself.
    """
    cuts: list[tuple[int, Heading | None]] = [(0, None)]
    for heading in headings(revision):
        if heading.level == TOP_LEVEL:
            at = html.find(f'<h{TOP_LEVEL} id="{heading.anchor}"', cuts[-1][0])
            if at >= 0:
                cuts.append((at, heading))
    ends = [at for at, _heading in cuts[1:]] + [len(html)]
    found = [_part(heading, html[at:end]) for (at, heading), end in zip(cuts, ends, strict=True)]
    return [part for part in found if part.head or part.html.strip()]


def _part(heading: Heading | None, html: str) -> TextPart:
    """Return a stretch; where it begins with neither a heading nor a paragraph, all is below."""
    begin, end = (f"<h{TOP_LEVEL} ", f"</h{TOP_LEVEL}>") if heading else ("<p>", "</p>")
    at = html.find(end) + len(end) if html.startswith(begin) and end in html else 0
    return TextPart(heading, html[:at], html[at:])


def contents(revision: Revision) -> list[dict[str, Any]]:
    """Return the contents list as `components/toc.html` takes it: two levels."""
    entries: list[dict[str, Any]] = []
    for heading in headings(revision):
        entry = {"id": heading.anchor, "title": heading.title, "children": []}
        if heading.level == TOP_LEVEL or not entries:
            entries.append(entry)
        elif heading.level == TOP_LEVEL + 1:
            entries[-1]["children"].append(entry)
    return entries


def contributors(article: Article) -> list[Contributor]:
    """Return who wrote the article, who wrote most first; hidden names are left out."""
    rows = (
        Revision.objects.filter(
            article=article,
            state__in=[AbstractRevision.State.LIVE, AbstractRevision.State.ACCEPTED],
            author_hidden=False,
        )
        .values("author__name", "author__slug", "author_name")
        .annotate(edits=Count("pk"), last=Max("number"))
        .order_by("-edits", "-last")[:CONTRIBUTORS_SHOWN]
    )
    return [
        Contributor(
            row["author__name"] or row["author_name"],
            person_url(row["author__slug"]) if row["author__slug"] else "",
            row["edits"],
        )
        for row in rows
    ]


def backlinks(article: Article) -> list[dict[str, Any]]:
    """Return the public articles whose published text links here, as components take them."""
    sources = (
        Article.objects.live()
        .filter(links__target=article)
        .exclude(pk=article.pk)
        .with_place()
        .distinct()
        .order_by("title", "pk")[:BACKLINKS_SHOWN]
    )
    return [
        {
            "pk": source.pk,
            "title": source.title,
            "url": article_url(source),
            "district": ""
            if source.district is None or source.district_id == article.district_id
            else source.district.name,
        }
        for source in sources
    ]


def translations(article: Article) -> Family:
    """Return the article in its other languages."""
    members = list(
        Article.objects.live().filter(translation_key=article.translation_key).with_place()
    )
    source = next((a for a in members if a.language == settings.LANGUAGE_CODE), None)
    others = [
        Translation(
            other.language,
            native_name(other.language),
            other.title,
            article_url(other),
            is_outdated(other, source),
        )
        for other in members
        if other.pk != article.pk
    ]
    present = {member.language for member in members}
    missing = [code for code, _name in settings.LANGUAGES if code not in present]
    return Family(others, source if is_outdated(article, source) else None, missing)


def native_name(language: str) -> str:
    """Return what a language is called in itself: "Leichte Sprache", "English"."""
    name = str(get_language_info(language)["name_local"])
    return name[:1].upper() + name[1:]


def is_outdated(article: Article, source: Article | None) -> bool:
    """Say whether the German source has changed (not in small ways) since this was written."""
    if source is None or source.pk == article.pk:
        return False
    return source.content_changed_at > article.updated_at


def needs_check(article: Article) -> bool:
    """Say whether somebody should look whether the article is still right.

    The review-by date decides; without one, a year since it was last written or checked.
    """
    if article.review_by is not None:
        return article.review_by <= timezone.localdate()
    last = max(article.updated_at, article.checked_at or article.updated_at)
    return last < timezone.now() - CHECKED_FOR
