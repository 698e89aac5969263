"""What has changed lately: in the whole wiki, in one district, in one article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.at_address import person_url
from accounts.models import User
from accounts.person import Person
from districts.models import District
from versions.hidden import shown_growth, with_hidden_parents
from versions.models import AbstractRevision, since
from wiki.addresses import article_url
from wiki.models import Article, Revision
from wiki.querysets import RevisionQuerySet

State = AbstractRevision.State


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One change as lists and feeds show it; hidden parts are empty."""

    pk: int
    title: str
    url: str
    compare_url: str
    district: str
    number: int
    date: datetime
    author: str
    author_url: str
    summary: str
    size: int | None
    minor: bool
    is_new: bool
    seen: bool
    author_key: int | None = None


def recent(
    *,
    user: Person = None,
    district: District | None = None,
    general: bool = False,
    article: Article | None = None,
    minor: bool = True,
) -> RevisionQuerySet:
    """Return the accepted changes that a reader may see, newest first, without the texts.

    `general=True` are the changes of articles without a district.
    """
    rows = Revision.objects.visible_to(user).filter(state=State.LIVE, article__state="live")
    if district is not None:
        rows = rows.filter(article__district=district)
    if general:
        rows = rows.filter(article__district__isnull=True)
    if article is not None:
        rows = rows.filter(article=article)
    if not minor:
        rows = rows.filter(minor=False)
    rows = with_hidden_parents(rows.listed().with_place().select_related("author"))
    return rows.order_by(since().desc(), "-pk")


def described(revision: Revision) -> ArticleChange:
    """Return a change as lists show it."""
    article = revision.article
    author = None if revision.author_hidden else revision.author
    parent = revision.parents[0] if revision.parents else 0
    return ArticleChange(
        pk=revision.pk,
        title=article.title,
        url=article_url(article),
        compare_url=article_url(article, f"vergleich/?from={parent}&to={revision.number}")
        if parent
        else article_url(article, f"version/{revision.number}/"),
        district=article.district.name if article.district else "",
        number=revision.number,
        date=revision.published_at or revision.created,
        author=author.name if author else "" if revision.author_hidden else revision.author_name,
        author_url=person_url(author.slug) if author else "",
        summary="" if revision.summary_hidden else revision.summary,
        size=shown_growth(revision),
        minor=revision.minor,
        is_new=not revision.parents,
        seen=revision.patrolled_by_id is not None or (author is not None and _is_known(author)),
        author_key=author.pk if author else None,
    )


def _is_known(author: User) -> bool:
    """Say whether nobody need look at this author's changes: moderators look at others'."""
    return author.trust == User.Trust.MODERATOR
