"""Taking over articles with all their revisions, as often as one likes.

Importing again appends what is missing. Where the site and the file differ, nothing of the article
is touched and the difference is named: a history is never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from districts.models import District, Topic
from text import names
from text.identity import key_for
from versions.append import append_many
from versions.models import fingerprint
from wiki import mentions, rendering
from wiki.exchange import HIDEABLE, ImportedArticle, ImportedRevision
from wiki.models import (
    GENERAL,
    Article,
    FormerAddress,
    FormerTitle,
    Revision,
)
from wiki.services import addresses, saving
from wiki.services.import_rules import ImportRefused, check, taken_refused, title_of


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one article: how many revisions were added, and whether it is new."""

    article: Article
    added: int
    is_new: bool
    warnings: tuple[str, ...] = ()


def import_article(
    *,
    data: ImportedArticle,
    people: Mapping[str, User] | None = None,
    is_demo: bool = False,
) -> ImportOutcome:
    """Take over an article, or what is missing of it, in one transaction.

    `people` says which account an author's name stands for; other names are kept as they are. The
    newest revision is rendered now, the others when somebody looks at them. Raises `ImportRefused`.
    """
    district, topics = _district(data), _topics(data)
    warnings = tuple(
        _("there is no topic %(slug)s; taken over without it") % {"slug": slug}
        for slug in dict.fromkeys(_all_topics(data))
        if slug not in topics
    )
    article = _existing(data, district)
    missing = _missing(article, data) if article else data.revisions
    if article and not missing:
        return ImportOutcome(article, 0, False, warnings)
    check(data)
    _check_parents(article, data)
    made = rendering.make(
        data.revisions[-1].body, district=district, language=data.language, trusted=True
    )
    is_new = article is None
    with taken_refused(), transaction.atomic():
        target = article or _begin(data, district, is_demo)
        was = addresses.standing_of(target)
        rows = _rows(data, missing, topics, people or {}, target)
        for name, value in made.fields.items():
            setattr(rows[-1], name, value)
        fields = {**saving.published_fields(rows[-1]), **addresses.titled(title_of(data))}
        fields["content_changed_at"] = _content_changed_at(target, rows)
        append_many(target, rows, **fields)
        saving.write_topics(target, rows[-1].topics)
        saving.write_links(target, made.places)
        mentions.note(target, rows[-1].body)
        if is_new:
            addresses.take(target)
        else:
            addresses.leave(target, was)
        saving.announce(target)
    if is_new and data.slug not in ("", target.slug):
        words = {"slug": data.slug, "other": target.slug}
        warnings += (_("%(slug)s is the address of another article; it got %(other)s") % words,)
    return ImportOutcome(target, len(rows), is_new, warnings)


def _district(data: ImportedArticle) -> District | None:
    if data.district in (None, "", GENERAL):
        return None
    district = District.objects.filter(slug=data.district).select_related("city").first()
    if district is None:
        raise ImportRefused(_("there is no district %(slug)s") % {"slug": data.district})
    return district


def _all_topics(data: ImportedArticle) -> list[str]:
    return [*data.topics, *(slug for r in data.revisions for slug in r.topics or ())]


def _topics(data: ImportedArticle) -> dict[str, int]:
    slugs = _all_topics(data)
    return dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def _existing(data: ImportedArticle, district: District | None) -> Article | None:
    """Return the article a line is about, also where it was renamed or moved here.

    It is the one of its title; one of its address only if it begins with the same revision, since
    other words may make the same slug. Raises `ImportRefused` when it was deleted here: an import
    must not make that undone.
    """
    words = key_for(title_of(data))
    there = Article.objects.with_place().prefetch_related("topics")
    present = (
        there.addressed().titled(district.pk if district else None, words, data.language).first()
    )
    if present is not None:
        return present
    where = {"district": district, "language": data.language}
    # Step by step: in one statement a database without statistics reads every revision there is.
    titled, at = Q(**where, title_words=words), Q(**where, slug=data.slug)
    former = set(FormerTitle.objects.filter(titled).values_list("article", flat=True))
    if data.slug:
        former.update(FormerAddress.objects.filter(at).values_list("article", flat=True))
        titled |= at
    moved = list(there.addressed().filter(Q(pk__in=former) | titled))
    deleted = list(there.filter(titled, state=Article.State.DELETED))
    begun = _begun_like(data, [*moved, *deleted])
    for article in moved:
        if article.pk in begun:
            return article
    if begun:
        raise ImportRefused(_("it was deleted here; restore it first"))
    return None


def _begun_like(data: ImportedArticle, articles: Sequence[Article]) -> set[int]:
    """Return those of these articles whose history begins with the same revision."""
    if not articles:
        return set()
    first = data.revisions[0]
    rows = Revision.objects.filter(
        article__in=articles,
        number=first.number,
        created=first.created,
        sha256=fingerprint(first.body)["sha256"],
    )
    return set(rows.values_list("article", flat=True))


