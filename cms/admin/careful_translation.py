"""Wagtail-localize made careful: a gap is no reason to show German words as if they were others.

It fills what nobody has translated with the German words and, left to itself, publishes that: when
a version is begun, with a whole branch, when changes of the German text are taken over, by its
button. All of that ends in one method, which this wraps: with gaps it makes drafts only, never
touches a version that is public, and leaves alone what somebody has written by hand.

Beginning a version is for where there is none. Walking a branch, Wagtail-localize would begin every
page anew: also one whose translation was stopped to go on by hand, or that somebody is writing in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from cms.lost_updates import turns
from cms.untranslated import StillGerman, untranslated, why_not


def install() -> None:
    """Wrap the methods; called once, when all apps are loaded."""
    make = TranslationSource.create_or_update_translation
    if not hasattr(make, "__wrapped__"):
        TranslationSource.create_or_update_translation = careful(make)
    begin = TranslationCreator.create_translations
    if not hasattr(begin, "__wrapped__"):
        TranslationCreator.create_translations = beginning_what_is_missing(begin)


def beginning_what_is_missing(begin: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that leaves out the languages in which a text has a version already."""

    @wraps(begin)
    def create_translations(
        self: TranslationCreator, instance: TranslatableMixin, **more: Any
    ) -> Any:
        asked = self.target_locales
        there = {
            version.locale_id
            for version in instance.get_translations()
            if getattr(version, "alias_of_id", None) is None
        }
        self.target_locales = [locale for locale in asked if locale.pk not in there]
        try:
            return begin(self, instance, **more)
        finally:
            self.target_locales = asked

    return create_translations


def careful(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that refuses or makes a draft where it would have published German words.

    Raises `StillGerman`, a `ValidationError`, as the callers in Wagtail-localize expect.
    """

    @wraps(make)
    def create_or_update(
        self: TranslationSource,
        locale: Locale,
        user: User | None = None,
        publish: bool = True,
        **more: Any,
    ) -> Any:
        number = untranslated(self, locale)
        if number:
            version = _version(self, locale)
            _leave_alone_what_is_written(self, locale, version)
            is_draft = isinstance(version, Page) and (not version.live or version.alias_of_id)
            can_be_draft = issubclass(self.specific_content_type.model_class(), DraftStateMixin)
            if not can_be_draft or (version is not None and not is_draft):
                raise StillGerman(why_not(number, self.object_repr))
            publish = False
        made = make(self, locale, user=user, publish=publish, **more)
        if publish:
            turns.end_when_published(self, locale)
        return made

    return create_or_update


def _version(source: TranslationSource, locale: Locale) -> Any:
    try:
        return source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return None


def _leave_alone_what_is_written(
    source: TranslationSource, locale: Locale, version: TranslatableMixin | None
) -> None:
    """Refuse to write the German text over a version that was not begun from it."""
    if version is None or getattr(version, "alias_of_id", None) is not None:
        return
    if source.translation_logs.filter(locale=locale).exists():
        return
    # Its editors go on in the ordinary form, as before.
    Translation.objects.filter(source=source, target_locale=locale).update(enabled=False)
    words = _("“%(title)s” was written by hand and stays as it is.")
    raise StillGerman(words % {"title": source.object_repr})
