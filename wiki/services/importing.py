"""Taking over articles with all their revisions, as often as one likes.

Importing again appends what is missing. Where the site and the file differ, nothing of the article
is touched and the difference is named: a history is never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from accounts.models import User
from districts.models import District
from search import outbox
from versions.append import append_many
from versions.models import fingerprint
from wiki import mentions, rendering, shown
from wiki.addresses import slug_for
from wiki.exchange import ImportedArticle, ImportedRevision
from wiki.models import GENERAL, Article, Revision
from wiki.rendering import Made
from wiki.services import addresses, saving
from wiki.services.import_batch import Batch, topics_named
from wiki.services.import_present import check_parents, existing, missing
from wiki.services.import_rules import ImportRefused, check, taken_refused, title_of
from wiki.subject import KIND


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
    batch = Batch([data])
    try:
        return _Import(data, batch, people or {}, is_demo, outbox.changed).run()
    finally:
        batch.settle()


def import_articles(lines: Sequence[ImportedArticle]) -> Iterator[ImportOutcome | ImportRefused]:
    """Take over articles, each in a transaction of its own; yield what became of each, in order.

    As if each was imported alone, but what they have in common is asked once for all of them, and
    search learns of them from the worker.
    """
    batch = Batch(lines)
    try:
        for data in lines:
            try:
                yield _Import(data, batch, {}, is_demo=False, tell=_tell_later).run()
            except ImportRefused as error:
                yield error
    finally:
        batch.settle()


def _tell_later(kind: str, pk: int) -> None:
    outbox.changed_many(kind, [pk], just_made=True)


@dataclass(frozen=True, slots=True)
class _Import:
    """The import of one article; `tell` says to search that it has changed."""

    data: ImportedArticle
    batch: Batch
    people: Mapping[str, User]
    is_demo: bool
    tell: Callable[[str, int], None]

    def run(self) -> ImportOutcome:
        """Take the article over. Raises `ImportRefused`."""
        data, batch = self.data, self.batch
        district, topics = batch.district(data), batch.topics(data)
        warnings = tuple(
            _("there is no topic %(slug)s; taken over without it") % {"slug": slug}
            for slug in topics_named(data)
            if slug not in topics
        )
        article = None if batch.is_new(data) else existing(data, district)
        absent = missing(article, data) if article else data.revisions
        if article and not absent:
            return ImportOutcome(article, 0, False, warnings)
        check(data)
        check_parents(article, data)
        made = rendering.make(
            data.revisions[-1].body,
            district=district,
            language=data.language,
            trusted=True,
            find=batch.articles_at,
        )
        target = article or _begun(data, district, self.is_demo)
        with taken_refused(), addresses.collisions_named(target), atomic():
            rows = _rows(data, absent, topics, self.people, target)
            for name, value in made.fields.items():
                setattr(rows[-1], name, value)
            if article is None:
                self._add(target, rows, made)
            else:
                self._append(target, rows, made)
        batch.written(target, made.places)
        if article is None and data.slug not in ("", target.slug):
            words = {"slug": data.slug, "other": target.slug}
            warnings += (_("%(slug)s is the address of another article; it got %(other)s") % words,)
        return ImportOutcome(target, len(rows), article is None, warnings)

    def _add(self, article: Article, rows: list[Revision], made: Made) -> None:
        """Write an article that is not here yet."""
        is_new = self.batch.is_new(self.data)
        wanted = self.data.slug or slug_for(article.title)
        article.slug = wanted if is_new else addresses.free_slug(article, wanted=wanted)
        append_many(article, rows, **self._fields(article, rows))
        article.topics.add(*rows[-1].topics)
        saving.write_first_links(article, made.places)
        mentioned = mentions.note_first(article, rows[-1].body)
        if is_new:
            self.batch.begin(article)
        else:
            addresses.take(article)
            self.batch.forget_targets(article)
        self.tell(KIND, article.pk)
        shown.changed(article, shown.About(rows[-1].topics, mentioned))

    def _append(self, article: Article, rows: list[Revision], made: Made) -> None:
        """Write what is missing of an article."""
        was = addresses.standing_of(article)
        append_many(article, rows, **self._fields(article, rows))
        saving.write_topics(article, rows[-1].topics)
        saving.write_links(article, made.places)
        mentions.note(article, rows[-1].body)
        addresses.leave(article, was)
        self.batch.forget_targets(article)
        self.tell(KIND, article.pk)
        shown.changed(article)

    def _fields(self, article: Article, rows: list[Revision]) -> dict[str, Any]:
        return {
            **saving.published_fields(rows[-1]),
            **addresses.titled(title_of(self.data)),
            "content_changed_at": _content_changed_at(article, rows),
        }


def _begun(data: ImportedArticle, district: District | None, is_demo: bool) -> Article:
    """Return the article of a line that is to be written, still without an address."""
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
    size = _size(article, before)
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


def _size(article: Article, number: int) -> int:
    """Return the size of a revision; 0 for none."""
    if not number:
        return 0
    return article.revisions.values_list("size", flat=True).get(number=number)
