"""Saying that one does not want to be listed, and confirming it from the entry's own address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import cases, limits
from community.mails.links import LinkOver
from districts.forms.contact import ObjectionForm
from districts.models import Actor
from districts.services import objecting
from districts.services.addresses import speaking_address
from districts.views.caring import FORM, actor_of, link_over, page
from text.languages import current_language, prefix


@never_cache
@require_http_methods(FORM)
@limits.answering_limits
def objection(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the objection of people who do not want to be listed."""
    actor = actor_of(request, slug)
    user = request.user if isinstance(request.user, User) else None
    form = ObjectionForm(request.POST or None, signed_in=user is not None)
    if request.method == "POST" and form.is_valid():
        sender = cases.Sender(
            user, mail=form.cleaned_data.get("mail", ""), network=limits.network_of(request)
        )
        case = objecting.object_to_entry(
            actor=actor, words=form.cleaned_data["words"], sender=sender
        )
        if speaking_address(actor):
            text = _(
                "We have sent a link to the mail address that is noted with the entry. Whoever "
                "presses the button there takes the entry out of sight at once."
            )
            messages.info(request, text)
        return HttpResponseRedirect(reverse("community:receipt", args=[case.receipt]))
    title = _("We do not want to be listed here")
    can_confirm = bool(speaking_address(actor))
    status = 400 if form.errors else 200
    return page(request, "objection", actor, title, status, form=form, can_confirm=can_confirm)


@never_cache
@require_http_methods(FORM)
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show the button to whoever has the link from the entry's own mail, and do what it says."""
    actor = get_object_or_404(Actor, slug=slug, council_body=False)
    try:
        objecting.check_objection(actor=actor, secret=token)
        if request.method == "POST":
            objecting.confirm_objection(actor=actor, secret=token)
    except LinkOver as error:
        said = _("The entry was taken out then. The moderators can show it again.")
        return link_over(request, error, {"out": said}, actor)
    if request.method == "POST":
        return page(request, "said", actor, _("Your entry is no longer shown"), **_taken_out())
    return page(request, "said", actor, _("Take our entry out?"), **_asked(actor))


def _taken_out() -> dict[str, Any]:
    said = _(
        "Nobody finds it any more, here or in the search. The moderators can show it again if you "
        "change your mind."
    )
    return {
        "said": said,
        "way_on": _("Write to us"),
        "way_on_url": f"{prefix(current_language())}/kontakt/",
    }


def _asked(actor: Actor) -> dict[str, Any]:
    said = _("Somebody has told us that %(name)s does not want to be listed here. Is that so?")
    more = [_("If it is not so, close this page: the entry stays until moderators decide.")]
    button = _("Yes, take our entry out")
    return {"said": said % {"name": actor.name}, "more": more, "button": button, "danger": True}
