"""Commenting on a page: at an address of its own, so that the page itself can be stored."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from community import limits, trust
from community.mails import comment_texts
from community.mails.links import LinkOver
from community.models import Comment
from community.talk import comment_kind, discussion, mentions, places
from community.talk.forms import MARKED, CommentForm
from community.talk.places import TalkedAbout
from community.views.links import over
from text.whole_numbers import whole_number

#: So many names are given as examples of whom one can speak to.
NAMED = 6
NOTHING_TO_ANSWER = gettext_lazy(
    "What you answer can no longer be read here. If you send this now, it stands by itself, as a "
    "question or hint of its own."
)


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page where a comment stands; its own address is for reports.

    A hidden one stands on no page: moderators are led to where they show it again.
    """
    found = comment_kind.load(pk)
    if found is None or not comment_kind.visible_to(found, request.user):
        raise Http404
    if found.state == Comment.State.HIDDEN:
        query = urlencode({"url": request.path})
        return HttpResponseRedirect(f"{reverse('community:here')}?{query}")
    return HttpResponseRedirect(discussion.url_of(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def write(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show the form below a thing, and receive the comment.

    `?antwort=` names what it answers, `?stelle=` words of the text that it asks about. An answer to
    what cannot be read (any more) is not taken for a question of its own before somebody says so:
    what was meant for two would be read by everybody.
    """
    user = request.user if isinstance(request.user, User) else None
    place, thing = _place(kind, pk, user)
    parent = _answered(request, kind, pk)
    is_lost = parent is None and "antwort" in request.GET
    context = {
        "thing": thing,
        "url": place.talk_url(thing) if parent else place.subject.url(thing),
        "parent": parent,
        "action": request.path if is_lost else "",
        "nothing_to_answer": NOTHING_TO_ANSWER,
        "signed_in": user,
        "goes_live": not trust.held_because(user, thing),
    }
    if not place.is_open(thing):
        return render(request, "community/comment_closed.html", context)
    if not trust.may(user, "comment", thing):
        raise PermissionDenied
    form = _form(request, place, thing, parent)
    if request.method == "POST" and is_lost:
        form.add_error(None, NOTHING_TO_ANSWER)
    if request.method != "POST" or not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "community/comment.html", {**context, "form": form}, status=status)
    network = limits.network_of(request)
    limits.count(action="comment", user=user, network=network)
    try:
        made, case = discussion.write_comment(
            kind=kind,
            pk=pk,
            words=form.said(),
            writer=form.writer(user, network),
            parent=parent,
        )
    except discussion.NothingToAnswer:  # hidden at this moment
        form = _form(request, place, thing, None)
        form.add_error(None, NOTHING_TO_ANSWER)
        context |= {"form": form, "parent": None, "action": request.path}
        return render(request, "community/comment.html", context, status=400)
    except discussion.TooManyNames:
        form.add_error("words", _("Please speak to five people at most."))
        return render(request, "community/comment.html", {**context, "form": form}, status=400)
    if case is not None:
        return HttpResponseRedirect(reverse("community:receipt", args=[case.receipt]))
    messages.success(request, _("Your comment is public now."))
    return HttpResponseRedirect(discussion.url_of(made))


def _form(
    request: HttpRequest, place: TalkedAbout, thing: Model, parent: Comment | None
) -> CommentForm:
    """Return the form, with what the address has marked in a text, and whom one can speak to."""
    user = request.user if isinstance(request.user, User) else None
    marked = request.GET.get("stelle", "")[:MARKED] if parent is None else ""
    text = place.text(thing) if place.text and parent is None else None
    people = mentions.candidates(place.subject.key, thing, user) if user else []
    initial = {"passage": marked, "subject": _("Is this still right?")} if marked else {}
    return CommentForm(
        request.POST or None,
        initial=initial,
        question=places.question(),
        signed_in=user is not None,
        text=text,
        alone=place.is_party(thing.pk, user),
        is_answer=parent is not None,
        speaks_to=_speaks_to(people),
    )


def _speaks_to(people: list[User]) -> str:
    """Say how somebody is spoken to; "" where there is nobody to speak to."""
    if not people:
        return ""
    names = ", ".join(f"@{person.name}" for person in people[:NAMED])
    message = _("You can speak to somebody by name, and they get a mail: %(names)s")
    return message % {"names": f"{names} …" if len(people) > NAMED else names}


def _place(kind: str, pk: int, user: User | None) -> tuple[TalkedAbout, Any]:
    """Return where the talk is and about what; 404 where this person may not know of it."""
    try:
        place = places.place(kind)
    except KeyError as error:
        raise Http404 from error
    thing = place.subject.load(pk)
    if thing is None or not place.subject.visible_to(thing, user):
        raise Http404
    return place, thing


def _answered(request: HttpRequest, kind: str, pk: int) -> Comment | None:
    """Return the comment of this talk that is answered; None for a new thread."""
    number = whole_number(request.GET.get("antwort"))
    talk = Comment.objects.at(kind, pk).visible_to(request.user)
    return None if number is None else talk.filter(pk=number).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of an address agree to news of answers; opening the link changes nothing."""
    try:
        found = comment_texts.comment_of(token)
    except LinkOver as error:
        return over(request, error, {})
    if request.method == "POST":
        found.mail_confirmed = True
        found.save(update_fields=["mail_confirmed"])
    context = {"confirmed": found.mail_confirmed, "url": discussion.url_of(found)}
    return render(request, "community/comment_confirm.html", context)
