"""What waits at an article: for its author, for reviewers, and in two words for everybody else."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from community import contract, trust
from community.inbox import reminders
from community.models import Case
from community.views import pending as contributions
from text.gone_pictures import without_gone
from versions.around import tabs
from wiki import line_ends, services
from wiki.addresses import article_url
from wiki.edits import Edit
from wiki.errors import EditConflict, WikiError
from wiki.forms import EditForm
from wiki.merging import Combined, author_of, combine
from wiki.models import Article, Revision
from wiki.subject import KIND, SUBJECT
from wiki.views import conflict, outcome, preview_diff
from wiki.views.bases import DECIDED_ON, SentRevisions, named_by
from wiki.views.fetch import article_view
from wiki.views.form_page import form_page
from wiki.views.navigation import article_steps


@never_cache
@require_safe
def waiting_list(request: HttpRequest, district: str, slug: str) -> HttpResponse:
    """List what waits at an article: who, when and why, not the texts."""
    return _waiting_list(request, district=district, slug=slug)


@article_view
def _waiting_list(request: HttpRequest, article: Article) -> HttpResponse:
    cases = Case.objects.open().pending().about(KIND, article.pk).order_by("created")
    context = {
        "article": article,
        "cases": cases.select_related("author"),
        "may_review": trust.may(request.user, "review", article),
        "until": reminders.usually_by(),
        "breadcrumb": article_steps(article, _("What waits")),
        "tabs": tabs(article, article_url(article), "-"),
    }
    return render(request, "wiki/waiting.html", context)


@never_cache
@require_safe
def pending(request: HttpRequest, district: str, slug: str, number: int) -> HttpResponse:
    """Show one contribution that waits to those who may see it."""
    case = contributions.by_receipt(request, KIND, number)
    article = SUBJECT.load(case.object_pk) if case else None
    # Not even a receipt leads to what the town has switched off.
    if article is not None and not article.is_off:
        return _pending_page(request, article, number)
    find = article_view(_pending_page)
    return find(request, district=district, slug=slug, number=number)


def _pending_page(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    revision, kind = _revision_or_404(article, number), contract.kind(KIND)
    if not contributions.may_see(request, kind, article, revision):
        if revision.state == "held" and not revision.text_hidden:
            return HttpResponseRedirect(article_url(article, "ausstehend/"))
        raise Http404
    context = contributions.context(request, kind, article, revision) | {
        "title": revision.title,
        "article_is_public": article.state == Article.State.LIVE,
        "breadcrumb": article_steps(article, _("What waits")),
        "tabs": tabs(article, article_url(article), "-"),
    }
    return render(request, "wiki/pending.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@article_view
def edit_pending(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Let a reviewer change a contribution before it becomes public."""
    held = _revision_or_404(article, number)
    if not trust.may(request.user, "review", article):
        raise Http404
    named = named_by(request, article)
    head = named.head
    if held.text_hidden and not trust.may(request.user, "see_hidden", article):
        raise Http404
    if held.state != "held":
        return _decided(request, article, head)
    base = named.base or head or held
    if request.method != "POST":
        return _first_page(request, article, held, head)
    form = EditForm(request.POST, writer=request.user)
    if not form.is_valid():
        return _edit_page(request, article, form, base, status=400)
    action = request.POST.get("action", "")
    if request.POST.get(DECIDED_ON):
        return _answered(request, article, held, form, named, base)
    if action in preview_diff.LOOKS:
        look = preview_diff.look(action, article, base, form.cleaned_data["body"], request.user)
        return _edit_page(request, article, form, base, **look)
    return _publish(request, article, held, form, base)


def _answered(
    request: HttpRequest,
    article: Article,
    held: Revision,
    form: EditForm,
    named: SentRevisions,
    base: Revision,
) -> HttpResponse:
    """Answer what was decided in a conflict; what it makes of the contribution is published."""

    def save(form: EditForm, decided: conflict.Settled) -> HttpResponse:
        return _publish(request, article, held, form, decided.upon)

    show = partial(_edit_page, request, article)
    text = line_ends.like(held.body, form.cleaned_data["body"])
    where = {"action_url": request.path, "mine": _suggestion(held)}
    return conflict.decided(
        request, article, form, named, base, text, show=show, save=save, **where
    )


def _publish(
    request: HttpRequest, article: Article, held: Revision, form: EditForm, base: Revision
) -> HttpResponse:
    assert isinstance(request.user, User)  # whoever may review is signed in
    try:
        result = services.accept_changed(
            article=article,
            number=held.number,
            base_revision=form.cleaned_data["base_revision"],
            title=form.cleaned_data["title"],
            body=line_ends.like(held.body, form.cleaned_data["body"]),
            topics=form.topic_pks(),
            summary=form.cleaned_data["summary"],
            by=request.user,
        )
    except EditConflict as error:
        where: Any = {"action_url": request.path, "mine": _suggestion(held)}
        return conflict.page(request, article, error, form=form, **where)
    except WikiError as error:
        status = outcome.add_error(form, error)
        return _edit_page(request, article, form, base, status=status)
    return outcome.after_save(request, result)


def _decided(request: HttpRequest, article: Article, head: Revision | None) -> HttpResponse:
    """Somebody else was quicker to decide: what was typed goes on as an edit of its own."""
    if request.method != "POST" or head is None:
        return HttpResponseRedirect(article_url(article))
    notice = _(
        "Somebody else has decided on this contribution meanwhile. Your text stands below; you can "
        "still save it as a change of the article."
    )
    form = EditForm(request.POST, writer=request.user)
    url = article_url(article, "bearbeiten/")
    return form_page(request, article, form, head, status=409, notice=notice, action_url=url)


def _first_page(
    request: HttpRequest, article: Article, held: Revision, head: Revision | None
) -> HttpResponse:
    """Show the contribution, combined with what others have written since, or what is to decide."""
    combined = Combined(held.title, held.body, tuple(held.topics))
    if head is not None and held.parents and held.parents[0] != head.number:
        base = Revision.objects.get(article=held.article_id, number=held.parents[0])
        try:
            combined = combine(
                Edit(held.body, held.title, tuple(held.topics)), base=base, head=head
            )
        except EditConflict as error:
            where: Any = {"action_url": request.path, "mine": _suggestion(held), "status": 200}
            return conflict.page(request, article, error, summary=held.summary, **where)
    initial = {
        "title": combined.title,
        "body": without_gone(combined.body),
        "topics": combined.topics,
        "base_revision": head.number if head else held.number,
        "summary": held.summary,
    }
    return _edit_page(request, article, EditForm(initial=initial), head or held)


def _suggestion(held: Revision) -> str:
    """Return what a contribution is called beside the version of others."""
    name = author_of(held)
    return _("The suggestion by %(name)s") % {"name": name} if name else _("The suggestion")


def _edit_page(
    request: HttpRequest, article: Article, form: EditForm, base: Revision, **more: Any
) -> HttpResponse:
    notice = _("You change what somebody has suggested. “Save” makes it public, in both names.")
    return form_page(request, article, form, base, notice=notice, action_url=request.path, **more)


def _revision_or_404(article: Article, number: int) -> Revision:
    rows = article.revisions.select_related("author", "article__district")
    return get_object_or_404(rows, number=number)
