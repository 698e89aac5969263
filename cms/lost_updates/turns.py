"""Translations: one person at a time, and nobody over words that they have not seen.

Wagtail-localize saves each sentence by itself. Whoever writes first has the turn, until they have
published or have written nothing for a while. Then others may write; what stands there is compared
with what their editor shows (`cms.lost_updates.sentences`, `cms.lost_updates.po_files`).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.edit_translation import user_can_edit_instance

from accounts.person import Person
from cms.lost_updates import po_files, sentences, translated_answers
from cms.lost_updates.targets import Target
from cms.models import TranslationTurn

#: So long nobody else writes after somebody's last sentence: a telephone call, a look into a book.
KEPT = timedelta(minutes=15)


def translation_of(target: Target | None, kwargs: Mapping[str, Any]) -> Translation | None:
    """Return the translation that an address of wagtail-localize, or a page's form, is about.

    One that was stopped is still written to by an editor that was opened before.
    """
    if "translation_id" in kwargs:
        return Translation.objects.filter(pk=kwargs["translation_id"]).first()
    if target is None or len(target.pks) != 1:
        return None
    if target.model is not Page and not issubclass(target.model, TranslatableMixin):
        return None
    thing: Any = target.model._base_manager.filter(pk=target.pks[0]).first()
    if thing is None:
        return None
    of = {"source__object_id": thing.translation_key, "target_locale_id": thing.locale_id}
    return Translation.objects.filter(enabled=True, **of).first()


def may_write(user: Person, translation: Translation) -> bool:
    """Whether somebody may translate here; who may not takes no turn and learns of nobody's."""
    thing = _target(translation)
    return thing is not None and bool(user_can_edit_instance(user, thing))


def held_by_another(translation: Translation, user: Person) -> TranslationTurn | None:
    """Return whose turn it is, unless it is one's own or nobody's."""
    turns = TranslationTurn.objects.filter(translation=translation).exclude(
        user=user.pk if user else None
    )
    return turns.filter(at__gt=timezone.now() - KEPT).select_related("user").first()


def before_writing(
    request: HttpRequest, translation: Translation, kwargs: Mapping[str, Any]
) -> HttpResponse | None:
    """Take or keep the turn; 409 while it is another's, or over words that were not seen.

    Only for those who `may_write`; others are refused by the view.
    """
    lock(translation)
    typed = sentences.typed(request)
    turn = held_by_another(translation, request.user)
    if turn is not None:
        return translated_answers.not_your_turn(request, words_of(turn), typed)
    refused = (
        sentences.compared(request, translation, kwargs, typed)
        or po_files.compared(request, translation)
        or sentences.publishing(request, translation)
    )
    if refused is None:
        values: dict[str, Any] = {"user": request.user, "at": timezone.now()}
        TranslationTurn.objects.update_or_create(translation=translation, defaults=values)
    return refused


def before_updating(request: HttpRequest, source: TranslationSource) -> HttpResponse | None:
    """Answer 409 while somebody writes in a translation that would be made anew, or published."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        return None
    enabled = source.translations.filter(enabled=True).order_by("pk")
    answers = (before_giving_up(request, translation) for translation in enabled)
    return next((answer for answer in answers if answer is not None), None)


def before_giving_up(request: HttpRequest, translation: Translation) -> HttpResponse | None:
    """Answer 409 while somebody else writes in a translation that is to end."""
    lock(translation)
    turn = held_by_another(translation, request.user)
    return translated_answers.not_your_turn(request, words_of(turn), None) if turn else None


def lock(translation: Translation) -> None:
    """Wait for whoever writes in the same translation.

    First the page or snippet, as forms do: writing a title changes the page, and two who begin from
    two ends would wait for each other.
    """
    thing = _target(translation)
    if thing is not None:
        model: Any = Page if isinstance(thing, Page) else type(thing)
        list(model._base_manager.select_for_update().filter(pk=thing.pk).values_list("pk"))
    list(Translation.objects.select_for_update().filter(pk=translation.pk).values_list("pk"))


def end_when_published(source: TranslationSource, locale: Locale) -> None:
    """End the turn when the publishing has gone through, which is after the transaction.

    Called when Wagtail-localize has ordered that; where it fails, what was ordered after it is not
    done either, and the turn stays.
    """
    turns = TranslationTurn.objects.filter(
        translation__source=source, translation__target_locale=locale
    )
    transaction.on_commit(turns.delete, robust=True)


def words_of(turn: TranslationTurn) -> str:
    """Say who is translating, and when others can."""
    return _(
        "%(who)s is translating here and wrote last at %(at)s. You can write when %(who)s has"
        " published, or after 15 minutes without changes."
    ) % {"who": turn.user.name, "at": date_format(timezone.localtime(turn.at), "TIME_FORMAT")}


def _target(translation: Translation) -> Any:
    """Return the page or snippet that is being written; None where there is none yet."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None
