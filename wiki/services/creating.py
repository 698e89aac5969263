"""Beginning an article."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import trust
from community.cases import Sender
from community.people import blocked
from districts.models import District
from districts.modules import resting
from wiki import rendering
from wiki.edits import Edit, change_of, checked
from wiki.errors import NotAllowed
from wiki.models import Article
from wiki.services import addresses, rate_limits, saving, tasks
from wiki.services.editing import SaveResult


def create_article(
    *,
    title: str,
    body: str,
    district: District | None = None,
    topics: Iterable[int] = (),
    language: str = "de",
    summary: str = "",
    author: User | None = None,
    author_name: str = "",
    mail: str = "",
    network: str = "",
    automatic: bool = False,
    translation_of: Article | None = None,
    is_demo: bool = False,
) -> tuple[Article, SaveResult]:
    """Make an article with its first revision; held when its author is not yet trusted.

    Raises `AddressTaken` with the article that has the title already, `Invalid`, `TooLong`.
    """
    edit = checked(
        title=title,
        body=body,
        topics=topics,
        summary=summary,
        author=author,
        author_name=author_name,
    )
    article = Article(
        **addresses.titled(edit.title or ""),
        district=district,
        language=language,
        translation_key=translation_of.translation_key if translation_of else uuid.uuid4(),
        is_demo=is_demo,
    )
    addresses.raise_if_translated(article)
    article.slug = addresses.free_slug(article)
    if article.rests:
        raise NotAllowed(resting.words())
    if not trust.may(author, "suggest", article):
        raise NotAllowed(blocked.why_not(author, _("This account may not write.")))
    made = rendering.make(
        body, district=district, language=language, trusted=rendering.is_trusted(author)
    )
    with addresses.collisions_named(article), rate_limits.named(), transaction.atomic():
        sender = Sender(author, edit.author_name, mail, network, automatic)
        result = _commit(article, edit, made, sender)
    tasks.finish_article(user=author, article=article)
    return article, result


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where an article is to be, before it is: stewards of the place may begin one."""

    district: District | None
    topics: tuple[int, ...]

    def trust_scopes(self) -> set[tuple[str, int]]:
        place = {("district", self.district.pk)} if self.district else set()
        return {("topic", pk) for pk in self.topics} | place


def _commit(article: Article, edit: Edit, made: rendering.Made, sender: Sender) -> SaveResult:
    body = edit.body or ""
    rate_limits.count(sender)
    wanted = _Wanted(article.district, edit.topics or ())
    because = trust.held_because(edit.author, wanted, change_of("", body, made.urls))
    now = timezone.now()
    article.state = Article.State.HELD if because else Article.State.LIVE
    article.created_at = article.updated_at = article.content_changed_at = now
    article.save(force_insert=True)
    article.topics.set(edit.topics or ())
    revision = saving.new_revision(
        edit,
        title=article.title,
        body=body,
        topics=edit.topics or (),
        parents=[],
        before=0,
        made=made,
    )
    if because:
        case = saving.hold(article, revision, because=because, sender=sender)
        return SaveResult("pending", revision, None, receipt=case.receipt)
    saving.append_live(article, revision, made.places)
    addresses.take(article)
    return SaveResult("saved", revision, revision)
