"""Saying "Das sind wir", handing over, and objecting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import cases, limits, trust
from community.views.access import me
from districts.forms.contact import ClaimForm, HandOverForm, ObjectionForm
from districts.models import Actor
from districts.services import claiming
from districts.services.caring import carers_of
from districts.services.writing import NotAllowed
from districts.views.entry_kinds import ACTORS, crumbs

FORM = ["GET", "HEAD", "POST"]


def actor_of(request: HttpRequest, slug: str) -> Actor:
    """Return a public actor; council bodies have no carers and no relay."""
    found: Actor = ACTORS.get(request.user, slug)
    if found.state != "live" or found.council_body:
        raise Http404
    return found


def page(
    request: HttpRequest, name: str, actor: Actor, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a page about an actor."""
    steps = (actor.name, actor.get_absolute_url()), (title, "")
    context = {"actor": actor, "title": title, "breadcrumb": crumbs(ACTORS, *steps), **more}
    return render(request, f"districts/{name}.html", context, status=status)


@never_cache
@login_required
@require_http_methods(FORM)
@limits.answering_limits
def care(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who takes care of an actor, and take claims, handing over and leaving."""
    actor, user = actor_of(request, slug), me(request)
    if not trust.may(user, "edit", actor):
        raise PermissionDenied
    cares = trust.may(user, "care", actor)
    claim, hand = ClaimForm(request.POST or None), HandOverForm(request.POST or None)
    action = request.POST.get("action", "")
    if request.method == "POST":
        done = _act(request, actor, user, action, claim, hand)
        if done:
            return HttpResponseRedirect(request.path)
    title = _("Who takes care of this entry")
    context = {
        "carers": carers_of(actor),
        "cares": cares,
        "claim": claim if action == "ask" else ClaimForm(),
        "hand": hand if action == "hand_over" else HandOverForm(),
    }
    return page(request, "care", actor, title, 400 if request.POST else 200, **context)


def _act(
    request: HttpRequest,
    actor: Actor,
    user: User,
    action: str,
    claim: ClaimForm,
    hand: HandOverForm,
) -> bool:
    """Carry out what was asked for; False where the form has to be shown again."""
    if action == "mail" and actor.mail:
        network = limits.network_of(request)
        claiming.ask_published_address(actor=actor, user=user, network=network)
        messages.success(request, _("A link was sent to the address noted with this entry."))
        return True
    if action == "ask" and claim.is_valid():
        claiming.ask_moderators(actor=actor, user=user, words=claim.cleaned_data["words"])
        messages.success(request, _("Your question waits for the moderators."))
        return True
    if action == "leave":
        claiming.leave(actor=actor, user=user)
        messages.success(request, _("You no longer take care of this entry."))
        return True
    return action == "hand_over" and _hand_over(request, actor, user, hand)


def _hand_over(request: HttpRequest, actor: Actor, user: User, form: HandOverForm) -> bool:
    if not trust.may(user, "care", actor):
        raise PermissionDenied
    if not form.is_valid():
        return False
    found = User.objects.filter(email__iexact=form.cleaned_data["mail"], is_active=True).first()
    if found is None:
        form.add_error("mail", _("There is no account with this address."))
        return False
    try:
        claiming.hand_over(actor=actor, to=found, by=user)
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, _("%(name)s takes care of this entry now.") % {"name": found.name})
    return True


@never_cache
@login_required
@require_http_methods(FORM)
def claim_confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Let in whoever opens the link from the actor's own mail with the account that asked."""
    actor, user = actor_of(request, slug), me(request)
    if not trust.may(user, "edit", actor):
        raise PermissionDenied
    if request.method != "POST":
        return page(request, "claim_confirm", actor, _("Is this you?"))
    try:
        claiming.confirm_claim(actor=actor, user=user, token=token)
    except claiming.BadToken:
        messages.error(request, _("This link is too old, or was made for another account."))
    else:
        messages.success(request, _("You take care of this entry now."))
    return HttpResponseRedirect(actor.get_absolute_url())


@never_cache
@require_http_methods(FORM)
@limits.answering_limits
def objection(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the objection of people who do not want to be listed."""
    actor = actor_of(request, slug)
    user = request.user if isinstance(request.user, User) else None
    form = ObjectionForm(request.POST or None, signed_in=user is not None)
    if request.method == "POST" and form.is_valid():
        sender = cases.From(
            user, mail=form.cleaned_data.get("mail", ""), network=limits.network_of(request)
        )
        case = claiming.object_to_entry(
            actor=actor, words=form.cleaned_data["words"], sender=sender
        )
        return HttpResponseRedirect(reverse("community:receipt", args=[case.receipt]))
    title = _("We do not want to be listed here")
    return page(request, "objection", actor, title, 400 if form.errors else 200, form=form)
