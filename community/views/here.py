"""`/moderation/hier/?url=`: hide what a page shows, show it again, or block who wrote it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.at_address import page_at
from accounts.models import User
from community import contract, decisions, limits, trust
from community.forms import DecisionForm, Sentences
from community.inbox import hiding, reports
from community.models import Case
from community.people import blocking
from community.views.access import for_those_who, me
from text import thing_keys
from text.storable import storable

#: The public page of a person, whichever app shows it.
PERSON = "person"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("moderate")
@limits.answering_limits
def here(request: HttpRequest) -> HttpResponse:
    """Show what there is at an address and who wrote it, and carry out what is chosen."""
    path = _path(request)
    person = _person_at(path)
    if person is not None:
        return HttpResponseRedirect(reverse("community:account", args=[person.pk]))
    found = reports.find(path, me(request)) if path else None
    if request.method != "POST":
        return _page(request, path, found, DecisionForm(sentences=Sentences.HIDING))
    form = DecisionForm(request.POST, sentences=Sentences.HIDING)
    if found is None:
        return _page(request, path, found, form, 409, _("This is not public any more."))
    if request.POST.get("action") == "show":
        return _show_again(request, path, found, form)
    if not form.is_valid():
        return _page(request, path, found, form, 400)
    reason = form.whole_reason()
    if not reason:
        form.add_error("reason", _("Please give a reason: the author reads it."))
        return _page(request, path, found, form, 400)
    limits.count(action="decide", user=me(request))
    if request.POST.get("action") == "hide":
        return _hide(request, path, found, form)
    return _pause(request, path, found, form)


Found = tuple[contract.Kind, Any, int]


def _hide(request: HttpRequest, path: str, found: Found, form: DecisionForm) -> HttpResponse:
    kind, thing, number = found
    try:
        case = hiding.hide_at_once(
            kind=kind, thing=thing, number=number, url=path, by=me(request),
            reason=form.whole_reason(),
        )  # fmt: skip
    except (decisions.CaseError, contract.CannotDecide) as error:
        return _page(request, path, found, form, 409, str(decisions.words_for(error)))
    return HttpResponseRedirect(f"{reverse('community:inbox')}?decided={case.pk}")


def _show_again(request: HttpRequest, path: str, found: Found, form: DecisionForm) -> HttpResponse:
    kind, thing, number = found
    limits.count(action="decide", user=me(request))
    try:
        hiding.show_again(kind=kind, thing=thing, number=number, by=me(request))
    except (decisions.CaseError, contract.CannotDecide) as error:
        return _page(request, path, found, form, 409, str(decisions.words_for(error)))
    messages.success(request, _("Everybody can see this again."))
    return HttpResponseRedirect(_url_of(path, kind, kind.load(thing.pk), number))


def _url_of(path: str, kind: contract.Kind, thing: Model, number: int) -> str:
    """Return where a thing is read, in the language of the address that led here."""
    with page_at(path):
        return kind.url(thing, number)


def _pause(request: HttpRequest, path: str, found: Found, form: DecisionForm) -> HttpResponse:
    """Block one of the authors for 24 hours; for good is done on the page of the account."""
    action = thing_keys.read(request.POST.get("action", ""))
    authors = {author.pk: author for author in _authors(*found)}
    if action is None or action[1] not in authors:
        form.add_error(None, _("Please choose what is to be done."))
        return _page(request, path, found, form, 400)
    user = authors[action[1]]
    if not trust.may(me(request), "block", user):
        raise PermissionDenied
    reason = form.whole_reason()
    if not blocking.block(user=user, by=me(request), reason=reason, for_good=False):
        problem = _("Somebody else was quicker: the account was blocked already.")
        return _page(request, path, found, form, 409, problem)
    messages.success(request, _("The account is blocked for 24 hours."))
    return HttpResponseRedirect(reverse("community:account", args=[user.pk]))


def _page(
    request: HttpRequest,
    path: str,
    found: Found | None,
    form: DecisionForm,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {"path": path, "form": form, "problem": problem, "found": None}
    context["typed"] = form.typed_reason()
    if found is not None:
        kind, thing, number = found
        about = Case.objects.open().about(kind.name, thing.pk)
        context |= {
            "found": {
                "label": kind.label,
                "title": str(thing),
                "number": number,
                "url": _url_of(path, kind, thing, number),
            },
            "is_public": kind.visible_to(thing, None),
            **_hidden(kind, thing, number),
            "authors": [
                {"user": author, "may_block": trust.may(me(request), "block", author)}
                for author in _authors(*found)
            ],
            "waiting": list(about.order_by("created")[:10]),
        }
    return render(request, "community/here.html", context, status=status)


def _hidden(kind: contract.Kind, thing: Model, number: int) -> dict[str, Any]:
    """Return what of a hidden thing is shown to whoever may give it back."""
    if not hiding.is_hidden(kind, thing, number):
        return {"is_hidden": False}
    template, preview = kind.preview(thing, number) if kind.preview else ("", {})
    return {"is_hidden": True, "template": template, "preview": preview}


def _authors(kind: contract.Kind, thing: Model, number: int) -> list[User]:
    return list(kind.authors(thing, number)) if kind.authors else []


def _path(request: HttpRequest) -> str:
    try:
        return reports.own_path(storable(request.GET.get("url", "")), request.get_host())
    except ValidationError:
        return ""


def _person_at(path: str) -> User | None:
    if not path:
        return None
    with page_at(path) as match:
        if match is None or match.view_name != PERSON:
            return None
        return User.objects.filter(slug=match.kwargs.get("slug", "")).first()
