"""What happens to a text whose article is gone when it is sent?

Somebody may have deleted the article, or put it back to waiting, while it was being edited. The
answer says no more than that there is nothing at the address, and gives the text back in the form
of a new article.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from text.languages import current_language, prefix
from wiki.forms import NewArticleForm, with_text
from wiki.models import GENERAL, Article
from wiki.views import creating, previewing


def of_nothing(request: HttpRequest, district: str, slug: str) -> HttpResponse:
    """Show what was typed as a new article of the same place; nothing is saved."""
    try:
        text = previewing.typed(request)
        data = with_text(request.POST, text or request.POST.get("words", ""))
    except ValidationError:
        data = request.POST.copy()  # the form says what is wrong with it, and keeps it
    data["district"] = "" if district == GENERAL else district
    notice = _(
        "There is no article at this address any more: it may have been deleted while you wrote. "
        "Your text is not lost, it stands below. You can save it as a new article."
    )
    url = f"{prefix(current_language())}/wiki/neu/"
    form = NewArticleForm(data, writer=request.user)
    return creating.form_page(request, form, status=404, notice=notice, action_url=url)


def not_yet(request: HttpRequest, article: Article) -> HttpResponse:
    """Say that an article waits for its first review; what was typed is shown all the same."""
    if request.method == "POST":
        place = article.district.slug if article.district else GENERAL
        return of_nothing(request, place, article.slug)
    return render(request, "wiki/not_yet.html", {"article": article}, status=409)
