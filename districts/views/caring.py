"""Saying "Das sind wir", bringing others in, and leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sign_in_first import sign_in_first
from community import limits, trust
from community.mails.links import LinkOver
from community.views.access import me
from community.views.links import over
from districts.entries.actors import ACTORS
from districts.forms.contact import ClaimForm, OfferForm
from districts.models import Actor
from districts.models.entries import if_public
from districts.services import claiming, offering
from districts.services.addresses import speaking_address
from districts.services.caring import carers_of
from districts.services.writing import NotAllowed
from districts.views.around import crumbs
from text.whole_numbers import whole_number

FORM = ["GET", "HEAD", "POST"]


def actor_of(request: HttpRequest, slug: str) -> Actor:
    """Return a public actor; council bodies have no carers and no relay."""
    found: Actor = ACTORS.get(request.user, slug)
    if found.state != "live" or found.council_body:
        raise Http404
    return found


def to_write(request: HttpRequest, slug: str) -> Actor:
    """Return the actor of an address where something is written or sent."""
    found = actor_of(request, slug)
    found.ensure_open()
    return found


def page(
    request: HttpRequest, name: str, actor: Actor, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a page about an actor."""
    steps = (actor.name, actor.get_absolute_url()), (title, "")
    context = {"actor": actor, "title": title, "breadcrumb": crumbs(ACTORS, *steps), **more}
    return render(request, f"districts/{name}.html", context, status=status)


def link_over(
    request: HttpRequest, error: LinkOver, said: Mapping[str, str], actor: Actor | None = None
) -> HttpResponse:
    """Say what has become of a link about an actor, and lead on to it where it is public."""
    if actor is None and error.link is not None:
        actor = Actor.objects.filter(pk=error.link.object_pk).first()
    return over(request, error, said, about=if_public(actor))


@never_cache
@login_required
@require_http_methods(FORM)
@limits.answering_limits
def care(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who takes care of an actor, and take claims, offers and leaving."""
    actor, user = to_write(request, slug), me(request)
    if not trust.may(user, "edit", actor):
        raise PermissionDenied
    claim, offer = ClaimForm(request.POST or None), OfferForm(request.POST or None)
    action = request.POST.get("action", "")
    if request.method == "POST" and _act(request, actor, user, action, claim, offer):
        return HttpResponseRedirect(request.path)
    title = _("Who takes care of this entry")
    cares = trust.may(user, "care", actor)
    context = {
        "carers": carers_of(actor),
        "cares": cares,
        "can_ask": bool(speaking_address(actor)),
        "claim": claim if action == "ask" else ClaimForm(),
        "offer": offer if action == "hand_over" else OfferForm(),
        "offers": offering.open_offers(actor=actor, by=user) if cares else (),
    }
    return page(request, "care", actor, title, 400 if request.POST else 200, **context)


def _act(
    request: HttpRequest,
    actor: Actor,
    user: User,
    action: str,
    claim: ClaimForm,
    offer: OfferForm,
) -> bool:
    """Carry out what was asked for; False where the form has to be shown again."""
    if action == "mail" and speaking_address(actor):
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
    if action == "withdraw":
        return _withdraw(request, actor, user)
    return action == "hand_over" and _offer(request, actor, user, offer)


def _offer(request: HttpRequest, actor: Actor, user: User, form: OfferForm) -> bool:
    """Offer the care; what is said is the same for every address."""
    if not trust.may(user, "care", actor):
        raise PermissionDenied
    if not form.is_valid():
        return False
    network = limits.network_of(request)
    offering.offer_care(actor=actor, address=form.cleaned_data["mail"], by=user, network=network)
    text = _("We have written to this address. Who accepts is shown here as soon as they do.")
    messages.success(request, text)
    return True


def _withdraw(request: HttpRequest, actor: Actor, user: User) -> bool:
    pk = whole_number(request.POST.get("offer")) or 0
    if offering.withdraw_offer(actor=actor, pk=pk, by=user):
        messages.success(request, _("Your offer is taken back."))
    else:
        messages.warning(request, _("This offer was answered already, or is over."))
    return True


@never_cache
@require_http_methods(FORM)
@limits.answering_limits
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an offer to whoever has the link, and take the answer of its addressee."""
    user = request.user if isinstance(request.user, User) else None
    problem = ""
    try:
        actor, link = offering.look_at_offer(secret=token)
        if request.method == "POST":
            limits.count(action="claim", user=user, network=limits.network_of(request))
            if request.POST.get("action") == "refuse":
                offering.refuse_offer(secret=token)
                messages.success(request, _("Thank you. Nothing has changed."))
                return HttpResponseRedirect(actor.get_absolute_url())
            if user is None:
                return sign_in_first(request.path)
            offering.accept_offer(secret=token, user=user)
            messages.success(request, _("You take care of this entry now."))
            return HttpResponseRedirect(actor.get_absolute_url())
    except LinkOver as error:
        said = {
            "accepted": _("The offer was accepted then."),
            "refused": _("The offer was declined then."),
        }
        return link_over(request, error, said)
    except offering.OtherAddress:
        problem = "other"
    except NotAllowed as error:
        raise PermissionDenied from error
    if user is not None and not offering.is_addressee(link, user):
        problem = "other"
    title = _("Will you take care of this entry?")
    context = {"link": link, "problem": problem, "is_guest": user is None, "here": request.path}
    return page(request, "care_offer", actor, title, 403 if problem else 200, **context)


@never_cache
@login_required
@require_http_methods(FORM)
@limits.answering_limits
def claim_confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Let in whoever opens the link from the actor's own mail with the account that asked."""
    actor, user = to_write(request, slug), me(request)
    if not trust.may(user, "edit", actor):
        raise PermissionDenied
    try:
        claiming.check_claim(actor=actor, user=user, secret=token)
        if request.method != "POST":
            text = _("You then can change the entry of %(name)s and bring in others.")
            text, button = text % {"name": actor.name}, _("Yes, that is us")
            return page(request, "said", actor, _("Is this you?"), said=text, button=button)
        claiming.confirm_claim(actor=actor, user=user, secret=token)
    except LinkOver as error:
        said = {"accepted": _("You began to take care of the entry then.")}
        return link_over(request, error, said, actor)
    except claiming.ForAnother:
        text = _(
            "This link is for the account that asked for it. Please sign in with that one, or "
            "have a new link sent below “That is us”."
        )
        messages.error(request, text)
    else:
        messages.success(request, _("You take care of this entry now."))
    return HttpResponseRedirect(actor.get_absolute_url())
