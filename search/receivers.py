"""What follows when an editor changes words: searches use them at once, texts are cut anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from search import synonyms, words
from search.models import Entry, SynonymSet

#: Every process has forgotten the old words by then (`synonyms.REMEMBER_SECONDS`).
LATER = timedelta(seconds=synonyms.REMEMBER_SECONDS + 2)


def before_saving(sender: type[SynonymSet], instance: SynonymSet, **kwargs: Any) -> None:
    """Words that are taken away change texts as well as new ones do."""
    old = SynonymSet.objects.filter(pk=instance.pk).first() if instance.pk else None
    if old is not None:
        _cut_anew(_parts(old))


def after_change(sender: type[SynonymSet], instance: SynonymSet, **kwargs: Any) -> None:
    """Use the new words, and cut the texts anew that contain them."""
    synonyms.forget()
    _cut_anew(_parts(instance))


def _parts(changed: SynonymSet) -> list[str]:
    if changed.use != SynonymSet.Use.PARTS:
        return []
    return words.folded_words(changed.words)


def _cut_anew(parts: Iterable[str]) -> None:
    """Have the worker make the records of texts with these letters, when all know the new words."""
    wanted = Q(pk__in=())
    for part in parts:
        wanted |= Q(words__letters__contains=part)
    due = timezone.now() + LATER
    Entry.objects.visible().filter(wanted).update(
        refresh_at=Least(Coalesce(F("refresh_at"), due), due)
    )
