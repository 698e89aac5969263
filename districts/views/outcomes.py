"""Answering to a project that did not hold, for those it names."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sign_in_first import sign_in_first
from community import limits, trust
from community.mails.links import LinkOver, Used
from community.views.links import over
from districts.entries.projects import PROJECTS
from districts.forms.outcomes import ReplyForm
from districts.models import Project
from districts.models.entries import if_public
from districts.services import outcomes
from districts.views.around import crumbs
from text.whole_numbers import whole_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def reply(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """Take an answer from the link of a mail, or from a signed-in carer of who is named."""
    project: Project = PROJECTS.to_write(request.user, slug)
    user = request.user if isinstance(request.user, User) else None
    if project.state != "live":
        raise Http404
    if user is None and not token:
        return sign_in_first(request.path)
    link, notices = None, []
    if token:
        try:
            link, notice = outcomes.notice_of_link(project=project, secret=token)
        except LinkOver as error:
            return _over(request, project, token, error)
        notices = [notice]
    elif user:
        notices = outcomes.notices_of(project, user)
    if not notices:
        raise Http404
    if request.method == "POST" and request.POST.get("action") in ("hide", "show"):
        return _hide(request, project, user)
    chosen = next((n for n in notices if str(n.pk) == request.POST.get("notice")), notices[0])
    form = ReplyForm(request.POST or None, initial={"text": chosen.reply})
    if request.method == "POST" and form.is_valid():
        network = limits.network_of(request)
        text = form.cleaned_data["text"]
        try:
            outcomes.write_reply(notice=chosen, text=text, by=user, network=network, link=link)
        except LinkOver as error:
            return _over(request, project, token, error)
        messages.success(request, _("Your answer is saved."))
        return HttpResponseRedirect(project.get_absolute_url())
    context = {
        "project": project,
        "notices": notices,
        "notice": chosen,
        "form": form,
        "may_hide": trust.may(user, "hide", project),
        "breadcrumb": crumbs(
            PROJECTS, (project.title, project.get_absolute_url()), (_("Answer"), "")
        ),
    }
    status = 400 if form.errors else 200
    return render(request, "districts/outcome_reply.html", context, status=status)


def _over(request: HttpRequest, project: Project, token: str, error: LinkOver) -> HttpResponse:
    """Say what was done with the link, and offer a new one to change the answer."""
    about = if_public(project)
    said = {"replied": _("Your answer stands below the project. With a new link you change it.")}
    if request.method == "POST" and request.POST.get("action") == "again":
        network = limits.network_of(request)
        try:
            outcomes.mail_again(project=project, secret=token, network=network)
        except LinkOver as again:
            return over(request, again, said, about=about)
        messages.success(request, _("A new link was sent to the address noted with the entry."))
        return HttpResponseRedirect(project.get_absolute_url())
    again_label = _("Send a new link") if isinstance(error, Used) else ""
    return over(request, error, said, about=about, again_label=again_label)


def _hide(request: HttpRequest, project: Project, user: User | None) -> HttpResponse:
    """Take an answer from the public, or give it back."""
    number = whole_number(request.POST.get("notice")) or 0
    notice = project.notices.filter(pk=number).first()
    if user is None or notice is None or not trust.may(user, "hide", project):
        raise PermissionDenied
    outcomes.hide_reply(notice=notice, by=user, hidden=request.POST["action"] == "hide")
    return HttpResponseRedirect(request.path)
