"""Beginning an article."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community import limits, trust
from community.inbox import reminders
from community.typed import before_sign_in
from community.typed.writer_context import writer_context
from districts.models import District
from districts.modules.own import ARTICLES
from districts.modules.states import ensure_open
from text.gone_pictures import without_gone
from text.languages import current_language, prefix
from text.storable import storable
from text.whole_numbers import whole_number
from wiki import line_ends, minutes, services, starters
from wiki.addresses import article_url
from wiki.errors import AddressTaken, WikiError
from wiki.forms import EditForm, GuestFields, NewArticleForm, started_now, with_text
from wiki.models import TITLE_LENGTH, Article, Starter
from wiki.views import detour, outcome, previewing
from wiki.views.form_page import form_page as article_form_page
from wiki.views.navigation import wiki_steps

#: The parameter that says with what an article is begun.
STARTER = "vorlage"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new article, and save what comes back."""
    ensure_open(ARTICLES)
    if request.method != "POST":
        return form_page(request, NewArticleForm(initial=_preset(request)))
    form = NewArticleForm(request.POST, writer=request.user)
    if not form.is_valid():
        return form_page(request, form, status=400)
    action = request.POST.get("action", "")
    if action == "sign_in" and outcome.writer(request) is None:
        return before_sign_in.sign_in(request, request.path)
    if action == "preview":
        html = previewing.html(
            form.cleaned_data["body"], form.cleaned_data["district"], user=request.user
        )
        return form_page(request, form, preview=html)
    return _save(request, form)


def _save(request: HttpRequest, form: NewArticleForm) -> HttpResponse:
    guest = GuestFields(request.POST)
    if not guest.is_valid():
        return form_page(request, form, status=400, guest=guest)
    values = form.cleaned_data
    try:
        _article, result = services.create_article(
            title=values["title"],
            body=line_ends.like("", values["body"]),
            district=values["district"],
            topics=form.topic_pks() or (),
            language=current_language(),
            summary=values["summary"],
            author=outcome.writer(request),
            author_name=guest.cleaned_data["author_name"],
            mail=guest.cleaned_data["mail"],
            network=limits.network_of(request),
            translation_of=_source(values["translation_of"]),
            automatic=guest.looks_automatic(),
        )
    except AddressTaken as taken:
        return _into_the_first(request, form, taken.article)
    except WikiError as error:
        status = outcome.add_error(form, error)
        response = form_page(request, form, status=status, guest=guest)
        return outcome.retry_after(response, error)
    before_sign_in.done(request)
    return outcome.after_save(request, result)


def _into_the_first(request: HttpRequest, form: NewArticleForm, first: Article) -> HttpResponse:
    """Lead into the article that has the title already, with what was typed at its end."""
    head = first.revisions.get(number=first.head_number)
    typed = line_ends.like("", form.cleaned_data["body"])
    data = with_text(request.POST, f"{without_gone(head.body).rstrip()}\n\n{typed}")
    data["title"] = head.title
    data["base_revision"] = str(head.number)
    data.setlist("topics", [str(pk) for pk in {*head.topics, *(form.topic_pks() or ())}])
    notice = _(
        "There is an article of this title already. Your text stands at the end of it: please see "
        "where it fits best, and save."
    )
    url = article_url(first, "bearbeiten/")
    return article_form_page(
        request, first, EditForm(data), head, status=409, notice=notice, action_url=url
    )


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer the HTML of what is in the form, for the live preview."""
    slug = storable(request.POST.get("district", ""))
    return previewing.answer(request, District.objects.filter(slug=slug).first())


def _source(pk: int | None) -> Article | None:
    """Return the public article that a new one translates."""
    return Article.objects.live().with_place().filter(pk=pk).first() if pk else None


def _preset(request: HttpRequest) -> dict[str, Any]:
    """Return what a red link or an invitation has put into the address."""
    source = _source(whole_number(request.GET.get("uebersetzung")))
    of_source = (
        {"translation_of": source.pk, "topics": [topic.pk for topic in source.topics.all()]}
        if source
        else {}
    )
    return {
        "title": storable(request.GET.get("title", ""))[:TITLE_LENGTH],
        "district": storable(request.GET.get("district", "")),
        **of_source,
        **minutes.draft_of(request.GET.get(minutes.PARAMETER, "")),
        **detour.kept_fields(request),
    }


def _starters(
    request: HttpRequest, form: NewArticleForm, *, is_translation: bool
) -> tuple[list[tuple[Starter, str]], Starter | None]:
    """Return what the article may be begun with, each with its address, and what it is begun with.

    The questions of that stand in the field as long as it is empty. A translation, or minutes, have
    a text to begin with.
    """
    if is_translation or minutes.PARAMETER in request.GET:
        return [], None
    found = list(Starter.objects.offered(current_language()))
    starter = starters.chosen(found, request.GET.get(STARTER, ""))
    if starter and starter.lines:
        form.fields["body"].widget.attrs["placeholder"] = "\n".join(starter.lines)
    query = request.GET.copy()
    pairs = []
    for one in found:
        query[STARTER] = one.slug
        pairs.append((one, f"?{query.urlencode()}"))
    return pairs, starter


def form_page(
    request: HttpRequest,
    form: NewArticleForm,
    *,
    status: int = 200,
    guest: GuestFields | None = None,
    **more: Any,
) -> HttpResponse:
    """Answer the page with the form of a new article."""
    user = outcome.writer(request)
    source = _source(whole_number(str(form["translation_of"].value() or "")))
    start = prefix(current_language())
    offered, starter = _starters(request, form, is_translation=source is not None)
    first = GuestFields(initial=detour.kept_fields(request) | {"started": started_now()})
    context = {
        "form": form,
        "guest": guest or (GuestFields(request.POST) if request.method == "POST" else first),
        "is_guest": user is None,
        **writer_context(request, user, trust.EVERYWHERE),
        "source": source,
        "starters": offered,
        "starter": starter,
        "source_url": article_url(source) if source else "",
        "draft_key": "neu",
        "preview_url": f"{start}/wiki/neu/vorschau/",
        "links_url": f"{start}/wiki/neu/verweise/",
        "cancel_url": f"{start}/wiki/",
        "breadcrumb": wiki_steps((_("New article"), "")),
        "until": reminders.usually_by(),
        **more,
    }
    return render(request, "wiki/new.html", context, status=status)
