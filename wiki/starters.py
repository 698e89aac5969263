"""What somebody begins an article with: a kind of text, and the questions that help to write it.

The questions are shown beside the text and in it as long as it is empty; they are never part of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from text.name_field import check_model

FIRST = Path(__file__).resolve().parent / "starters.toml"


class StarterQuerySet(models.QuerySet["Starter"]):
    """Reads of starters."""

    def offered(self, language: str) -> StarterQuerySet:
        """Return those that are in use in a language, in their order."""
        return self.filter(language=language, is_active=True).order_by("position", "pk")


class Starter(models.Model):
    """One way to begin, in one language; editors keep them in the admin. `questions` one a line."""

    slug = models.SlugField(
        _("part of the address"), max_length=40, help_text=_("The same in every language.")
    )
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=60)
    sentence = models.CharField(_("what it is for, in one sentence"), max_length=200, blank=True)
    questions = models.TextField(
        _("questions, one a line"),
        blank=True,
        help_text=_("They help whoever writes and never stand in the text."),
    )
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = StarterQuerySet.as_manager()

    class Meta:
        verbose_name = _("starter of articles")
        verbose_name_plural = _("starters of articles")
        ordering: ClassVar = ["language", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "language"], name="wiki_starter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    @property
    def lines(self) -> list[str]:
        """The questions, one by one."""
        return [" ".join(line.split()) for line in self.questions.splitlines() if line.strip()]

    def clean(self) -> None:
        """Hold title and sentence to the rule for names."""
        super().clean()
        check_model(self, "title", "sentence")


def chosen(offered: Sequence[Starter], slug: str) -> Starter | None:
    """Return the one that an address names; None where it names none that is offered."""
    return next((one for one in offered if one.slug == slug), None)


def ensure_starters() -> None:
    """Write the first ones where there are none. What editors have changed or deleted stays so."""
    with transaction.atomic():
        if not Starter.objects.exists():
            rows = tomllib.loads(FIRST.read_text(encoding="utf-8"))["starters"]
            Starter.objects.bulk_create(
                Starter(
                    slug=row["slug"],
                    position=number * 10,
                    language=code,
                    title=row[code]["title"],
                    sentence=row[code]["sentence"],
                    questions="\n".join(row[code]["questions"]),
                )
                for number, row in enumerate(rows, start=1)
                for code, _name in settings.LANGUAGES
            )
