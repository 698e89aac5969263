"""Which lines are all articles of the wiki? See `wiki.exchange` for their form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from django.conf import settings

from districts.models import Topic
from versions.models import AbstractRevision
from wiki.addresses import slug_for
from wiki.exchange import ImportedArticle, ImportedRevision, write_line
from wiki.models import GENERAL, Article, Revision
from wiki.reading import by_language

State = AbstractRevision.State
BATCH = 50


def lines() -> Iterator[str]:
    """Return the public articles with all their accepted revisions, as they were made.

    German ones come first: a translation names the article it translates.
    """
    slugs = dict(Topic.objects.values_list("pk", "slug"))
    articles = Article.objects.addressed().with_place()
    articles = articles.order_by(by_language("language", settings.LANGUAGE_CODE), "pk")
    for article in articles.iterator(chunk_size=BATCH):
        yield write_line(_article(article, slugs))


def _article(article: Article, slugs: dict[int, str]) -> ImportedArticle:
    revisions = list(
        article.revisions.filter(state__in=[State.LIVE, State.ACCEPTED])
        .select_related("author")
        .defer("html", "plain", "toc")
        .order_by("number")
    )
    topics = _slugs(revisions[-1], slugs)
    before = 0
    written = []
    for revision in revisions:
        written.append(_revision(revision, article, topics, slugs, before))
        before = revision.number
    return ImportedArticle(
        title=article.title,
        district=article.district.slug if article.district else None,
        language=article.language,
        topics=topics,
        revisions=tuple(written),
        slug="" if article.slug == slug_for(article.title) else article.slug,
        translation_of=source_of(article),
        protection=article.protection,
    )


def _revision(
    revision: Revision,
    article: Article,
    topics: tuple[str, ...],
    slugs: dict[int, str],
    before: int,
) -> ImportedRevision:
    own = _slugs(revision, slugs)
    usual = [before] if before else []
    hidden = {part for part in ("text", "summary", "author") if getattr(revision, f"{part}_hidden")}
    return ImportedRevision(
        number=revision.number,
        author=revision.author.name if revision.author else revision.author_name,
        created=revision.created.astimezone(UTC),
        summary=revision.summary,
        body=revision.body,
        title=None if revision.title == article.title else revision.title,
        topics=None if own == topics else own,
        parents=None if revision.parents == usual else tuple(revision.parents),
        minor=revision.minor,
        hidden=frozenset(hidden),
    )


def _slugs(revision: Revision, slugs: dict[int, str]) -> tuple[str, ...]:
    return tuple(sorted(slugs[pk] for pk in revision.topics if pk in slugs))


def source_of(article: Article) -> str:
    """Return the address of the German article that this one translates; "" for none."""
    if article.language == settings.LANGUAGE_CODE:
        return ""
    source = (
        Article.objects.addressed()
        .filter(translation_key=article.translation_key, language=settings.LANGUAGE_CODE)
        .with_place()
        .first()
    )
    if source is None:
        return ""
    return f"{source.district.slug if source.district else GENERAL}/{source.slug}"
