"""Mails about signing in: like all our mails they say why they come and can be stopped.

They leave at once and not through the outbox, because somebody sits and waits for the code. Nothing
that was typed into a form stands in them, since anybody can type in anybody's address; who was
writing before signing in finds a link to the kept text instead.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from allauth.core import context as current
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.adapter import AccountAdapter
from community import limits, mail, mail_topics
from community.mails import stops
from community.typed import drafts
from text.site_address import absolute_url

KEPT = re.compile(r"[?&]entwurf=([\w-]{32})$", re.ASCII)


class CommunityAdapter(AccountAdapter):
    """Sends what allauth wants to send in the way of this site."""

    def refuse_sign_up(self, request: HttpRequest) -> HttpResponse | None:
        """Let a few accounts a day be made from one connection."""
        try:
            limits.count(action="sign_up", user=None, network=limits.network_of(request))
        except limits.LimitReached as error:
            return limits.too_many(request, error, why=_too_many_accounts())
        return None

    def get_client_ip(self, request: HttpRequest) -> str:
        """Let allauth count connections as we do: by a hash of today, since its counts are kept."""
        return limits.network_of(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if stops.is_stopped(email, mail_topics.SIGN_IN):
            return
        request = current.request
        stop_url = stops.stop_url(email, mail_topics.SIGN_IN)
        words = {
            "request": request,
            "email": email,
            "current_site": get_current_site(request),
            **context,
            **_ways(request),
            "stop_url": stop_url,
        }
        headers = mail.headers_for(stop_url)
        self.render_mail(template_prefix, email, words, headers).send()


def _too_many_accounts() -> str:
    """Say it to somebody who has made none of them: a library is one connection for many."""
    return _(
        "Several accounts were made from your internet connection today; to keep spam away there "
        "cannot be more. Another connection helps, for example a phone with mobile data."
    )


def _ways(request: HttpRequest) -> dict[str, str]:
    """Return the addresses a mail leads to; they lead on to the text that waits, if one does."""
    secret = _kept_secret(request)
    back = reverse("community:kept-text", args=[secret]) if secret else ""
    query = f"?{urlencode({'next': back})}" if back else ""
    return {
        "kept_url": absolute_url(back) if back else "",
        "signup_url": absolute_url(reverse("account_signup")) + query,
        "login_url": absolute_url(reverse("account_request_login_code")) + query,
    }


def _kept_secret(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    found = KEPT.search(wanted)
    secret = found[1] if found else wanted.removeprefix("/konto/entwurf/").rstrip("/")
    return secret if drafts.find(secret) else ""
