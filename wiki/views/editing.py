"""Changing an article: the form, its preview, what has changed, and what happens after "save"."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community import limits
from community.typed import before_sign_in
from text.gone_pictures import with_gone, without_gone
from text.sections import UnknownSection, replace_section, section_text, sections
from wiki import line_ends, presence, services
from wiki.addresses import article_url
from wiki.clashes import kept_words
from wiki.errors import EditConflict, WikiError
from wiki.forms import EditForm, GuestFields
from wiki.models import Article, Revision
from wiki.views import conflict, detour, outcome, preview_diff, previewing, unsaved_text
from wiki.views.bases import DECIDED_ON, SentRevisions, named_by
from wiki.views.fetch import article_view
from wiki.views.form_page import form_page

#: So many signs are some ten screens of a phone: who changes one place looks for it for long.
LONG = 10_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@partial(article_view, gone=unsaved_text.of_nothing, writes=True)
def edit(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the form of an article, and save what comes back."""
    named = named_by(request, article)
    head, base = named.head, named.base
    if head is None:
        return unsaved_text.not_yet(request, article)
    if request.method != "POST":
        again = _decisions_again(request, article)
        if again is not None:
            return again
        others = presence.opened(article, outcome.writer(request))
        form = _first_form(request, article, head)
        parts = _parts(article, head) if form["section"].value() is None else []
        return form_page(request, article, form, head, others=others, parts=parts)
    if base is None:
        return _begin_anew(request, article, head)
    form = EditForm(request.POST, whole=not request.POST.get("section"), writer=request.user)
    if not form.is_valid():
        return form_page(request, article, form, base, status=400)
    action = request.POST.get("action", "")
    if action == "sign_in" and outcome.writer(request) is None:
        return before_sign_in.sign_in(request, article_url(article, "bearbeiten/"))
    body = _whole_body(form, base)
    seen = services.Seen(head, base)
    if action == conflict.HAND_ON:
        return _save(request, article, form, seen, body, hand_on=True)
    if request.POST.get(DECIDED_ON):
        return _decided(request, article, form, named, seen, body)
    if action in preview_diff.LOOKS:
        look = preview_diff.look(action, article, base, body, request.user)
        return form_page(request, article, form, base, **look)
    return _save(request, article, form, seen, body)


def _decisions_again(request: HttpRequest, article: Article) -> HttpResponse | None:
    """Return the page with decisions that were made before a sign-in; None where there are none."""
    kept = before_sign_in.kept_form(request)
    if kept is None or not kept.get(DECIDED_ON):
        return None
    named = named_by(request, article, kept)
    if named.base is None:
        return None
    form = EditForm(initial=detour.kept_fields(request))
    mine = line_ends.like(named.base.body, kept.get("body", ""))
    answer = conflict.answered(request, article, form, named, mine, kept=kept)
    return answer if isinstance(answer, HttpResponse) else None


def _decided(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    named: SentRevisions,
    seen: services.Seen,
    body: str,
) -> HttpResponse:
    """Answer what was decided in a conflict; what it makes of the text is saved as every edit."""
    head, base = seen.head, seen.base

    def save(form: EditForm, decided: conflict.Settled) -> HttpResponse:
        seen = services.Seen(head, decided.upon)
        return _save(request, article, form, seen, decided.body)

    show = partial(form_page, request, article)
    return conflict.decided(request, article, form, named, base, body, show=show, save=save)


def _save(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    seen: services.Seen,
    body: str,
    *,
    hand_on: bool = False,
) -> HttpResponse:
    base = seen.base
    guest = GuestFields(request.POST)
    if not guest.is_valid():
        return form_page(request, article, form, base, status=400, guest=guest)
    try:
        result = services.save_edit(
            article=article,
            base_revision=form.cleaned_data["base_revision"],
            title=form.cleaned_data.get("title"),
            body=body,
            topics=form.topic_pks(),
            summary=form.cleaned_data["summary"],
            minor=form.cleaned_data["minor"],
            author=outcome.writer(request),
            author_name=guest.cleaned_data["author_name"],
            mail=guest.cleaned_data["mail"],
            network=limits.network_of(request),
            automatic=guest.looks_automatic(),
            hand_on=hand_on,
            seen=seen,
        )
    except EditConflict as error:
        return conflict.page(request, article, error, form=form)
    except WikiError as error:
        status = outcome.add_error(form, error)
        response = form_page(request, article, form, base, status=status, guest=guest)
        return outcome.retry_after(response, error)
    before_sign_in.done(request)
    return outcome.after_save(request, result)


@require_POST
@article_view
def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Answer the HTML of what is in the form, for the live preview."""
    return previewing.answer(request, article.district, article.language)


def _first_form(request: HttpRequest, article: Article, head: Revision) -> EditForm:
    """Return the form with the text as it stands, or with what was kept during a detour."""
    section = _section_number(request.GET.get("abschnitt"), head)
    kept = detour.kept_fields(request)
    initial: dict[str, Any] = {
        "title": head.title,
        "body": without_gone(head.body if section is None else section_text(head.body, section)),
        "topics": head.topics,
        "base_revision": head.number,
        "section": section,
    }
    if kept:
        initial |= kept
        section = int(kept["section"]) if kept.get("section") else None
    return EditForm(initial=initial, whole=section is None)


def _parts(article: Article, head: Revision) -> list[tuple[str, str]]:
    """Return titles and addresses of the sections of a long text, the highest level of them."""
    if len(head.body) < LONG:
        return []
    found = [section for section in sections(head.body) if section.number]
    top = min((section.level for section in found), default=0)
    url = article_url(article, "bearbeiten/?abschnitt=")
    return [(one.title, f"{url}{one.number}") for one in found if one.level == top]


def _section_number(text: str | None, head: Revision) -> int | None:
    if not text:
        return None
    return {str(section.number): section.number for section in sections(head.body)}.get(text)


def _whole_body(form: EditForm, base: Revision) -> str:
    """Return the text with the line ends it had, the other sections around a single one."""
    typed = form.cleaned_data["body"]
    section = form.cleaned_data.get("section")
    if section is None:
        return line_ends.like(base.body, typed)
    try:
        before = section_text(base.body, section)
        part = with_gone(line_ends.like(before, typed), before)
        return replace_section(base.body, section, part)
    except UnknownSection:
        return line_ends.like(base.body, f"{base.body.rstrip()}\n\n{typed}")


def _begin_anew(request: HttpRequest, article: Article, head: Revision) -> HttpResponse:
    """Show what was typed upon the present text: the one it started from cannot be read."""
    data = request.POST.copy()
    data["base_revision"] = str(head.number)
    message = _(
        "The version you started from is not there any more. Your text stands below: please look "
        "at what you have changed, and save it once more."
    )
    form = EditForm(data, whole=not data.get("section"), writer=request.user)
    lost = kept_words(request.POST)
    return form_page(request, article, form, head, status=400, notice=message, lost=lost)
