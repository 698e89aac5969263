"""What the demo's people say below an article that stays when the demo is removed."""

import pytest

from accounts.models import User
from community.models import Comment
from community.talk.discussion import CommentWords, CommentWriter, write_comment
from config.demo import read
from config.demo.talks import remove_talks
from tests.people import person
from tests.wiki.factories import article
from wiki.models import Article

pytestmark = pytest.mark.django_db


def said(
    about: Article, by: User, words: str | CommentWords, parent: Comment | None = None
) -> Comment:
    writer = CommentWriter(by)
    comment, _case = write_comment(
        kind="article", pk=about.pk, words=words, writer=writer, parent=parent
    )
    return comment


def test_only_talks_of_the_demo_go_in_which_nobody_real_has_spoken() -> None:
    about, real, invented = article(), person(), person()
    User.objects.filter(pk=invented.pk).update(is_demo=True)
    invented.refresh_from_db()
    subjects = [row["subject"] for row in read.table("talks")["talks"]]
    alone, answered = (
        said(about, invented, CommentWords("Stimmt das?", subject=subject))
        for subject in subjects[:2]
    )
    said(about, invented, "Ja.", parent=alone)
    said(about, real, "Nein.", parent=answered)
    same_words = said(about, real, CommentWords("Und bei uns?", subject=subjects[0]))
    other = said(about, invented, CommentWords("Etwas anderes.", subject="Anderes"))
    remove_talks()
    left = Comment.objects.filter(parent=None)
    assert {row.pk for row in left} == {answered.pk, same_words.pk, other.pk}
