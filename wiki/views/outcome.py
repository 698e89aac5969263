"""What does a form say after a service has refused, held or saved what was typed?"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.models import User
from wiki.addresses import article_url
from wiki.errors import NotAllowed, TooMany, WikiError
from wiki.models import Article
from wiki.services import SaveResult


def writer(request: HttpRequest) -> User | None:
    """Return whose edit a request is; None for a guest."""
    return request.user if isinstance(request.user, User) else None


def add_error(form: forms.Form, error: WikiError) -> int:
    """Show an error beside the field it is about; return the status of the answer.

    That somebody may not write at all stands above the form already: `wiki/may_not.html`.
    """
    if isinstance(error, NotAllowed) and not error.field:
        return error.status
    field = error.field if error.field in form.fields else None
    form.add_error(field, str(error.message))
    return error.status


def retry_after(response: HttpResponse, error: WikiError) -> HttpResponse:
    """Tell programs when it goes on, where there was too much of something."""
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response


def after_save(request: HttpRequest, result: SaveResult) -> HttpResponse:
    """Lead to what was saved, or to where a held contribution can be followed."""
    article: Article = result.revision.article
    if result.status == "pending":
        where = article_url(article, f"ausstehend/{result.revision.number}/")
        return HttpResponseRedirect(f"{where}?quittung={result.receipt}")
    number = result.revision.number
    return HttpResponseRedirect(f"{article_url(article)}?gespeichert={number}-{result.status}")


def said_after_save(saved: str) -> str:
    """Return the sentence that a reader sees who has just saved ("7-merged")."""
    return {
        "saved": _("Saved. Your change is public now."),
        "merged": _(
            "Saved. Others have changed the article meanwhile; both changes are public now."
        ),
        "unchanged": _("Nothing to save: the text is the same as before."),
        "created": _("Saved. Your article is public now."),
    }.get(saved.partition("-")[2], "")
