"""What is findable: one row per thing, its text apart, its facets apart.

An `Entry` is a projection (what search may know of a thing) and an outbox (how far the index has
followed) in one. Its text is a table of its own because acknowledging 20,000 entries took 12–18 s
on PostgreSQL while each acknowledgement rewrote the text, and 0.2 s without.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from search.querysets import EntryQuerySet
from search.sources import traits
from search.words import folded_words
from text import name_field

#: Shorter parts would cut words that are no compounds.
SHORTEST_PART = 3


class Entry(models.Model):
    """One thing that is, was or may become findable.

    `version` grows with every change, `synced_version` is what the index has confirmed. `public` is
    false when the source knows no public record (a tombstone). `hidden` is set at once where access
    was narrowed, before the worker has made the new record. `stale` waits for that record.
    """

    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    url = models.TextField(blank=True)
    city = models.CharField(max_length=200, blank=True)
    city_label = models.CharField(max_length=200, blank=True)
    citywide = models.BooleanField(default=False)
    updated_at = models.DateTimeField(null=True)
    date = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    #: What `EntryTerm` says, once more: a list of hits needs no second query for it.
    facets = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    digest = models.CharField(max_length=32, blank=True)

    public = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    stale = models.BooleanField(default=False)
    version = models.BigIntegerField(default=0)
    synced_version = models.BigIntegerField(default=0)
    refresh_at = models.DateTimeField(null=True)
    lease = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: When it was asked what is like this, and in which version; see `search.similar`.
    similar_at = models.DateTimeField(null=True)
    similar_version = models.BigIntegerField(default=0)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_key"),
        ]
        indexes = [
            # The two queues are short, the table is long.
            models.Index(
                fields=["id"],
                name="search_entry_unsynced",
                condition=Q(version__gt=F("synced_version")),
            ),
            models.Index(fields=["id"], name="search_entry_stale", condition=Q(stale=True)),
            models.Index(
                fields=["refresh_at"],
                name="search_entry_refresh",
                condition=Q(refresh_at__isnull=False),
            ),
            models.Index(fields=["city", "citywide"], name="search_entry_city"),
            models.Index(fields=["kind", "similar_at"], name="search_entry_similar"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def key(self) -> str:
        """Its name in the index and in the API: `kind:pk`."""
        return f"{self.kind}:{self.object_id}"

    @property
    def newest(self) -> datetime | None:
        """What sorting by date goes by: when it takes place or was made, else its last change."""
        dated = self.date if traits(self.kind).dated else None
        return dated or self.updated_at

    @property
    def visible(self) -> bool:
        """Whether anybody may find it now."""
        return self.public and not self.hidden


class SimilarEntry(models.Model):
    """That search has found one thing to be like another, and in which place."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "place"], name="search_similar_place"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.place} {self.other_id}"


class EntryText(models.Model):
    """The words of an entry: as written, and prepared for both engines (see `search.words`).

    `letters` are all folded words with `_` between them, for n-grams; `*_stems` are stems and
    `parts` the stems of the parts of compounds, separated by blanks; `names` are the folded words
    that suggestions begin with. On SQLite triggers copy stems, parts and names into the FTS5 table
    `search_fts`, on PostgreSQL generated columns `tsv` and `names_tsv` hold them (migration 0002).
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    text = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    boost_terms = models.TextField(blank=True)
    letters = models.TextField(blank=True)
    names = models.TextField(blank=True)
    title_stems = models.TextField(blank=True)
    summary_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    parts = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text[:80]


class EntryTerm(models.Model):
    """One facet value of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=200)
    label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "facet", "value"], name="search_term_key"),
        ]
        indexes = [models.Index(fields=["facet", "value"], name="search_term_value")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class TermChange(models.Model):
    """A facet value that was renamed, to be looked at (once more).

    A writer that had read the old name may commit after the rename has marked its entries; the
    second look, a minute later, finds what it left behind.
    """

    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=200)
    due = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class KnownStem(models.Model):
    """Which stems occur in how many entries; on PostgreSQL only, where FTS5 has its own list.

    The worker makes it anew from what is visible; corrections of typing errors come from it.
    """

    stem = models.CharField(max_length=200, primary_key=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.stem


class SynonymSet(PreviewableMixin, models.Model):
    """Words that stand for each other in a query, or words that compounds are made of.

    Editors keep them in the admin. Synonyms are spread out when a query is made, on both engines
    alike; for compound parts the texts that contain them are made anew (`search.receivers`).
    """

    class Use(models.TextChoices):
        EQUAL = "equal", _("All words mean the same")
        ONE_WAY = "one_way", _("The first word also finds the others, not the other way round")
        PARTS = "parts", _("Words that compounds are made of")

    #: Shows what questions become with such words; from `SearchConfig.ready()`, as it reads models.
    previewed: ClassVar[Callable[[HttpRequest, SynonymSet], HttpResponse]]

    use = models.CharField(_("use"), max_length=8, choices=Use, default=Use.EQUAL)
    words = models.TextField(
        _("words"), help_text=_("One word or phrase a line, in the spelling of the dictionary.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("synonym set")
        verbose_name_plural = _("synonyms and compound parts")
        ordering = ["use", "words", "pk"]

    def __str__(self) -> str:
        return ", ".join(self.lines)[:120]

    @property
    def lines(self) -> list[str]:
        """The words and phrases, one by one."""
        return [" ".join(line.split()) for line in self.words.splitlines() if line.strip()]

    def clean(self) -> None:
        """Refuse what would have no effect; each line is a word under the rule for names."""
        super().clean()
        name_field.check_model(self, "note")
        try:
            self.words = "\n".join(map(name_field.checked, self.words.splitlines()))
        except ValidationError as error:
            raise ValidationError({"words": error}) from error
        folded = [folded_words(line) for line in self.lines]
        if not all(folded):
            raise ValidationError({"words": _("One of these lines has no word in it.")})
        if self.use == self.Use.PARTS:
            if any(len(line) > 1 or len(line[0]) < SHORTEST_PART for line in folded):
                message = _("Parts of compounds are single words of three letters or more.")
                raise ValidationError({"words": message})
        elif len({tuple(line) for line in folded}) < len(folded) or len(folded) == 1:
            raise ValidationError({"words": _("Please write at least two different words.")})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show in the editor what questions become with these words, before they are saved."""
        return type(self).previewed(request, self)


class QueryCount(models.Model):
    """How often a query found nothing. Holds no person, no address and no time of day."""

    query = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)
    last_day = models.DateField()

    class Meta:
        verbose_name = _("query that found nothing")
        verbose_name_plural = _("queries that found nothing")
        constraints = [
            models.UniqueConstraint(fields=["query", "language"], name="search_querycount_key"),
        ]
        indexes = [models.Index(fields=["-count"], name="search_querycount_count")]

    def __str__(self) -> str:
        return self.query
