"""Answering to a project that did not hold, for those it names."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import limits, trust
from districts.forms.outcomes import ReplyForm
from districts.models import OutcomeNotice, Project
from districts.services import outcomes
from districts.views.entry_kinds import PROJECTS, crumbs


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def reply(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """Take an answer from the link of a mail, or from a signed-in carer of who is named."""
    project: Project = PROJECTS.get(request.user, slug)
    user = request.user if isinstance(request.user, User) else None
    if project.state != "live":
        raise Http404
    if user is None and not token:
        return redirect_to_login(request.path)
    notices = _notices(project, user, token)
    if request.method == "POST" and request.POST.get("action") in ("hide", "show"):
        return _hide(request, project, user)
    chosen = next((n for n in notices if str(n.pk) == request.POST.get("notice")), notices[0])
    form = ReplyForm(request.POST or None, initial={"text": chosen.reply})
    if request.method == "POST" and form.is_valid():
        network = limits.network_of(request)
        text = form.cleaned_data["text"]
        outcomes.write_reply(notice=chosen, text=text, by=user, network=network)
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


def _notices(project: Project, user: User | None, token: str) -> list[OutcomeNotice]:
    """Return whose answers this reader writes; 404 for whoever is not named."""
    if token:
        try:
            return [outcomes.notice_of_link(project=project, token=token)]
        except outcomes.BadLink as error:
            raise Http404 from error
    found = outcomes.notices_of(project, user) if user else []
    if not found:
        raise Http404
    return found


def _hide(request: HttpRequest, project: Project, user: User | None) -> HttpResponse:
    """Take an answer from the public, or give it back."""
    number = request.POST.get("notice", "")
    found = (
        project.notices.filter(pk=int(number)) if number.isascii() and number.isdigit() else None
    )
    notice = found.first() if found is not None and len(number) < 12 else None
    if user is None or notice is None or not trust.may(user, "hide", project):
        raise PermissionDenied
    outcomes.hide_reply(notice=notice, by=user, hidden=request.POST["action"] == "hide")
    return HttpResponseRedirect(request.path)
