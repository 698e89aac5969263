"""What people talk about below an article, and the text that they ask about word by word."""

from __future__ import annotations

from community.talk.places import PresentText, TalkedAbout
from wiki.addresses import article_url
from wiki.models import Article
from wiki.rendering import ensure_rendered, headings
from wiki.subject import SUBJECT


def is_open(article: Article) -> bool:
    """Say whether something may be said now: about what everybody can read, unless it rests."""
    return article.state == Article.State.LIVE and not article.rests


def improve(article: Article) -> str:
    """Return where an article is edited; "" where it is only read."""
    return "" if article.rests else article_url(article, "bearbeiten/")


def present_text(article: Article) -> PresentText | None:
    """Return the words of the published revision; None where nobody may read them."""
    rows = article.revisions.filter(number=article.published_number, text_hidden=False)
    revision = rows.select_related("article__district", "author").first()
    if revision is None:
        return None
    ensure_rendered(revision)
    titles = tuple(heading.title for heading in headings(revision))
    return PresentText(revision.number, revision.plain or "", titles)


TALK = TalkedAbout(SUBJECT, is_open=is_open, improve=improve, text=present_text)
