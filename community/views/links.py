"""What does somebody read who opens a link of a mail that does nothing any more?"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.mails import links
from community.mails.links import Changed, LinkOver, TooOld, UnknownLink, Used


def over(
    request: HttpRequest,
    error: LinkOver,
    said: Mapping[str, str],
    *,
    about: object = None,
    **more: object,
) -> HttpResponse:
    """Answer 404 and say in plain words what has become of the link.

    `said` has a sentence for each thing that the link may have done. `about` is something public
    that leads on, with `get_absolute_url()`. A link that we never made is
    an address like any other at which there is nothing.
    """
    if isinstance(error, UnknownLink):
        raise Http404
    context = {"sentences": _sentences(error, said), "about": about, **more}
    return render(request, "community/link_over.html", context, status=404)


def _sentences(error: LinkOver, said: Mapping[str, str]) -> list[str]:
    ended = {
        "replaced": _("You have got a newer mail since: please use the link in that one."),
        "withdrawn": _("It was taken back by whoever had it sent."),
        links.UNDER_WAY: _("This is being done right now. Please look again in some minutes."),
    }
    if isinstance(error, Used) and error.done in ended:
        return [ended[error.done]]
    if isinstance(error, Used):
        day = date_format(timezone.localtime(error.when), "DATETIME_FORMAT") if error.when else ""
        used = _("This link was used on %(day)s. It works once.") % {"day": day}
        return [used, said.get(error.done, "")]
    if isinstance(error, TooOld):
        return [_("This link is too old. Such links work for some days or weeks only.")]
    assert isinstance(error, Changed)
    return [_("What this link was made for has changed since the mail was written.")]
