"""Articles for programs: list, read, write. Shapes and errors are in docs/api.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.conf import settings
from django.db.models import Max, Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accounts.api_auth import reader, writer
from accounts.models import User
from community import limits
from community.people import blocked
from districts.models import District, Topic
from districts.modules.own import ARTICLES
from districts.modules.states import states
from pictures.in_text import with_pictures
from text.gone_pictures import without_gone
from text.storable import storable
from text.whole_numbers import LARGEST_KEY
from versions.hidden import shown_content
from wiki import api_schemas, services
from wiki.addresses import article_url
from wiki.edits import KEEP
from wiki.errors import Invalid, NotAllowed, UnknownBase
from wiki.merging import author_of
from wiki.models import GENERAL, Article, Revision
from wiki.rendering import ensure_rendered
from wiki.services import SaveResult

router = Router(tags=["wiki"])
LANGUAGES = dict(settings.LANGUAGES)
LARGEST_PAGE = 200
T = TypeVar("T", bound=Model)
Page = Annotated[int, Field(ge=1, le=100_000)]
Size = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]
Pk = Annotated[int, Field(ge=1, le=LARGEST_KEY)]


class Paging(Schema):
    """Which part of a list."""

    page: Page = 1
    size: Size = 50


class ArticleFilter(Paging):
    """Which articles; districts and topics by slug, "allgemein" for those without a district."""

    slug: str | None = None
    district: str | None = None
    topic: str | None = None
    language: str | None = None


class ArticleIn(Schema):
    """A new article; districts and topics are slugs."""

    title: str
    body: str
    district: str | None = None
    topics: list[str] = []
    summary: str = ""
    language: str = "de"


class EditIn(Schema):
    """A change; what is absent stays as it is."""

    base_revision: Annotated[int, Field(strict=True)] | None = None
    body: str | None = None
    summary: str = ""
    title: str | None = None
    topics: list[str] | None = None
    district: str | None = None
    minor: bool = False


@router.get("/articles", response=api_schemas.ArticleList)
def list_articles(request: HttpRequest, filters: Query[ArticleFilter]) -> dict[str, Any]:
    """List public articles by language and title, without their texts."""
    reader(request)  # a token that is not valid is said so even where none is needed
    if not states().is_used(ARTICLES):
        raise Http404
    articles = Article.objects.live().with_place().order_by("language", "title", "pk")
    if filters.slug:
        articles = articles.filter(slug=storable(filters.slug))
    if filters.district:
        slug = storable(filters.district)
        articles = articles.filter(district=None if slug == GENERAL else _district(slug))
    if filters.topic:
        articles = articles.filter(topics=_topics([filters.topic], field="topic")[0])
    if filters.language:
        articles = articles.filter(language=_language(filters.language))
    return _page(articles.prefetch_related("topics"), filters, _many)


@router.get("/articles/{pk}", response=api_schemas.ArticleOut)
def read_article(request: HttpRequest, pk: Pk) -> dict[str, Any]:
    """Return an article with its text."""
    article = _article(request, pk)
    number = article.published_number or article.last_number
    revision = article.revisions.with_place().select_related("author").get(number=number)
    return _whole(article, revision)


@router.get("/articles/{pk}/revisions", response=api_schemas.RevisionList)
def list_revisions(request: HttpRequest, pk: Pk, paging: Query[Paging]) -> dict[str, Any]:
    """List the revisions of an article, newest first, without their texts."""
    revisions = _article(request, pk).revisions.visible_to(reader(request)).listed()
    return _page(
        revisions.select_related("author").order_by("-number"),
        paging,
        lambda rows: [_revision(row) for row in rows],
    )


@router.get("/articles/{pk}/revisions/{number}", response=api_schemas.RevisionOut)
def read_revision(request: HttpRequest, pk: Pk, number: Pk) -> dict[str, Any]:
    """Return one revision with its text, as it was written."""
    user = reader(request)
    rows = _article(request, pk).revisions.visible_to(user).select_related("author")
    revision = get_object_or_404(rows, number=number)
    hidden = revision.text_hidden
    return _revision(revision) | {
        "title": "" if hidden else revision.title,
        "body": "" if hidden else without_gone(revision.body),
    }


@router.post("/articles", auth=writer, response={201: api_schemas.ArticleMade})
def create_article(request: HttpRequest, data: ArticleIn) -> Status[dict[str, Any]]:
    """Begin an article. Answers 201 with it; `status` "pending" when it waits for review."""
    article, result = services.create_article(
        title=data.title,
        body=data.body,
        district=_district(data.district) if data.district else None,
        topics=[topic.pk for topic in _topics(data.topics)],
        language=_language(data.language),
        summary=data.summary,
        author=_user(request),
        network=limits.network_of(request),
    )
    return Status(201, _whole(article, result.revision) | {"status": result.status})


@router.put("/articles/{pk}", auth=writer, response=api_schemas.SavedOut)
def change_article(request: HttpRequest, pk: Pk, data: EditIn) -> dict[str, Any]:
    """Change an article, starting from `base_revision`.

    Changes of others since then are combined; where both changed the same place the answer is 409
    with the texts of `base`, `theirs` and `mine`.
    """
    article = _article(request, pk)
    if data.base_revision is None:
        message = _("The number of the revision you started from is missing.")
        raise UnknownBase(message, field="base_revision")
    sent = data.model_fields_set
    topics = None if data.topics is None else [topic.pk for topic in _topics(data.topics)]
    result = services.save_edit(
        article=article,
        base_revision=data.base_revision,
        body=data.body,
        title=data.title,
        topics=topics,
        summary=data.summary,
        minor=data.minor,
        author=_user(request),
        network=limits.network_of(request),
        district=_district(data.district) if "district" in sent else KEEP,
    )
    return _saved(result)


def _user(request: HttpRequest) -> User:
    user = request.auth  # type: ignore[attr-defined]
    if not isinstance(user, User) or user.blocked_at:
        raise NotAllowed(blocked.why_not(user, _("This account may not write.")))
    return user


def _article(request: HttpRequest, pk: int) -> Article:
    """Return an article that the asking person may know of; 404 otherwise."""
    rows = Article.objects.visible_to(reader(request)).with_place()
    return get_object_or_404(rows.prefetch_related("topics"), pk=pk)


def _district(slug: str | None) -> District | None:
    if not slug or slug == GENERAL:
        return None
    district = District.objects.filter(slug=storable(slug)).select_related("city").first()
    if district is None:
        raise Invalid(_("There is no district “%(slug)s”.") % {"slug": slug}, field="district")
    return district


def _topics(slugs: list[str], *, field: str = "topics") -> list[Topic]:
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=map(storable, slugs))}
    for slug in slugs:
        if slug not in found:
            raise Invalid(_("There is no topic “%(slug)s”.") % {"slug": slug}, field=field)
    return list(found.values())


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise Invalid(_("There is no language “%(code)s”.") % {"code": code}, field="language")
    return code


def _page(
    rows: QuerySet[T], paging: Paging, shown: Callable[[list[T]], list[dict[str, Any]]]
) -> dict[str, Any]:
    first = (paging.page - 1) * paging.size
    return {
        "total": rows.count(),
        "page": paging.page,
        "size": paging.size,
        "results": shown(list(rows[first : first + paging.size])),
    }


def _many(articles: list[Article]) -> list[dict[str, Any]]:
    """Describe articles for a list, with the heads and authors of all in two queries."""
    published = Revision.objects.published().filter(article__in=articles)
    heads = dict(published.values_list("article", "pk"))
    authors = _authors(articles)
    return [
        _described(article, article.published_number, heads[article.pk])
        | {"authors": authors.get(article.pk, [])}
        for article in articles
    ]


def _whole(article: Article, revision: Revision) -> dict[str, Any]:
    revision.article = article
    ensure_rendered(revision)
    hidden = revision.text_hidden
    return _described(article, revision.number, revision.pk) | {
        "body": "" if hidden else without_gone(revision.body),
        "html": "" if hidden else with_pictures(revision.html or ""),
        "authors": _authors([article]).get(article.pk, []),
    }


def _described(article: Article, number: int, pk: int) -> dict[str, Any]:
    return {
        "id": article.pk,
        "title": article.title,
        "slug": article.slug,
        "language": article.language,
        "district": article.district.slug if article.district else None,
        "topics": [topic.slug for topic in article.topics.all()],
        "url": article_url(article),
        "head": {"number": number, "id": pk},
        "updated_at": article.updated_at,
    }


def _authors(articles: list[Article]) -> dict[int, list[str]]:
    """Return the names of who wrote each article, who wrote last first; one query."""
    rows = (
        Revision.objects.filter(article__in=articles, state="live", author_hidden=False)
        .values("article", "author__name", "author_name")
        .annotate(last=Max("number"))
        .order_by("article", "-last")
    )
    names: dict[int, list[str]] = {}
    for row in rows:
        name = row["author__name"] or row["author_name"]
        if name:
            names.setdefault(row["article"], []).append(name)
    return names


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "id": revision.pk,
        "number": revision.number,
        "author": author_of(revision),
        "created": revision.created,
        "summary": "" if revision.summary_hidden else revision.summary,
        "minor": revision.minor,
        "status": "hidden" if revision.text_hidden else revision.state,
        "parents": revision.parents,
        **shown_content(revision),
    }


def _saved(result: SaveResult) -> dict[str, Any]:
    head = result.head
    return {
        "status": result.status,
        "revision": result.revision.number,
        "head": {"number": head.number, "id": head.pk} if head else None,
    }
