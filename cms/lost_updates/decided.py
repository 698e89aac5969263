"""May an approval go through? Only for the text that the reviewer has seen."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page, Revision, TaskState

from cms.lost_updates.review import newest_was_seen
from cms.lost_updates.states import REVISION, SAVED_AT, latest_revision


def before_decision(request: HttpRequest, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    """Hold an approval to the text under review. The page's row is locked.

    A task of another page is not found: Wagtail asks for the right to decide on the one in the
    address only.
    """
    task = TaskState.objects.select_related("workflow_state", "revision").filter(
        pk=kwargs["task_state_id"], workflow_state__object_id=str(kwargs["page_id"])
    )
    state = task.first()
    if state is None:
        raise Http404
    newest = latest_revision(kwargs["page_id"])
    if kwargs["action_name"] != "approve" or newest is None or newest.pk == state.revision_id:
        return None
    seen = (request.POST.get(REVISION), request.POST.get(SAVED_AT))
    if seen == (str(newest.pk), newest.created_at.isoformat()):
        newest_was_seen()
        return None

    def page(request: HttpRequest) -> HttpResponse:
        return _page(request, state, newest)

    answer: HttpResponse = require_admin_access(page)(request)
    return answer


def _page(request: HttpRequest, state: TaskState, newest: Revision) -> HttpResponse:
    page = Page.objects.get(pk=newest.object_id)
    if not state.task.specific.get_actions(page.specific, request.user):
        return HttpResponse(status=403)
    context = {
        "title": page.get_admin_display_title(),
        "state": state,
        "newest": newest,
        "compare": reverse(
            "wagtailadmin_pages:revisions_compare", args=(page.pk, state.revision_id, newest.pk)
        ),
        "here": request.get_full_path(),
        "comment": request.POST.get("comment", ""),
        "base": {REVISION: newest.pk, SAVED_AT: newest.created_at.isoformat()},
        "open": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
    }
    return render(request, "cms/admin/newer_than_reviewed.html", context, status=409)
