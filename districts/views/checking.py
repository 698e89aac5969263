"""Answering "Stimmt das noch?": with an account on the page, or through the link of the mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from community import trust
from community.mails.links import LinkOver
from districts.entries import EntryKind
from districts.lists.choice_labels import access_words
from districts.models import Actor
from districts.services import checking
from districts.services.caring import carers_of
from districts.views.caring import link_over, page


def still_right_view(kind: EntryKind) -> Any:
    """Return the view that notes that an entry of a kind is still right."""

    @require_POST
    @login_required
    def still_right(request: HttpRequest, slug: str) -> HttpResponse:
        entry = kind.to_write(request.user, slug)
        assert isinstance(request.user, User)
        if entry.state != "live":
            raise Http404
        if not trust.may(request.user, "confirm", entry):
            raise PermissionDenied
        checking.confirm_entry(entry=entry, by=request.user)
        messages.success(request, _("Thank you. It is noted that this entry is right today."))
        return HttpResponseRedirect(entry.get_absolute_url())

    return still_right


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show an entry to its own people, and take their answer."""
    actor = get_object_or_404(Actor, slug=slug, council_body=False)
    user = request.user if isinstance(request.user, User) else None
    done = ""
    try:
        checking.check_answer(actor=actor, secret=token)
        if request.method == "POST":
            done = "out" if request.POST.get("action") == "out" else "right"
            checking.answer(actor=actor, secret=token, out=done == "out", by=user)
    except LinkOver as error:
        said = {
            "right": _("It was noted then that the entry is right."),
            "out": _("The entry was taken out then. The moderators can show it again."),
        }
        return link_over(request, error, said, actor)
    titles = {"": _("Is this still right?"), "out": _("Your entry is no longer shown")}
    title = titles.get(done, _("Thank you"))
    access, carers = access_words(actor.access), carers_of(actor)
    return page(request, "answer", actor, title, done=done, access=access, carers=carers)
