"""Saying what a council paper belongs to: topics and projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import limits, trust
from districts import services
from districts.forms.base import TopicsField
from districts.forms.lines import ProjectsField
from districts.models import CouncilPaper, Topic


class LinkForm(forms.Form):
    """The topics and projects of a paper."""

    projects = ProjectsField(
        label=gettext_lazy("Projects"),
        required=False,
        help_text=gettext_lazy("One title a line, as it stands in this directory."),
    )
    topics = TopicsField(
        queryset=Topic.objects.none(), label=gettext_lazy("Topics"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topics"]
        field.queryset = Topic.objects.all()


def may_link(user: trust.Person, paper: CouncilPaper) -> bool:
    """Say whether somebody may: whoever may publish there, as it is seen at once."""
    return isinstance(user, User) and paper.state == "live" and trust.may(user, "publish", paper)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, and write what it says."""
    paper = CouncilPaper.objects.visible_to(request.user).filter(slug=slug, state="live").first()
    if paper is None:
        raise Http404
    paper.ensure_open()
    if not may_link(request.user, paper):
        raise PermissionDenied
    assert isinstance(request.user, User)
    titles = paper.projects.live().order_by("sort_key", "pk").values_list("title", flat=True)
    first = {"topics": list(paper.topics.all()), "projects": "\n".join(titles)}
    form = LinkForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        limits.count(action="write", user=request.user, network=limits.network_of(request))
        services.link_paper(paper=paper, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. The links stand on both pages now."))
        return HttpResponseRedirect(paper.get_absolute_url())
    steps = [
        {"title": _("Council papers"), "url": reverse("districts:papers")},
        {"title": paper.reference or paper.title, "url": paper.get_absolute_url()},
        {"title": _("What it belongs to"), "url": ""},
    ]
    context = {"form": form, "paper": paper, "breadcrumb": steps}
    return render(request, "districts/link.html", context, status=400 if form.errors else 200)
