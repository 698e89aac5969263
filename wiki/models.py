"""Articles, the revisions they consist of, and the addresses they had before."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, Topic
from districts.modules import Module
from districts.modules.own import ARTICLES
from districts.modules.states import Switchable
from text.identity import KEY_LENGTH
from versions.models import AbstractRevision, Versioned, since
from wiki.querysets import ArticleQuerySet, RevisionQuerySet
from wiki.starters import Starter as Starter  # a model is known by the models of its app
from wiki.taken import Task as Task

TITLE_LENGTH = 200
SLUG_LENGTH = 80
# The segment that stands for "no district" in addresses, and routes of the wiki itself.
GENERAL = "allgemein"
RESERVED_SLUGS = frozenset({GENERAL, "neu", "seiten", "letzte-aenderungen", "feed"})
# Bytes of a text in UTF-8. Far more than any article needs; beyond it a page is no longer readable.
BODY_LIMIT = 512 * 1024


# A held or deleted article keeps its slug but not its address: a suggestion must not block a title.
HAS_ADDRESS = Q(state="live")


def unique_there(field: str, name: str, rows: Q) -> list[models.BaseConstraint]:
    """Return the two constraints that make (district, language, field) unique among these rows.

    Two, because NULL escapes UNIQUE: general articles have no district.
    """
    return [
        models.UniqueConstraint(
            fields=["district", "language", field],
            condition=Q(district__isnull=False) & rows,
            name=f"{name}_in_district",
        ),
        models.UniqueConstraint(
            fields=["language", field],
            condition=Q(district__isnull=True) & rows,
            name=f"{name}_in_general",
        ),
    ]


class Article(Switchable, Versioned):
    """A text that residents write together. Its words are in the revisions.

    `title` repeats the title of the published revision (of the newest one while none is), and
    `title_words` are its words: by them, not by its slug, an article is told from others and found
    by links. Articles with one `translation_key` say the same in different languages.
    """

    class Protection(models.TextChoices):
        """Whose edits go live; everybody else's are held."""

        OPEN = "open", _("Everybody may write")
        RESIDENTS = "residents", _("Residents with an account may write")
        MODERATORS = "moderators", _("Only moderators may write")

    class State(models.TextChoices):
        """Whether the article is there for the public."""

        LIVE = "live", _("public")
        HELD = "held", _("waiting for review")
        DELETED = "deleted", _("deleted")

    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    title_words = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    slug = models.SlugField(max_length=SLUG_LENGTH)
    language = models.CharField(_("language"), max_length=12, default="de")
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    protection = models.CharField(max_length=12, choices=Protection, default=Protection.OPEN)
    state = models.CharField(max_length=8, choices=State, default=State.LIVE)
    state_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text=_("when the published revision was written"))
    content_changed_at = models.DateTimeField(
        help_text=_("when the last change was made that is not minor")
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    review_by = models.DateField(_("to be checked again by"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("wiki article")
        verbose_name_plural = _("wiki articles")
        ordering = ["title", "pk"]
        constraints = [
            *unique_there("slug", "wiki_article_address", HAS_ADDRESS),
            *unique_there("title_words", "wiki_article_title", HAS_ADDRESS),
            models.UniqueConstraint(
                fields=["translation_key", "language"],
                condition=HAS_ADDRESS,
                name="wiki_article_one_per_language",
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="wiki_article_slug_not_reserved"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "language", "title"]),
            # What is newest, on the first page; how much there is in each district.
            models.Index(fields=["state", "language", "-content_changed_at"]),
            models.Index(fields=["state", "language", "district", "published_number"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_module(self) -> tuple[Module, int | None]:
        """The wiki, and the town of its district."""
        return ARTICLES, self.district.city_id if self.district else None

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it; what `live()` says of rows."""
        is_live = self.state == self.State.LIVE and self.published_number > 0
        return is_live and not self.is_off

    def trust_scopes(self) -> set[tuple[str, int]]:
        """Say where the article belongs, for `community.trust`; one query for the topics."""
        scopes = {("topic", topic.pk) for topic in self.topics.all()}
        if self.district_id is not None:
            scopes.add(("district", self.district_id))
        return scopes


class Revision(AbstractRevision):
    """One state of an article. `body` is kept byte for byte.

    `html`, `toc` and `plain` are made from the body and can be made again: NULL means that nobody
    has looked at this revision yet, or that a link in it leads elsewhere now.
    """

    thing_field: ClassVar[str] = "article"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    topics = models.JSONField(default=list, help_text=_("primary keys of the article's topics"))
    patrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("who has looked at this change"),
    )
    # The long ones stand last: SQLite then need not read them for a list.
    toc = models.JSONField(null=True, editable=False)
    body = models.TextField(_("text"))
    html = models.TextField(null=True, editable=False)
    plain = models.TextField(null=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="wiki_revision_number"),
        ]
        indexes = [
            models.Index("state", since().desc(), name="wiki_revision_since"),
            models.Index(fields=["author", "-created"]),
            # Who wrote an article, answered from the index alone.
            models.Index(
                fields=["article", "state", "author_hidden", "author", "author_name"],
                name="wiki_revision_writers",
            ),
        ]


class FormerAddress(models.Model):
    """Where an article was before it was renamed or moved; leads to where it is now."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_addresses")
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=SLUG_LENGTH)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = unique_there("slug", "wiki_former_address", Q())


class FormerTitle(models.Model):
    """What an article was called before it was renamed or moved; links of that name lead to it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_titles")
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=12)
    title_words = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        verbose_name = _("former title")
        verbose_name_plural = _("former titles")
        constraints = unique_there("title_words", "wiki_former_title", Q())


class Link(models.Model):
    """A wiki link in the published text of an article: where it looks, and what it finds.

    It looks in `district` (None: "allgemein"), and unless `only_there` then in "allgemein". Without
    a `target` it is a red link; when an article of these words comes to be, the text is rendered
    anew.
    """

    source = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="links")
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    only_there = models.BooleanField(default=False)
    title_words = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    target = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="backlinks"
    )

    class Meta:
        verbose_name = _("wiki link")
        verbose_name_plural = _("wiki links")
        indexes = [models.Index(fields=["title_words", "district"])]


class Mention(models.Model):
    """An entry of the directory that the published text of an article links to; by its address."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=12)
    slug = models.SlugField(max_length=180, db_index=False)

    class Meta:
        verbose_name = _("mention of an entry")
        verbose_name_plural = _("mentions of entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug", "article"], name="wiki_mention_once"),
        ]


class OpenForm(models.Model):
    """Somebody has the form of an article open; see `wiki.presence`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="wiki_open_form_once"),
        ]
