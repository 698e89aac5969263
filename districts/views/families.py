"""The projects of one family, side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.entries.projects import PROJECTS
from districts.models import Project
from districts.pages.family_tree import family_of
from districts.pages.side_by_side import compared
from districts.views.around import crumbs


@require_safe
def family(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare a project with those that were taken over from it, and the one it was taken from."""
    project: Project = PROJECTS.get(request.user, slug)
    tree = family_of(project, request.user)
    if tree is None:
        raise Http404
    context = {
        "project": project,
        "compared": compared(tree, request.user),
        "breadcrumb": crumbs(
            PROJECTS, (project.title, project.get_absolute_url()), (_("Side by side"), "")
        ),
    }
    return render(request, "districts/family.html", context)
