"""The steps that every write of an article shares, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from accounts.models import User
from community import cases, contributing, log
from community.models import Case
from districts.models import District
from pictures import services as pictures
from search import outbox
from text.pictures import numbers_in
from versions.append import append
from versions.models import AbstractRevision, fingerprint
from wiki import mentions, relinking, shown
from wiki.addresses import article_url
from wiki.edits import KEEP, Edit, Kept
from wiki.links import LinkedPlace
from wiki.models import Article, Link, Revision
from wiki.rendering import Made
from wiki.services import addresses
from wiki.subject import KIND

State = AbstractRevision.State


def new_revision(
    edit: Edit,
    *,
    title: str,
    body: str,
    topics: Iterable[int],
    parents: list[int],
    before: int,
    made: Made | None,
) -> Revision:
    """Return an unsaved revision of these contents; `before` is the size of its first parent."""
    content = fingerprint(body)
    return Revision(
        title=title,
        body=body,
        topics=sorted(topics),
        parents=parents,
        author=edit.author,
        author_name=edit.author_name,
        summary=edit.summary,
        minor=edit.minor,
        size_change=content["size"] - before,
        **content,
        **(made.fields if made else {}),
    )


def append_live(
    article: Article,
    revision: Revision,
    places: Iterable[LinkedPlace],
    *,
    head: Revision | None = None,
    district: District | Kept | None = KEEP,
) -> None:
    """Make a revision what the public sees, in another district if one is given.

    `head` is what the public has seen, if it was read with its text. Raises `SwapLost`.
    """
    was = addresses.standing_of(article)
    place = article.district if isinstance(district, Kept) else district
    address = addresses.fields_for(article, revision.title, district=place)
    append(article, revision, **published_fields(revision), **address)
    after_publication(article, revision, places, was=was, head=head)


def published_fields(revision: Revision, *, now: datetime | None = None) -> dict[str, Any]:
    """Return the fields of an article that follow its published revision, beside its title.

    `now` is when it becomes public, if that is not when it was written. `updated_at` tells when a
    text was written (a translation that waited for review is as old as its writing),
    `content_changed_at` since when readers could know of the change.
    """
    fields: dict[str, Any] = {"updated_at": revision.created}
    if not revision.minor:
        fields["content_changed_at"] = now or revision.created
    return fields


def after_publication(
    article: Article,
    revision: Revision,
    places: Iterable[LinkedPlace],
    *,
    was: addresses.Standing | None,
    head: Revision | None = None,
) -> None:
    """Let topics, links, search and cached pages follow what is public now.

    `was` is where the article stood before; None if it was not public. What is as it was in `head`,
    which the public saw until now, need not be looked at.
    """
    if was is not None:
        addresses.leave(article, was)
    if head is None or revision.topics != head.topics:
        write_topics(article, revision.topics)
    write_links(article, places)
    mentioned = mentions.note(article, revision.body, before=head.body if head else None)
    outbox.worded(KIND, article.pk)
    shown.changed(article, shown.About(revision.topics, mentioned))


def after_withdrawal(article: Article) -> None:
    """Let links, search and cached pages follow an article that is no longer public."""
    relinking.moved(article)
    announce(article)


def hold(article: Article, revision: Revision, *, because: str, sender: cases.Sender) -> Case:
    """Put a revision beside the head until somebody has looked at it. Raises `SwapLost`."""
    scopes = article.trust_scopes()
    numbers = numbers_in(revision.body)
    pictures.wait_with_text(numbers=numbers, author=sender.user, places=scopes)
    return contributing.hold(
        article,
        revision,
        kind=KIND,
        title=revision.title,
        url=lambda number: article_url(article, f"ausstehend/{number}/"),
        scopes=scopes,
        because=because,
        sender=sender,
    )


def move(article: Article, district: District | None, made: Made, *, who: User | None) -> None:
    """Put an article into another district (None: "allgemein"), with the links of its text.

    `made` is its published text as it reads there; a way from the old address stays.
    """
    before, was = article_url(article), addresses.standing_of(article)
    fields = addresses.fields_for(article, article.title, district=district)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save(update_fields=list(fields))
    addresses.leave(article, was)
    Revision.objects.filter(article=article, number=article.published_number).update(**made.fields)
    write_links(article, made.places)
    log_move(article, before, who=who)
    announce(article)


def log_move(article: Article, before: str, *, who: User | None) -> None:
    """Note in the log that an article has moved here from an address."""
    log.write(
        action="move",
        who=who,
        kind=KIND,
        pk=article.pk,
        title=article.title,
        before=before,
        after=article_url(article),
    )


def announce(article: Article) -> None:
    """Tell search and the stored pages that the article is not what it was."""
    outbox.changed(KIND, article.pk)
    shown.changed(article)


def write_topics(article: Article, topics: list[int]) -> None:
    """Make the article's topics those of its published revision; nothing when they are."""
    if sorted(article.topics.values_list("pk", flat=True)) != topics:
        article.topics.set(topics)


def write_links(article: Article, places: Iterable[LinkedPlace]) -> None:
    """Note where the published text leads; nothing when it leads where it did."""
    wanted = _links(places)
    rows = Link.objects.filter(source=article)
    columns = "district", "only_there", "title_words", "title", "target"
    present = {row[:4]: row[4] for row in rows.values_list(*columns)}
    if present != {key: target.pk if target else None for key, target in wanted.items()}:
        rows.delete()
        _store(article, wanted)
    # A new red link may have turned blue since the text was rendered; of one that was there before,
    # whoever made its article has seen to.
    missing = {key[2] for key, target in wanted.items() if target is None}
    missing -= {key[2] for key, target in present.items() if target is None}
    relinking.follow_new(missing, language=article.language)


def write_first_links(article: Article, places: Iterable[LinkedPlace]) -> None:
    """Note where the first published text leads; nothing is noted of the article yet.

    What may have turned blue since it was rendered is looked for by the caller.
    """
    _store(article, _links(places))


#: A link by what makes it one: where it looks (district, whether only there), words and title.
_Links: TypeAlias = dict[tuple[int | None, bool, str, str], Article | None]


def _links(places: Iterable[LinkedPlace]) -> _Links:
    return {
        (p.district.pk if p.district else None, p.only_there, p.words, p.title): p.article
        for p in places
    }


def _store(article: Article, links: _Links) -> None:
    Link.objects.bulk_create(
        Link(
            source=article,
            district_id=district,
            only_there=only_there,
            title_words=words,
            title=title,
            target=target,
        )
        for (district, only_there, words, title), target in links.items()
    )
    shown.links_changed(target.pk for target in links.values() if target)