def _missing(article: Article, data: ImportedArticle) -> tuple[ImportedRevision, ...]:
    """Return what the site does not have yet; raise `ImportRefused` where the two differ."""
    numbers = [revision.number for revision in data.revisions]
    present = {
        row.number: row
        for row in article.revisions.filter(number__in=numbers).select_related("author").listed()
    }
    missing = []
    before: list[int] = []
    for revision in data.revisions:
        row = present.get(revision.number)
        if row is None and revision.number > article.last_number:
            missing.append(revision)
        elif row is None:
            words = {"number": revision.number}
            raise ImportRefused(_("revision %(number)s is not there, but later ones are") % words)
        else:
            _compare(row, revision, data, before)
        before = [revision.number]
    return tuple(missing)


def _check_parents(article: Article | None, data: ImportedArticle) -> None:
    """Refuse a revision that comes from one which is neither in the line nor on the site."""
    named = {parent for revision in data.revisions for parent in revision.parents or ()}
    named -= {revision.number for revision in data.revisions}
    if named and article:
        stored = article.revisions.filter(number__in=named)
        named -= set(stored.values_list("number", flat=True))
    if named:
        words = {"number": min(named)}
        raise ImportRefused(
            _("there is no revision %(number)s, from which another one comes") % words
        )


def _compare(
    row: Revision, revision: ImportedRevision, data: ImportedArticle, before: list[int]
) -> None:
    name = row.author.name if row.author else row.author_name
    title = data.title if revision.title is None else revision.title
    pairs = {
        "body": (row.sha256, fingerprint(revision.body)["sha256"]),
        "title": (row.title, title),
        "author": (name, revision.author),
        "created": (row.created, revision.created),
        "summary": (names.line(row.summary), revision.summary),
        "minor": (row.minor, revision.minor),
        "parents": (row.parents, before if revision.parents is None else list(revision.parents)),
        "hidden": ({part for part in HIDEABLE if getattr(row, f"{part}_hidden")}, revision.hidden),
    }
    different = [key for key, (here, there) in pairs.items() if here != there]
    if different:
        words = {"number": revision.number, "parts": ", ".join(different)}
        raise ImportRefused(_("revision %(number)s differs here: %(parts)s") % words)


def _begin(data: ImportedArticle, district: District | None, is_demo: bool) -> Article:
    first, last = data.revisions[0], data.revisions[-1]
    article = Article(
        **addresses.titled(title_of(data)),
        language=data.language,
        district=district,
        protection=data.protection,
        created_at=first.created,
        updated_at=last.created,
        content_changed_at=last.created,
        is_demo=is_demo,
    )
    source = _source(data)
    if source is not None:
        article.translation_key = source.translation_key
    article.slug = addresses.free_slug(article, wanted=data.slug)
    article.save(force_insert=True)
    return article


def _source(data: ImportedArticle) -> Article | None:
    """Return the German article this one translates; "slug" alone means the same district."""
    if not data.translation_of:
        return None
    place, _slash, slug = data.translation_of.rpartition("/")
    place = place or data.district or GENERAL
    where = {"district": None} if place == GENERAL else {"district__slug": place}
    german = Article.objects.addressed().filter(language=settings.LANGUAGE_CODE, slug=slug, **where)
    source = german.first()
    if source is None:
        words = {"place": place, "slug": slug}
        raise ImportRefused(
            _("there is no German article %(place)s/%(slug)s to be a translation of") % words
        )
    return source


def _rows(
    data: ImportedArticle,
    revisions: tuple[ImportedRevision, ...],
    topics: Mapping[str, int],
    people: Mapping[str, User],
    article: Article,
) -> list[Revision]:
    before = article.head_number
    head = article.revisions.filter(number=before).values_list("size", flat=True).first()
    size = head or 0
    rows = []
    for revision in revisions:
        content = fingerprint(revision.body)
        author = people.get(revision.author)
        slugs = data.topics if revision.topics is None else revision.topics
        parents = [before] if before else []
        rows.append(
            Revision(
                number=revision.number,
                title=data.title if revision.title is None else revision.title,
                body=revision.body,
                topics=sorted(topics[slug] for slug in set(slugs) if slug in topics),
                parents=parents if revision.parents is None else list(revision.parents),
                author=author,
                author_name="" if author else revision.author,
                created=revision.created,
                summary=revision.summary,
                minor=revision.minor,
                text_hidden="text" in revision.hidden,
                summary_hidden="summary" in revision.hidden,
                author_hidden="author" in revision.hidden,
                size_change=content["size"] - size,
                **content,
            )
        )
        before, size = revision.number, content["size"]
    return rows


def _content_changed_at(article: Article, rows: list[Revision]) -> object:
    """Return when the last change was made that is not minor."""
    large = [row.created for row in rows if not row.minor]
    return large[-1] if large else article.content_changed_at
