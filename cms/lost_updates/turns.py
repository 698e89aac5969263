"""Translations: one person at a time.

Wagtail-localize saves each sentence by itself, without saying which one it was written over. So
whoever writes first has the turn, until they publish or have written nothing for a while.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

from cms.lost_updates.targets import Target
from cms.models import TranslationTurn

#: So long nobody else writes after somebody's last sentence: a telephone call, a look into a book.
KEPT = timedelta(minutes=15)


def translation_of(target: Target | None, kwargs: Mapping[str, Any]) -> Translation | None:
    """Return the translation that an address of wagtail-localize, or a page's form, is about."""
    found = Translation.objects.filter(enabled=True)
    if "translation_id" in kwargs:
        return found.filter(pk=kwargs["translation_id"]).first()
    if target is None or len(target.pks) != 1:
        return None
    if target.model is not Page and not issubclass(target.model, TranslatableMixin):
        return None
    thing: Any = target.model._base_manager.filter(pk=target.pks[0]).first()
    if thing is None:
        return None
    of = {"source__object_id": thing.translation_key, "target_locale_id": thing.locale_id}
    return found.filter(**of).first()


def may_write(user: Any, translation: Translation) -> bool:
    """Whether somebody may translate here; who may not takes no turn and learns of nobody's."""
    try:
        return bool(user_can_edit_instance(user, translation.get_target_instance()))
    except ObjectDoesNotExist:
        return False  # there is no page yet


def held_by_another(translation: Translation, user: Any) -> TranslationTurn | None:
    """Return whose turn it is, unless it is one's own or nobody's."""
    turns = TranslationTurn.objects.filter(translation=translation).exclude(user=user)
    return turns.filter(at__gt=timezone.now() - KEPT).select_related("user").first()


def take_turn(request: HttpRequest, translation: Translation) -> HttpResponse | None:
    """Take or keep the turn; 409 while it is another's. Publishing ends it."""
    list(Translation.objects.select_for_update().filter(pk=translation.pk).values_list("pk"))
    turn = held_by_another(translation, request.user)
    if turn is not None:
        return _refused(request, turn)
    if request.POST.get("action") == "publish":
        TranslationTurn.objects.filter(translation=translation).delete()
    else:
        values: dict[str, Any] = {"user": request.user, "at": timezone.now()}
        TranslationTurn.objects.update_or_create(translation=translation, defaults=values)
    return None


def words_of(turn: TranslationTurn) -> str:
    """Say who is translating, and when others can."""
    return _(
        "%(who)s is translating here and wrote last at %(at)s. You can write when %(who)s has"
        " published, or after 15 minutes without changes."
    ) % {"who": turn.user.name, "at": date_format(timezone.localtime(turn.at), "TIME_FORMAT")}


def _refused(request: HttpRequest, turn: TranslationTurn) -> HttpResponse:
    if request.method in {"PUT", "DELETE"} or "json" in request.headers.get("Accept", ""):
        return JsonResponse({"detail": words_of(turn)}, status=409)

    def page(request: HttpRequest) -> HttpResponse:
        context = {"words": words_of(turn)}
        return render(request, "cms/admin/translating.html", context, status=409)

    answer: HttpResponse = require_admin_access(page)(request)
    return answer
