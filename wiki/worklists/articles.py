"""Which public articles wait for somebody, by kind of work; the admin's reports ask the same.

Each function takes public articles and returns those of them that wait. What decides is asked of
each article by itself, so that the first page of a long list is read without the rest of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from pictures.subject import SUBJECT as PICTURES
from text.languages import EASY_LANGUAGE
from wiki.models import Article, Mention, Revision
from wiki.querysets import ArticleQuerySet

#: An article with fewer bytes than these is a beginning: four or five sentences.
SHORT = 600
#: So long after it was written or confirmed somebody should look at an article again.
CHECKED_FOR = timedelta(days=365)


def unlinked(public: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles to which no other public one leads, by title."""
    leading = Article.objects.live().filter(links__target=OuterRef("pk"))
    return public.exclude(Exists(leading.exclude(pk=OuterRef("pk")))).order_by("title", "pk")


def due(public: ArticleQuerySet) -> ArticleQuerySet:
    """Return what is due to be checked, the longest first; `seen_at` is when somebody last looked.

    The review-by date decides; without one, a year since it was last written or confirmed.
    """
    seen: Any = Greatest("updated_at", Coalesce("checked_at", "updated_at"))
    old = Q(review_by=None, seen_at__lt=timezone.now() - CHECKED_FOR)
    rows = public.annotate(seen_at=seen).filter(Q(review_by__lte=timezone.localdate()) | old)
    return rows.order_by(F("review_by").asc(nulls_last=True), "seen_at", "pk")


def short(public: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles that are no more than a beginning, by title."""
    text = Revision.objects.filter(article=OuterRef("pk"), number=OuterRef("published_number"))
    return public.filter(Exists(text.filter(size__lt=SHORT))).order_by("title", "pk")


def without_picture(public: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles whose text shows no picture, by title."""
    showing = Mention.objects.filter(kind=PICTURES.key).values("article")
    return public.exclude(pk__in=showing).order_by("title", "pk")


def without_easy_language(public: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles that nobody has said in easy language yet, by title."""
    easy = Article.objects.live().filter(language=EASY_LANGUAGE).values("translation_key")
    return public.exclude(translation_key__in=easy).order_by("title", "pk")
