"""Two people changed the same place: a card for each, and what was decided on them.

The form of the cards holds the writer's own text as it was (`body`, upon `base_revision`) beside
the decisions, so that whatever comes between (a sign-in, an expired form) leads to the same
question again and nothing is lost. `decided_on` is the revision that the decisions were made upon:
where others have written once more since, only their new places are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from text.gone_pictures import without_gone
from versions.comparing import difference
from versions.merge import merge
from wiki.addresses import article_url
from wiki.clash_cards import cards
from wiki.clashes import MOST_PLACES, ClashForm, Names, kept_words
from wiki.edits import Edit
from wiki.errors import EditConflict
from wiki.forms import EditForm, with_text
from wiki.merging import author_of, combine
from wiki.models import Article, Revision
from wiki.views import bases, previewing
from wiki.views.form_page import form_page

#: Buttons of the page with the cards, beside those of every form.
HAND_ON, IN_EDITOR = "hand_on", "in_editor"


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided: the whole text, its title, and the revision it builds upon."""

    title: str
    body: str
    upon: Revision

    def in_form(self, sent: QueryDict) -> QueryDict:
        """Return what was sent as the form of an article, with the decided text in it."""
        data = with_text(sent, self.body)
        data["title"] = self.title
        data["base_revision"] = str(self.upon.number)
        return data


def page(
    request: HttpRequest,
    article: Article,
    conflict: EditConflict,
    *,
    form: EditForm | None = None,
    summary: str = "",
    action_url: str = "",
    mine: str = "",
    status: int = 409,
) -> HttpResponse:
    """Ask what is to stand in each place.

    `form` is what was sent; its summary is kept, title and topics are combined, too. `mine` is
    what to call the version that is not saved yet, where it is not the reader's own.
    """
    number = conflict.theirs.number or 0
    upon = article.revisions.select_related("author").get(number=number)
    sent = request.POST if form else QueryDict()
    data = with_text(sent, conflict.mine.body)
    data["title"] = conflict.merged_title
    data["section"] = ""
    data.setlist("topics", [str(pk) for pk in conflict.merged_topics])
    if summary:
        data["summary"] = summary
    action_url = action_url or article_url(article, "bearbeiten/")
    if conflict.merge is None or len(conflict.merge.conflicts) > MOST_PLACES:
        data["body"] = conflict.merged or conflict.mine.body
        data["base_revision"] = str(number)
        whole: dict[str, Any] = {
            "action_url": action_url,
            "status": status,
            "lost": kept_words(sent),
        }
        return _as_a_whole(request, article, conflict, upon, EditForm(data), mine, **whole)
    data["base_revision"] = str(conflict.base.number)
    titles = (conflict.theirs.title, conflict.mine.title) if conflict.is_about_title else None
    clashes = ClashForm(conflict.merge, titles, _names(upon, mine))
    # Decisions on other places do not come back, but nobody's words get lost.
    lost = [] if clashes.is_answered_by(sent) else kept_words(sent)
    more = {"status": status, "lost": lost, "may_hand_on": not mine}
    return _cards_page(request, article, upon, EditForm(data), clashes, action_url, **more)


def decided(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    named: bases.SentRevisions,
    base: Revision,
    text: str,
    *,
    show: Callable[..., HttpResponse],
    save: Callable[[EditForm, Settled], HttpResponse],
    action_url: str = "",
    mine: str = "",
) -> HttpResponse:
    """Answer decisions that were sent: ask again, show what they make of the text, or save it.

    `show(form, base, status=…)` answers the form of every text, `save(form, settled)` writes;
    the rest as for `answered` and `ask_anew`.
    """
    found = answered(request, article, form, named, text, action_url=action_url, mine=mine)
    if isinstance(found, HttpResponse):
        return found
    if found is None:
        return ask_anew(request, article, form, named, base, text, action_url=action_url, mine=mine)
    form = EditForm(found.in_form(request.POST))
    if not form.is_valid():
        return show(form, found.upon, status=400)
    if request.POST.get("action") == IN_EDITOR:
        return show(form, found.upon)
    return save(form, found)


