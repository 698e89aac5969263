"""What may be found of articles: the published text of public ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from districts.towns import city_term
from search.contract import Record, Term, Traits
from text.rendering import plain_safely
from wiki.addresses import article_url
from wiki.models import Article, Revision
from wiki.querysets import used
from wiki.subject import SUBJECT
from wiki.summaries import shortened

SUMMARY_LENGTH = 300


class ArticleSource:
    """Offers articles to search."""

    kind = SUBJECT.key
    label = SUBJECT.one
    traits = Traits(names_similar=True)

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        """Return the records of the public articles among these; three queries."""
        revisions = (
            Revision.objects.published()
            .filter(used("article__district"), article__in=list(pks))
            .filter(article__state=Article.State.LIVE)
            .select_related("article__district__city")
            .prefetch_related("article__topics")
            .defer("html", "body")
        )
        return {revision.article_id: _record(revision) for revision in revisions}

    def pks(self) -> Iterator[int]:
        """Stream the primary keys of all public articles."""
        return Article.objects.live().order_by("pk").values_list("pk", flat=True).iterator()


def _record(revision: Revision) -> Record:
    article = revision.article
    district = article.district
    plain = revision.plain
    if plain is None:
        plain = plain_safely(revision.body)
    return Record(
        kind=ArticleSource.kind,
        pk=article.pk,
        language=article.language,
        title=article.title,
        summary=shortened(" ".join(plain[: SUMMARY_LENGTH * 3].split()), SUMMARY_LENGTH),
        text=plain,
        url=article_url(article),
        updated_at=article.updated_at,
        city=city_term(article),
        districts=(Term(district.slug, district.name),) if district else (),
        topics=tuple(Term(topic.slug, topic.name) for topic in article.topics.all()),
        headings=tuple(str(row[2]) for row in revision.toc or ()),
    )
