"""Loads the demo's talks below articles, and takes them away from what stays."""

from typing import Any

from django.db import transaction

from community.models import Comment
from community.talk.discussion import CommentWords, CommentWriter, write_comment
from community.talk.passages import find
from config.demo import read
from config.demo.directory import Loaded
from wiki.models import Article
from wiki.talk import present_text

KIND = "article"


def load_talks(loaded: Loaded) -> int:
    """Let people ask and answer, as the forms would; return how many talks were begun."""
    begun = 0
    for row in read.table("talks")["talks"]:
        district, slug = row["article"].split("/")
        article = Article.objects.filter(district__slug=district, slug=slug, is_demo=True).first()
        if article is None:
            continue  # real people write in it now
        with transaction.atomic():
            _talk(row, article, loaded)
        begun += 1
    return begun


def remove_talks() -> None:
    """Delete the talks of the demo in which nobody real has spoken. Inside `atomic()`.

    They would stay below an article that stays.
    """
    subjects = [row["subject"] for row in read.table("talks")["talks"]]
    begun = Comment.objects.filter(subject__in=subjects, author__is_demo=True, parent=None)
    for first in begun:
        if not first.answers.exclude(author__is_demo=True).exists():
            first.delete()


def _talk(row: dict[str, Any], article: Article, loaded: Loaded) -> None:
    text = present_text(article)
    passage = find(row["words_of_the_text"], text) if text else None
    words = CommentWords(row["words"], subject=row["subject"], passage=passage)
    first = _said(row, words, article, loaded)
    last = first
    for answer in row.get("answers", []):
        last = _said(answer, CommentWords(answer["words"]), article, loaded, parent=first)
    if row["settled_by"]:
        # Not by the service: the log, which stays, would tell of it.
        Comment.objects.filter(pk=first.pk).update(
            resolved_at=last.created, resolved_by=loaded.people[row["settled_by"]]
        )


def _said(
    row: dict[str, Any],
    words: CommentWords,
    article: Article,
    loaded: Loaded,
    parent: Comment | None = None,
) -> Comment:
    writer = CommentWriter(loaded.people[row["by"]])
    said, _case = write_comment(kind=KIND, pk=article.pk, words=words, writer=writer, parent=parent)
    said.created = read.moment(days_ago=row["days_ago"], hour=row["hour"], now=loaded.now)
    said.save(update_fields=["created"])
    return said