def answered(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    named: bases.SentRevisions,
    text: str,
    *,
    kept: QueryDict | None = None,
    action_url: str = "",
    mine: str = "",
) -> Settled | HttpResponse | None:
    """Return what was decided, or a page; None where it has to be asked anew.

    The page asks again (what is missing, or `kept`: what was decided before a sign-in), or shows
    how the article would read. `form` is what was sent, `named` the revisions and
    `text` the writer's text in it; `mine` as for `page`.
    """
    sent = request.POST if kept is None else kept
    base, upon = named.base, named.decided_on
    if base is None or upon is None or base.number >= upon.number:
        return None
    if base.text_hidden or upon.text_hidden or "title" not in form.fields:
        return None
    title = str(form["title"].value() or "")
    differ = len({base.title, upon.title, title}) == 3
    titles = (upon.title, title) if differ else None
    merged = merge(*map(without_gone, (base.body, upon.body, text)))
    clashes = ClashForm(merged, titles, _names(upon, mine), sent)
    if not clashes.is_answered_by(sent):
        return None
    action_url = action_url or article_url(article, "bearbeiten/")
    more: dict[str, Any] = {"may_hand_on": not mine}
    if kept is None and clashes.is_valid():
        settled = Settled(clashes.title or title, clashes.body(), upon)
        if request.POST.get("action") != "preview":
            return settled
        html = previewing.html(settled.body, article.district, article.language, user=request.user)
        more |= {"preview": html}
    elif kept is None:
        more |= {"status": 400}
    return _cards_page(request, article, upon, form, clashes, action_url, **more)


def ask_anew(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    named: bases.SentRevisions,
    base: Revision,
    text: str,
    *,
    action_url: str = "",
    mine: str = "",
) -> HttpResponse:
    """Ask once more about a text whose decisions are of no use any more; nothing of it is saved.

    What they were made upon may have been hidden. `base` is what the text began with; the rest as
    for `answered`. Where nothing is to be decided any more, its writer still looks at it first.
    """
    topics = form.topic_pks()
    edit = Edit(text, form.cleaned_data.get("title"), None if topics is None else tuple(topics))
    try:
        if named.head is not None:
            combine(edit, base=base, head=named.head)
    except EditConflict as error:
        return page(request, article, error, form=form, action_url=action_url, mine=mine)
    notice = _(
        "What you decided upon is not there any more. Your text stands below: please look at what "
        "you have changed, and save it once more."
    )
    more: dict[str, Any] = {"status": 409, "notice": notice, "lost": kept_words(request.POST)}
    return form_page(request, article, form, base, action_url=action_url, **more)


def _names(upon: Revision, mine: str) -> Names:
    author = author_of(upon)
    theirs = _("The version by %(name)s") % {"name": author} if author else _("The other version")
    return Names(theirs, mine or _("Your version"))


def _cards_page(
    request: HttpRequest,
    article: Article,
    upon: Revision,
    form: EditForm,
    clashes: ClashForm,
    action_url: str,
    **more: Any,
) -> HttpResponse:
    shown = list(cards(clashes))
    return form_page(
        request,
        article,
        form,
        upon,
        template="wiki/conflict.html",
        clashes=clashes,
        cards=shown,
        upon=upon,
        upon_author=author_of(upon),
        action_url=action_url,
        **more,
    )


def _as_a_whole(
    request: HttpRequest,
    article: Article,
    conflict: EditConflict,
    upon: Revision,
    form: EditForm,
    mine: str,
    **more: Any,
) -> HttpResponse:
    """Show both texts and a form: combined where they could be, with theirs as its new base."""
    author = author_of(upon) or _("somebody without a name")
    return form_page(
        request,
        article,
        form,
        upon,
        conflict=conflict,
        apart=difference(
            conflict.theirs.body,
            conflict.mine.body,
            old_label=_("The other version, by %(name)s") % {"name": author},
            new_label=mine or _("Your version"),
            is_markdown=True,
        ),
        theirs=upon,
        theirs_author=author,
        **more,
    )
