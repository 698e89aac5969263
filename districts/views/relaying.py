"""Writing to an actor, a contact person or who wants something, without learning their address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import limits
from community.mails.links import LinkOver
from community.views.links import over
from districts.forms.contact import MessageForm
from districts.models import Actor, Need
from districts.services import relaying
from districts.services.relaying import Recipient
from districts.stewards import contact_person

FORM = ["GET", "HEAD", "POST"]
Find = Callable[[HttpRequest, str], Recipient]


def need_of(request: HttpRequest, slug: str) -> Need:
    """Return something that is wanted, publicly and still."""
    rows = Need.objects.live().open().select_related("created_by")
    need = get_object_or_404(rows, slug=slug)
    need.ensure_open()
    return need


def contact_of(request: HttpRequest, slug: str) -> Recipient:
    """Return the contact person of any place."""
    found = contact_person(slug)
    if found is None:
        raise Http404
    return found


def message_view(find: Find) -> Callable[..., HttpResponse]:
    """Return the view that takes a message for what `find` finds."""

    @never_cache
    @require_http_methods(FORM)
    @limits.answering_limits
    def message(request: HttpRequest, slug: str) -> HttpResponse:
        to = _reachable(request, slug, find)
        form = MessageForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            network = limits.network_of(request)
            relaying.keep_message(to=to, network=network, **form.values())
            return _kept_page(request, to)
        title = _("Write to %(name)s") % {"name": to}
        return _page(request, "message", to, title, 400 if form.errors else 200, form=form)

    return message


def confirm_view(find: Find) -> Callable[..., HttpResponse]:
    """Return the view that shows a message that waits, and sends it when its sender says so."""

    @never_cache
    @require_http_methods(FORM)
    def confirm(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
        to = _reachable(request, slug, find)
        try:
            waiting = relaying.waiting_message(to=to, secret=secret)
            if request.method == "POST":
                relaying.deliver_message(to=to, secret=secret)
                return _sent_page(request, to)
        except LinkOver as error:
            return over(request, error, {"sent": _("Your message was sent then.")}, about=to)
        except relaying.NotSent:
            text = _("The message cannot be sent right now. Please try again later.")
            messages.error(request, text)
        title, button = _("Send your message"), _("Send now")
        return _page(request, "said", to, title, quoted=waiting["text"], button=button)

    return confirm


def _reachable(request: HttpRequest, slug: str, find: Find) -> Recipient:
    to = find(request, slug)
    if not relaying.address_of(to):
        raise Http404
    return to


def _kept_page(request: HttpRequest, to: Recipient) -> HttpResponse:
    said = _(
        "We have sent you a link. Your message leaves when you open it and press “Send now” there."
    )
    more = [_("The link works once, for two weeks. No mail there? Look into the folder for spam.")]
    context: dict[str, Any] = {"said": said, "more": more, "has_mail": True, **_back(to)}
    return _page(request, "said", to, _("Please look into your mail"), **context)


def _sent_page(request: HttpRequest, to: Recipient) -> HttpResponse:
    said = _("%(name)s answers to your mail address. We have kept nothing of your message.")
    title = _("Your message is on its way")
    return _page(request, "said", to, title, said=said % {"name": to}, **_back(to))


def _back(to: Recipient) -> dict[str, Any]:
    return {"way_on": str(to), "way_on_url": to.get_absolute_url()}


def _page(
    request: HttpRequest, name: str, to: Recipient, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    steps = [{"title": _("Districts"), "url": reverse("districts:districts")}]
    if isinstance(to, Actor):
        steps.append({"title": _("Actors"), "url": reverse("districts:actors")})
    steps += [{"title": str(to), "url": to.get_absolute_url()}, {"title": title, "url": ""}]
    context = {"to": to, "title": title, "breadcrumb": steps, **more}
    return render(request, f"districts/{name}.html", context, status=status)
