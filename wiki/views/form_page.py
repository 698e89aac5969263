"""The page with the form of an article, for everybody and in every situation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.inbox import reminders
from community.talk import settling_input
from community.typed.writer_context import writer_context
from versions.around import tabs
from wiki.addresses import article_url
from wiki.forms import EditForm, GuestFields, started_now
from wiki.models import Article, Revision
from wiki.subject import KIND
from wiki.views import detour, linking, outcome
from wiki.views.navigation import article_steps


def form_page(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    base: Revision,
    *,
    status: int = 200,
    guest: GuestFields | None = None,
    template: str = "wiki/edit.html",
    **more: Any,
) -> HttpResponse:
    """Answer the page with the form of an article; `base` is what its text started from."""
    user = outcome.writer(request)
    settling_input.offer(form, "summary", KIND, article.pk)
    first = GuestFields(initial=detour.kept_fields(request) | {"started": started_now()})
    context = {
        "article": article,
        "form": form,
        "guest": guest or (GuestFields(request.POST) if request.method == "POST" else first),
        "is_guest": user is None,
        **writer_context(request, user, article),
        "base": base,
        "draft_key": f"{article.pk}-{form['section'].value() or 'ganz'}",
        "preview_url": article_url(article, "bearbeiten/vorschau/"),
        "links_url": linking.url(article.district, article.language),
        "cancel_url": article_url(article),
        "breadcrumb": article_steps(article, _("Edit")),
        "tabs": tabs(article, article_url(article), "bearbeiten/"),
        "until": reminders.usually_by,
        **more,
    }
    return render(request, template, context, status=status)
