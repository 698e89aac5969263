"""Which article of the site is a line about, and what of it is missing here?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from districts.models import District
from text import names
from text.identity import key_for
from versions.models import fingerprint
from wiki.exchange import HIDEABLE, ImportedArticle, ImportedRevision
from wiki.models import Article, FormerAddress, FormerTitle, Revision
from wiki.services.import_rules import ImportRefused, title_of


def existing(data: ImportedArticle, district: District | None) -> Article | None:
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


def missing(article: Article, data: ImportedArticle) -> tuple[ImportedRevision, ...]:
    """Return what the site does not have yet; raise `ImportRefused` where the two differ."""
    numbers = [revision.number for revision in data.revisions]
    present = {
        row.number: row
        for row in article.revisions.filter(number__in=numbers).select_related("author").listed()
    }
    absent = []
    before: list[int] = []
    for revision in data.revisions:
        row = present.get(revision.number)
        if row is None and revision.number > article.last_number:
            absent.append(revision)
        elif row is None:
            words = {"number": revision.number}
            raise ImportRefused(_("revision %(number)s is not there, but later ones are") % words)
        else:
            _compare(row, revision, data, before)
        before = [revision.number]
    return tuple(absent)


def check_parents(article: Article | None, data: ImportedArticle) -> None:
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
