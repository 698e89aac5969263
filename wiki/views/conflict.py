"""Two people changed the same place: both texts, and one to edit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from versions.comparing import difference
from wiki.addresses import article_url
from wiki.errors import EditConflict
from wiki.forms import EditForm, with_text
from wiki.merging import author_of
from wiki.models import Article
from wiki.views.form_page import form_page


def page(
    request: HttpRequest,
    article: Article,
    conflict: EditConflict,
    *,
    form: EditForm | None = None,
    summary: str = "",
    action_url: str = "",
) -> HttpResponse:
    """Show both texts and a form: combined where they could be, with theirs as its new base.

    `form` is what was sent; its summary is kept, title and topics are combined, too.
    """
    number = conflict.theirs.number or 0
    theirs = article.revisions.select_related("author").get(number=number)
    author = author_of(theirs) or _("somebody without a name")
    sent = request.POST if form else QueryDict()
    data = with_text(sent, conflict.merged or conflict.mine.body)
    data["title"] = conflict.merged_title
    data["base_revision"] = str(number)
    data["section"] = ""
    data.setlist("topics", [str(pk) for pk in conflict.merged_topics])
    if summary:
        data["summary"] = summary
    return form_page(
        request,
        article,
        EditForm(data),
        theirs,
        status=409,
        conflict=conflict,
        apart=difference(
            conflict.theirs.body,
            conflict.mine.body,
            old_label=_("The other version, by %(name)s") % {"name": author},
            new_label=_("Your version"),
        ),
        theirs=theirs,
        theirs_author=author,
        action_url=action_url or article_url(article, "bearbeiten/"),
    )
