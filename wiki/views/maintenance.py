"""Looking after articles: still right, rename and move, protect, delete, hide, mark as seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from community import limits, trust
from community.views.access import me
from districts.forms.days import DayField
from districts.models import District
from text.checkboxes import Checkboxes
from versions.around import tabs
from wiki import services
from wiki.addresses import article_url
from wiki.errors import WikiError
from wiki.models import TITLE_LENGTH, Article
from wiki.views import outcome
from wiki.views.fetch import article_view
from wiki.views.navigation import article_steps

BOTH = ["GET", "HEAD", "POST"]


class MoveForm(forms.Form):
    """A better title, or another place."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH)
    district = forms.ModelChoiceField(
        label=gettext_lazy("Where does it belong?"),
        queryset=District.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Everywhere (general knowledge)"),
    )
    summary = forms.CharField(label=gettext_lazy("Why?"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)


class ProtectForm(ReasonForm):
    """Whose edits go live."""

    protection = forms.ChoiceField(
        label=gettext_lazy("Who may write?"),
        choices=Article.Protection.choices,
        widget=forms.RadioSelect,
    )


class CheckForm(forms.Form):
    """When the article should be looked at again."""

    review_by = DayField(
        label=gettext_lazy("To be checked again by"),
        help_text=gettext_lazy("Leave it empty to be asked a year after the last change or check."),
        required=False,
    )


class HideForm(ReasonForm):
    """What of a revision is hidden."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What shall nobody see?"),
        choices=[
            ("text", gettext_lazy("the text")),
            ("summary", gettext_lazy("the summary")),
            ("author", gettext_lazy("the author")),
        ],
        required=False,
        widget=Checkboxes,
    )


@require_POST
@article_view
def confirm(request: HttpRequest, article: Article) -> HttpResponse:
    """Note that the article is still right."""
    if isinstance(request.user, User) and _tried(
        request, lambda: services.confirm_article(article=article, by=me(request))
    ):
        messages.success(request, _("Thank you. It is noted that the article is still right."))
    return HttpResponseRedirect(article_url(article))


@never_cache
@require_http_methods(BOTH)
@article_view
def move(request: HttpRequest, article: Article) -> HttpResponse:
    """Rename an article or put it into another district."""
    if not trust.may(request.user, "rename", article) or article.head_number == 0:
        return _not_allowed(request, article)
    slug = article.district.slug if article.district else None
    form = MoveForm(request.POST or None, initial={"title": article.title, "district": slug})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            result = services.save_edit(
                article=article,
                base_revision=article.head_number,
                author=me(request),
                network=limits.network_of(request),
                **form.cleaned_data,
            )
            return outcome.after_save(request, result)
        except WikiError as error:
            status = outcome.add_error(form, error)
    elif request.method == "POST":
        status = 400
    context = _context(article, _("Rename or move")) | {"form": form}
    return render(request, "wiki/move.html", context, status=status)


@never_cache
@require_http_methods(BOTH)
@article_view
def manage(request: HttpRequest, article: Article) -> HttpResponse:
    """Protect, delete or restore an article."""
    if not trust.may(request.user, "protect", article):
        raise Http404
    action, data = request.POST.get("action", ""), request.POST
    protect = ProtectForm(
        data if action == "protect" else None, initial={"protection": article.protection}
    )
    check = CheckForm(
        data if action == "schedule" else None, initial={"review_by": article.review_by}
    )
    if request.method == "POST" and _managed(request, article, protect, check):
        return HttpResponseRedirect(article_url(article))
    context = _context(article, _("Look after")) | {
        "protect_form": protect,
        "check_form": check,
        "delete_form": ReasonForm(prefix="weg"),
        "is_deleted": article.state == Article.State.DELETED,
    }
    status = 400 if protect.errors or check.errors else 200
    return render(request, "wiki/manage.html", context, status=status)


def _managed(
    request: HttpRequest, article: Article, protect: ProtectForm, check: CheckForm
) -> bool:
    action = request.POST.get("action", "")
    by, data = me(request), request.POST
    if action == "protect":
        return protect.is_valid() and _tried(
            request,
            lambda: services.protect_article(article=article, by=by, **protect.cleaned_data),
        )
    if action == "schedule":
        return check.is_valid() and _tried(
            request, lambda: services.schedule_check(article=article, by=by, **check.cleaned_data)
        )
    reason = data.get("weg-reason", "")
    services_by_action = {
        "delete": services.delete_article,
        "restore": services.restore_article,
    }
    service = services_by_action.get(action)
    return service is not None and _tried(
        request, lambda: service(article=article, by=by, reason=reason)
    )


@never_cache
@require_http_methods(BOTH)
@article_view
def hide(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Hide text, summary or author of a revision."""
    if not trust.may(request.user, "hide", article):
        raise Http404
    revision = get_object_or_404(article.revisions.all(), number=number)
    hidden = [p for p in ("text", "summary", "author") if getattr(revision, f"{p}_hidden")]
    form = HideForm(request.POST or None, initial={"parts": hidden})
    if request.method == "POST" and form.is_valid():
        done = _tried(
            request,
            lambda: services.hide_parts(
                article=article, number=number, by=me(request), **form.cleaned_data
            ),
        )
        if done:
            return HttpResponseRedirect(article_url(article, "verlauf/"))
    context = _context(article, _("Hide")) | {"form": form, "revision": revision}
    return render(request, "wiki/hide.html", context, status=400 if form.errors else 200)


@require_POST
@article_view
def patrol(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Mark a change as seen and go back to the list it was in."""
    if not trust.may(request.user, "patrol", article):
        raise Http404
    services.patrol_revision(article=article, number=number, by=me(request))
    return HttpResponseRedirect(article_url(article, f"vergleich/?to={number}"))


def _tried(request: HttpRequest, action: Callable[[], object]) -> bool:
    """Do something; say why when it cannot be done."""
    try:
        action()
    except WikiError as error:
        messages.error(request, str(error.message))
        return False
    return True


def _context(article: Article, name: str) -> dict[str, Any]:
    return {
        "article": article,
        "cancel_url": article_url(article),
        "breadcrumb": article_steps(article, name),
        "tabs": tabs(article, article_url(article), "-"),
    }


def _not_allowed(request: HttpRequest, article: Article) -> HttpResponse:
    context = _context(article, "") | {"url": article_url(article)}
    return render(request, "versions/sign_in.html", context, status=403)
