""" "Etwas ergänzen": one box below a section, no markup; it becomes a paragraph."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import limits
from community.inbox import reminders
from community.typed import before_sign_in
from community.typed.writer_context import writer_context
from text.sections import sections
from text.whole_numbers import whole_number
from wiki import services
from wiki.addresses import article_url
from wiki.errors import WikiError
from wiki.forms import GuestFields, started_now
from wiki.models import Article, Revision
from wiki.views import detour, outcome, unsaved_text
from wiki.views.bases import base_of
from wiki.views.fetch import article_view
from wiki.views.navigation import article_steps


class AddForm(forms.Form):
    """What somebody knows besides; every sign in it is a sign, not markup."""

    words = forms.CharField(
        label=gettext_lazy("What would you like to add?"),
        help_text=gettext_lazy("Just write. Your words become a paragraph of their own."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    section = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@partial(article_view, gone=unsaved_text.of_nothing, writes=True)
def add(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the box, and put what comes back at the end of its section."""
    if article.head_number == 0:
        return unsaved_text.not_yet(request, article)
    if request.method != "POST":
        return _page(request, article, AddForm(initial=_initial(request, article)))
    form, guest = AddForm(request.POST), GuestFields(request.POST)
    if not form.is_valid() or not guest.is_valid():
        return _page(request, article, form, guest, status=400)
    if request.POST.get("action") == "sign_in" and outcome.writer(request) is None:
        return before_sign_in.sign_in(request, request.path)
    return _save(request, article, form, guest)


def _save(
    request: HttpRequest, article: Article, form: AddForm, guest: GuestFields
) -> HttpResponse:
    base = base_of(request, article)
    title = _title(base, form.cleaned_data["section"] or 0) if base else ""
    try:
        result = services.add_paragraph(
            article=article,
            section=form.cleaned_data["section"] or 0,
            title=title,
            words=form.cleaned_data["words"],
            summary=_("Added to “%(title)s”") % {"title": title} if title else _("Added something"),
            author=outcome.writer(request),
            author_name=guest.cleaned_data["author_name"],
            mail=guest.cleaned_data["mail"],
            network=limits.network_of(request),
            automatic=guest.looks_automatic(),
        )
    except WikiError as error:
        status = outcome.add_error(form, error)
        response = _page(request, article, form, guest, status=status)
        return outcome.retry_after(response, error)
    before_sign_in.done(request)
    return outcome.after_save(request, result)


def _title(base: Revision, number: int) -> str:
    return next((s.title for s in sections(base.body) if s.number == number and s.number), "")


def _initial(request: HttpRequest, article: Article) -> dict[str, object]:
    section = whole_number(request.GET.get("abschnitt"))
    return {
        "section": _last_section(article) if section is None else section,
        "base_revision": article.head_number,
        **detour.kept_fields(request),
    }


def _last_section(article: Article) -> int:
    head = article.revisions.filter(number=article.head_number).first()
    found = sections(head.body) if head else []
    return found[-1].number if found else 0


def _is_chosen(request: HttpRequest, head: Revision, number: int) -> bool:
    """Return whether somebody pointed at this section; else words go to the end of the article.

    To read the name of its last section, which nobody asked for, would only puzzle.
    """
    last = [section.number for section in sections(head.body)][-1:]
    return "abschnitt" in request.GET or last != [number]


def _page(
    request: HttpRequest,
    article: Article,
    form: AddForm,
    guest: GuestFields | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    user = outcome.writer(request)
    head = article.revisions.filter(number=article.head_number).first()
    number = whole_number(str(form["section"].value()))
    title = _title(head, number) if head and number and _is_chosen(request, head, number) else ""
    first = GuestFields(initial=detour.kept_fields(request) | {"started": started_now()})
    context = {
        "article": article,
        "section_title": title,
        "form": form,
        "guest": guest or first,
        "is_guest": user is None,
        **writer_context(request, user, article),
        "draft_key": f"{article.pk}-dazu-{number}",
        "cancel_url": article_url(article),
        "until": reminders.usually_by(),
        "breadcrumb": article_steps(article, _("Add something")),
    }
    return render(request, "wiki/add.html", context, status=status)
