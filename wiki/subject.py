"""What is an article to the other parts of the site? See `community.subjects`."""

from __future__ import annotations

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from community.subjects import Subject
from districts.modules.in_use import is_on
from districts.modules.own import ARTICLES
from districts.towns import city_of
from text.acts import ADD, Act
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


def acts_at(url: str, is_open: object) -> tuple[Act, ...]:
    """Return what can be done about the article at an address: to write down what one knows."""
    return (Act(ADD, f"{url}ergaenzen/"),) if is_open else ()


def is_open_to_all() -> Subquery:
    """Return the expression that tells of the article of a hit whether something is added there."""
    rows = Article.objects.live().filter(
        is_on("district__city", ARTICLES), pk=OuterRef("object_id")
    )
    return Subquery(rows.values(said=JSONObject(open="pk"))[:1], output_field=JSONField())


SUBJECT = Subject(
    key=KIND,
    one=_("Wiki article"),
    many=_("Wiki articles"),
    load=load,
    url=article_url,
    visible_to=visible_to,
    city_of=city_of,
)
