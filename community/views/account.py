"""What somebody decides about their account: which mails come, a copy of everything, the end."""

from __future__ import annotations

import logging

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import mail_topics
from community.mails import stops
from community.people import erasing
from community.people.erasure_ledger import LedgerUnwritable
from community.views.access import me
from text.checkboxes import Checkboxes

logger = logging.getLogger(__name__)
BOTH = ["GET", "HEAD", "POST"]


class MailsForm(forms.Form):
    """Which kinds of mails somebody wants."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Which mails would you like?"),
        choices=lambda: [(topic.key, topic.words) for topic in mail_topics.offered()],
        required=False,
        widget=Checkboxes,
    )


class EraseForm(forms.Form):
    """Somebody means it."""

    sure = forms.BooleanField(label=gettext_lazy("Yes, erase my account. I know it is for good."))


@never_cache
@login_required
@require_http_methods(BOTH)
def mails(request: HttpRequest) -> HttpResponse:
    """Show and change which kinds of mails come to one's own address."""
    address = me(request).email
    offered = [topic.key for topic in mail_topics.offered()]
    wanted = [topic for topic in offered if not stops.is_stopped(address, topic)]
    form = MailsForm(initial={"topics": wanted})
    if request.method == "POST":
        form = MailsForm(request.POST)
        if form.is_valid():
            for topic in offered:
                act = stops.resume if topic in form.cleaned_data["topics"] else stops.stop
                act(token=stops.stop_token(address, topic))
            messages.success(request, _("Your choice is saved."))
            return HttpResponseRedirect(reverse("accounts:settings"))
    return render(
        request, "community/mails.html", {"form": form}, status=400 if form.errors else 200
    )


@never_cache
@login_required
@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """Give somebody everything the site knows of them, as a file that programs can read."""
    answer = JsonResponse(
        erasing.copy_of(me(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    name = f"quartierswissen-{timezone.localdate().isoformat()}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@login_required
@require_http_methods(BOTH)
def erase(request: HttpRequest) -> HttpResponse:
    """Say what erasing means, and do it."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase_account(user=me(request))
        except erasing.LastAdministrator:
            form.add_error(
                None, _("You are the only administrator. Please make somebody else one first.")
            )
        except LedgerUnwritable:
            logger.exception("An account cannot be erased: ERASURE_LEDGER is not writable")
            form.add_error(
                None,
                _(
                    "Your account cannot be erased at the moment; nothing has been changed. Please "
                    "try again later, or write to us at /kontakt/."
                ),
            )
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Your texts stay without a name."))
            return HttpResponseRedirect("/")
    return render(
        request, "community/erase.html", {"form": form}, status=400 if form.errors else 200
    )
