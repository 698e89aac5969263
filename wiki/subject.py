"""What is an article to the other parts of the site? See `community.subjects`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from community.subjects import Subject
from districts.towns import city_of
from wiki.addresses import article_url
from wiki.models import Article

KIND = "article"


def load(pk: int) -> Article | None:
    """Return an article whatever its state."""
    rows = Article.objects.with_place().prefetch_related("topics")
    return rows.filter(pk=pk).first()


def visible_to(article: Article, user: Person) -> bool:
    """Say whether somebody may know of the article."""
    return Article.objects.visible_to(user).filter(pk=article.pk).exists()


SUBJECT = Subject(
    key=KIND,
    one=_("Wiki article"),
    many=_("Wiki articles"),
    load=load,
    url=article_url,
    visible_to=visible_to,
    city_of=city_of,
)
