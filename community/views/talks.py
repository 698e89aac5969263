"""`…/diskussion/`: all that was said about a thing, as a page and as a feed; settling a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.errors import NotAllowed
from community.models import Comment
from community.talk import comment_kind, discussion, passages, places, resolving, threads
from community.talk.passages import ShownPassage
from community.talk.threads import Thread
from community.views.access import me
from text.atom import AtomFeed, in_language, named
from text.inline import in_words
from versions import contract as versions

PAGE = 20
ENTRIES = 40
View = Callable[..., HttpResponse]


def of_kind(kind: str) -> View:
    """Return the view of the talk about things of a kind: it takes the thing."""
    return require_safe(partial(_page, kind))


def feed_of_kind(kind: str) -> View:
    """Return the feed of what is said about things of a kind: it takes the thing."""
    return partial(_feed, TalkFeed(), kind)


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread as the page shows it: the passage it asks about, whether this reader settles it."""

    first: Comment
    answers: list[Comment]
    passage: ShownPassage | None
    may_resolve: bool


def _page(kind: str, request: HttpRequest, thing: Model, **_kwargs: Any) -> HttpResponse:
    # The caller has fetched it for this reader.
    place, user = places.place(kind), request.user
    page = Paginator(threads.firsts(kind, thing.pk, user), PAGE).get_page(request.GET.get("page"))
    found = _shown(threads.with_answers(page.object_list, user), place, thing, request)
    context = {
        "thing": thing,
        "url": place.subject.url(thing),
        "kind": kind,
        "pk": thing.pk,
        "page": page,
        "open_threads": [one for one in found if one.first.resolved_at is None],
        "resolved_threads": [one for one in found if one.first.resolved_at is not None],
        "is_open": place.is_open(thing),
        "breadcrumb": _steps(place, thing),
    }
    return render(request, "community/talk_page.html", context)


def _steps(place: places.TalkedAbout, thing: Model) -> list[dict[str, str]]:
    """Return the way here: that of its history, where a thing has one."""
    kind = versions.found(place.subject.key)
    if kind is not None and kind.steps is not None:
        return kind.steps(thing, _("Talk"))
    return [
        {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
        {"title": str(thing), "url": place.subject.url(thing)},
        {"title": _("Talk"), "url": ""},
    ]


def _shown(
    found: Iterable[Thread], place: places.TalkedAbout, thing: Model, request: HttpRequest
) -> list[ShownThread]:
    rows = list(found)
    asked = passages.shown([thread.first for thread in rows], place, thing, request.user)
    begun = [(thread.first.pk, thread.first.author_id) for thread in rows]
    resolves = resolving.which_resolves(request.user, place.subject.key, thing, begun)
    return [
        ShownThread(
            thread.first,
            thread.answers,
            asked.get(thread.first.pk),
            thread.first.pk in resolves,
        )
        for thread in rows
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a thread is settled, or open it again; opening the address changes nothing."""
    found = comment_kind.load(pk)
    if found is None or not comment_kind.visible_to(found, request.user) or found.parent_id:
        raise Http404
    place = places.found(found.place_kind)
    thing = place.subject.load(found.place_pk) if place else None
    if thing is None or not resolving.may_resolve(request.user, found, thing):
        raise PermissionDenied
    url = discussion.url_of(found)
    if request.method != "POST":
        context = {"comment": found, "thing": thing, "url": url}
        return render(request, "community/resolve.html", context)
    wanted = request.POST.get("to") != "open"
    try:
        news = resolving.resolve_thread(comment=found, by=me(request), resolved=wanted)
    except NotAllowed as error:
        raise PermissionDenied from error
    if news:
        said = _("This is settled now.") if wanted else _("This is open again.")
        messages.success(request, said)
    else:
        messages.info(request, _("Somebody else was quicker: nothing has changed."))
    return HttpResponseRedirect(url)


def _feed(
    feed: TalkFeed, kind: str, request: HttpRequest, thing: Model, **_kwargs: Any
) -> HttpResponse:
    # Feeds are for programs, which nobody has signed in.
    if not places.place(kind).subject.visible_to(thing, None):
        raise Http404
    return feed(request, kind=kind, thing=thing)


@dataclass(frozen=True, slots=True)
class FedTalk:
    """What a feed is about."""

    kind: str
    thing: Any
    url: str


class TalkFeed(AtomFeed):
    """What everybody may read of a talk, the newest first."""

    def get_object(self, request: HttpRequest, **kwargs: Any) -> FedTalk:
        kind, thing = kwargs["kind"], kwargs["thing"]
        return FedTalk(kind, thing, places.place(kind).talk_url(thing))

    def title(self, obj: FedTalk) -> str:
        return _("Talk about “%(title)s”") % {"title": obj.thing}

    def link(self, obj: FedTalk) -> str:
        return obj.url

    def feed_guid(self, obj: FedTalk) -> str:
        return named(in_language(f"talk/{obj.kind}/{obj.thing.pk}"))

    def items(self, obj: FedTalk) -> list[tuple[FedTalk, Comment]]:
        rows = Comment.objects.at(obj.kind, obj.thing.pk).public()
        rows = rows.select_related("author", "parent").order_by("-created", "-pk")
        return [(obj, row) for row in rows[:ENTRIES]]

    def item_title(self, item: tuple[FedTalk, Comment]) -> str:
        first = item[1].parent or item[1]
        words = first.subject or in_words(first.words)[:80]
        return _("Answer: %(words)s") % {"words": words} if item[1].parent_id else words

    def item_description(self, item: tuple[FedTalk, Comment]) -> str:
        return in_words(item[1].words)

    def item_link(self, item: tuple[FedTalk, Comment]) -> str:
        return f"{item[0].url}#{item[1].anchor}"

    def item_guid(self, item: tuple[FedTalk, Comment]) -> str:
        return named(f"comment/{item[1].pk}")

    def item_pubdate(self, item: tuple[FedTalk, Comment]) -> Any:
        return item[1].created

    item_updateddate = item_pubdate

    def item_author_name(self, item: tuple[FedTalk, Comment]) -> str:
        return str(item[1].writer)
