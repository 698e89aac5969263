"""Going back: to an earlier text, or behind one change. Both are edits like any other."""

from __future__ import annotations

from accounts.models import User
from wiki.models import Article, Revision
from wiki.services.editing import SaveResult, save_edit


def revert_article(
    *, article: Article, number: int, author: User, summary: str = "", network: str = ""
) -> SaveResult:
    """Make title, text and topics what they were in revision `number`, as a new revision.

    What others save between our look and our write is combined, as with every edit. Raises
    `Revision.DoesNotExist` and the errors of `save_edit`.
    """
    old = Revision.objects.get(article=article, number=number)
    return save_edit(
        article=article,
        base_revision=article.head_number,
        title=old.title,
        body=old.body,
        topics=old.topics,
        summary=summary,
        author=author,
        network=network,
    )


def undo_revision(
    *, article: Article, number: int, author: User, summary: str = "", network: str = ""
) -> SaveResult:
    """Take back what revision `number` changed and keep what came after it.

    It is an edit that starts from that revision and wants the text before it; combining it with the
    head does the rest. Raises `EditConflict` where later edits touched the same place.
    """
    undone = Revision.objects.get(article=article, number=number)
    before = Revision.objects.get(article=article, number=undone.parents[0])
    return save_edit(
        article=article,
        base_revision=undone.number,
        title=before.title,
        body=before.body,
        topics=before.topics,
        summary=summary,
        author=author,
        network=network,
    )
