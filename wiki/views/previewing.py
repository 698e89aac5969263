"""How will a text look that is not saved yet?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts.person import Person
from districts.models import District
from pictures.in_text import may_stand, with_pictures
from text.languages import current_language
from text.rich.field import written
from wiki import rendering
from wiki.edits import check_body
from wiki.errors import WikiError


def html(body: str, district: District | None, language: str = "", *, user: Person = None) -> str:
    """Return the HTML of a text as it would stand in an article of this district.

    With the pictures that its writer may see: their own, too, which wait.
    """
    made = rendering.make(
        body, district=district, language=language or current_language(), trusted=False
    )
    return with_pictures(made.html, user)


def typed(request: HttpRequest) -> str:
    """Return the text that a form was sent with. Raises `ValidationError`."""
    changed = request.POST.get("body_blocks", "")
    return written(request.POST.get("body", ""), changed, may_stand(request.user))


def answer(request: HttpRequest, district: District | None, language: str = "") -> HttpResponse:
    """Answer the HTML of what is in the form; a text that could not be saved is not rendered."""
    try:
        body = typed(request)
        if body.strip():
            check_body(body)
    except ValidationError as error:
        return HttpResponse(error.messages[0], status=400, content_type="text/plain")
    except WikiError as error:
        return HttpResponse(str(error.message), status=error.status, content_type="text/plain")
    return HttpResponse(html(body, district, language, user=request.user))
