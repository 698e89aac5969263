"""`…/beobachten/`: follow a thing or a search, and all that somebody follows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.sign_in_first import sign_in_first
from community.models import Watch
from community.subjects import SUBJECTS
from community.views.access import me
from community.watching import stop_links, watchable, watches
from community.watching.watches import Rhythm, WatchRefused
from search import contract

BOTH = ["GET", "HEAD", "POST"]
#: Names the page of ours from which somebody came to follow a search: they come back there.
BACK = "zurueck"
PAGE = 50
CHOICES = [one for one in Rhythm.choices if one[0] != Rhythm.OFF]
View = Callable[..., HttpResponse]


class RhythmForm(forms.Form):
    """How often somebody hears of what they follow."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How would you like to hear of it?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, for_search: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_search:
            left = [one for one in CHOICES if one[0] != Rhythm.AT_ONCE]
            self.fields["rhythm"] = forms.ChoiceField(
                label=self.fields["rhythm"].label, choices=left, widget=forms.RadioSelect
            )


class OwnForm(forms.Form):
    """Whether somebody follows by itself what they write."""

    watches_own = forms.BooleanField(
        label=gettext_lazy("Watch by itself whatever I write in"), required=False
    )


def of_kind(kind: str) -> View:
    """Return the view at which things of a kind are followed: it takes the thing."""
    return partial(_thing, kind)


@never_cache
@require_http_methods(BOTH)
def anything(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Follow what has no address of its own for it: an editorial page."""
    thing = SUBJECTS[kind].load(pk) if watchable.can_be_watched(kind) else None
    if thing is None or not SUBJECTS[kind].visible_to(thing, request.user):
        raise Http404
    return _answer_thing(request, kind, thing)


def _thing(kind: str, request: HttpRequest, thing: Model, **_kwargs: Any) -> HttpResponse:
    # The caller has fetched it for this reader.
    answer: HttpResponse = never_cache(require_http_methods(BOTH)(_answer_thing))(
        request, kind, thing
    )
    return answer


def _answer_thing(request: HttpRequest, kind: str, thing: Model) -> HttpResponse:
    if not watchable.can_be_watched(kind):
        raise Http404
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    url = SUBJECTS[kind].url(thing)
    row = watches.found(request.user, kind, thing.pk)
    context = {"what": str(thing), "url": url, "breadcrumb": _steps(str(thing), url)}
    start = partial(watches.watch_thing, user=request.user, kind=kind, pk=thing.pk)
    return _answer(request, row, start, context, for_search=False)


@never_cache
@require_http_methods(BOTH)
def search(request: HttpRequest) -> HttpResponse:
    """Follow a search: what its parameters find."""
    parameters = contract.canonical(request.GET)
    if not parameters:
        return HttpResponseRedirect(reverse("search:results"))
    if not isinstance(request.user, User):
        return sign_in_first(request.get_full_path())
    url = _back(request) or f"{reverse('search:results')}?{parameters}"
    row = watches.found_search(request.user, parameters)
    words = contract.in_words([parameters])[parameters]
    came_from = words if _back(request) else _("Search")
    context = {"what": words, "url": url, "breadcrumb": _steps(came_from, url)}
    start = partial(watches.watch_search, user=request.user, parameters=parameters)
    return _answer(request, row, start, context, for_search=True)


def _back(request: HttpRequest) -> str:
    """Return the page from which somebody came; "" where no page of ours is named."""
    wanted = request.GET.get(BACK, "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""


def _answer(
    request: HttpRequest,
    row: Watch | None,
    start: Callable[..., Watch],
    context: dict[str, Any],
    *,
    for_search: bool,
) -> HttpResponse:
    """Show how something is followed, or follow it and lead back."""
    user = me(request)
    form = RhythmForm(
        for_search=for_search, initial={"rhythm": row.rhythm if row else Rhythm.DIGEST}
    )
    if request.method == "POST":
        if request.POST.get("stop"):
            if row is not None:
                watches.stop(user=user, pk=row.pk)
            messages.success(request, _("You do not watch this any more."))
            return HttpResponseRedirect(context["url"])
        form = RhythmForm({"rhythm": Rhythm.DIGEST, **request.POST.dict()}, for_search=for_search)
        if form.is_valid():
            try:
                start(rhythm=form.cleaned_data["rhythm"])
            except WatchRefused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _said(form.cleaned_data["rhythm"]))
                return HttpResponseRedirect(context["url"])
    context |= {"form": form, "watched": row is not None}
    status = 400 if form.errors else 200
    return render(request, "community/watch.html", context, status=status)


def _said(rhythm: str) -> str:
    """Say what somebody can expect now."""
    if rhythm == Rhythm.SITE:
        return _("You watch this now. What is new stands in your overview; no mail comes.")
    if rhythm == Rhythm.AT_ONCE:
        return _("You watch this now. A mail comes soon after something changes.")
    if rhythm == Rhythm.WEEKLY:
        return _("You watch this now. What is new comes by mail on Mondays.")
    return _("You watch this now. What is new comes in one mail in the morning.")


def _steps(title: str, url: str) -> list[dict[str, str]]:
    return [{"title": title, "url": url}, {"title": _("Watch"), "url": ""}]


@never_cache
@login_required
@require_http_methods(BOTH)
def mine(request: HttpRequest) -> HttpResponse:
    """List what somebody follows; stop all of it, or say whether own texts belong to it."""
    user = me(request)
    if request.method == "POST":
        if request.POST.get("stop_all"):
            watches.stop_all(user=user)
            messages.success(request, _("You watch nothing any more."))
        else:
            watches.watch_own(user=user, wanted="watches_own" in request.POST)
            messages.success(request, _("Your choice is saved."))
        return HttpResponseRedirect(request.path)
    rows = Watch.objects.active().filter(user=user).order_by("-since", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": watchable.listed(page.object_list),
        "rhythms": CHOICES,
        "own_form": OwnForm(initial={"watches_own": user.watches_own}),
    }
    return render(request, "community/watched.html", context)


@require_POST
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear of one's own watch in another rhythm, or stop it; 404 for anybody else's."""
    user, rhythm = me(request), request.POST.get("rhythm", "")
    if not Watch.objects.active().filter(user=user, pk=pk).exists():
        raise Http404
    if request.POST.get("stop"):
        watches.stop(user=user, pk=pk)
        messages.success(request, _("You do not watch this any more."))
    elif rhythm not in dict(CHOICES):
        messages.error(request, _("Please choose how often you want to hear of it."))
    else:
        try:
            watches.set_rhythm(user=user, pk=pk, rhythm=rhythm)
            messages.success(request, _("Your choice is saved."))
        except WatchRefused as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(reverse("community:watched"))


@never_cache
@csrf_exempt  # mail programs post here for their owner; the signed address is the permission
@require_http_methods(BOTH)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the watch that a mail told of. Opening the link changes nothing."""
    keys = stop_links.read(token)
    if keys is None:
        raise Http404
    row = Watch.objects.active().filter(pk=keys[0], user=keys[1]).first()
    shown = watchable.listed([row])[0] if row else None
    if request.method == "POST":
        stop_links.stop(token=token)
        row = None
    context = {"watched": row is not None, "what": shown.title if shown else ""}
    return render(request, "community/stop_watch.html", context)
