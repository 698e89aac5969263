"""Reading articles and revisions: who sees what."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.person import Person
from community.trust import EVERYWHERE, may, reviewed
from districts.modules import Module
from districts.modules.in_use import InUse, SwitchableQuerySet
from districts.modules.own import ARTICLES

if TYPE_CHECKING:
    from wiki.models import Article, Revision  # noqa: F401  (the models import this module)

PUBLIC = Q(state="live", published_number__gt=0)
LONG_FIELDS = ("body", "html", "plain", "toc")


def used(column: str) -> Q:
    """Condition: the town of the district in this column uses the wiki."""
    return Q(InUse(column, module=ARTICLES, district=True))


class ArticleQuerySet(SwitchableQuerySet["Article"]):
    """Articles."""

    def addressed(self) -> "ArticleQuerySet":
        """Return what has an address of its own, whether or not its town uses the wiki."""
        return self.filter(PUBLIC)

    @property
    def module(self) -> Module:
        """The wiki."""
        return ARTICLES

    @property
    def used(self) -> Q:
        """Condition: the town of the article's district uses the wiki."""
        return used("district")

    def live(self) -> "ArticleQuerySet":
        """Return what everybody may see."""
        return self.filter(PUBLIC, self.used)

    def numbers_by_district(self) -> dict[int | None, int]:
        """Return how many of these there are in each district (its pk), and in none."""
        return dict(self.order_by().values_list("district").annotate(models.Count("pk")))

    def visible_to(self, user: Person) -> "ArticleQuerySet":
        """Return what `user` may know of: public articles, own held ones, all for moderators.

        Whoever reviews in a district or topic sees what is held there, too.
        """
        if may(user, "see_hidden", EVERYWHERE):
            return self.in_use()
        if isinstance(user, User):
            mine = Q(pk__in=_written_by(self.model, user)) | _reviewed_by(self.model, user)
            return self.in_use().filter(PUBLIC | Q(state="held") & mine)
        return self.live()

    def with_place(self) -> "ArticleQuerySet":
        """Read the districts along: addresses are made of them."""
        return self.select_related("district")

    def at(self, district: int | None, slug: str, language: str) -> "ArticleQuerySet":
        """Return the article at an address; `district` is its pk, or None for "allgemein"."""
        where = Q(district__isnull=True) if district is None else Q(district=district)
        return self.filter(where, language=language, slug=slug)

    def titled(self, district: int | None, words: str, language: str) -> "ArticleQuerySet":
        """Return the articles of a place that have these words for their title."""
        where = Q(district__isnull=True) if district is None else Q(district=district)
        return self.filter(where, language=language, title_words=words)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions of articles."""

    def published(self) -> "RevisionQuerySet":
        """Return the revisions the public sees of their articles."""
        return self.filter(number=F("article__published_number"))

    def with_place(self) -> "RevisionQuerySet":
        """Read article and district along: addresses are made of them."""
        return self.select_related("article__district")

    def listed(self) -> "RevisionQuerySet":
        """Leave out the long columns: for lists."""
        return self.defer(*LONG_FIELDS)

    def visible_to(self, user: Person) -> "RevisionQuerySet":
        """Return what `user` may read: accepted revisions, own ones, all for moderators.

        Whoever reviews in a district or topic reads what is held there, too.
        """
        rows = self.filter(used("article__district"))
        if may(user, "see_hidden", EVERYWHERE):
            return rows
        public = Q(state="live", article__state="live")
        if isinstance(user, User):
            articles: Any = self.model._meta.get_field("article").related_model
            places = articles.objects.filter(_reviewed_by(articles, user)).values("pk")
            held = Q(state="held", article__in=places) & ~Q(article__state="deleted")
            return rows.filter(public | Q(author=user) | held)
        return rows.filter(public)


def _written_by(model: "type[Article]", user: User) -> models.QuerySet[Any, Any]:
    return model.revisions.rel.related_model._default_manager.filter(author=user).values("article")


def _reviewed_by(articles: "type[Article]", user: User) -> Q:
    """Condition: `user` may decide about the article, as `Article.trust_scopes` has it."""
    linked = articles.topics.through.objects.filter(topic__in=reviewed(user, "topic"))
    here = Q(district__in=reviewed(user, "district"))
    return here | Q(pk__in=linked.values("article"))
