"""Sending forms to every route of the admin as somebody, with keys of what is hidden in them.

One set of fields goes to all routes: each takes what it knows. To let a new form be asked, name its
fields in `KEYS` (those that take a key of something) or `WORDS`. Whatever a request changes is
taken back after it, with what it led to.
"""

from __future__ import annotations

import json
import re
from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import constants, get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from pictures.models import Picture
from tests.cms.forms import empty_rich_text, seen
from tests.permissions.routes import CLOSED, ENTRIES, addresses, routes
from tests.permissions.things_of_the_editors import CLOSED_COLLECTION
from tests.permissions.walk import OK, Seen, look, some_of
from tests.permissions.world import World
from tests.site_walk import unrecorded

#: Fields of forms, and what their keys name.
KEYS = {
    "new_parent_page": "page",
    "parent_page": "page",
    "redirect_page": "page",
    "root_page": "page",
    "page": "page",
    "pages-0-page": "page",
    "logo": "image",
    "avatar": "image",
    "image": "image",
    "document": "document",
    "collection": "collection",
    "user": "user",
    "authors-0-user": "user",
    "article": "article",
    **{name: name for name in ENTRIES},
    "task": "task",
    "workflow": "workflow",
    "value": "image",
}
WORDS = {
    "title": "Neu",
    "new_title": "Neu",
    "name": "Neu",
    "term": "Neu",
    "words": "neu, frisch",
    "explanation": "Neu.",
    "slug": "neu",
    "new_slug": "neu",
    "intro": "Neu.",
    "licence": "cc-by-sa-4.0",
    "description": "Neu.",
    "credit": "Neu",
    "comment": "Neu.",
    "old_path": "/neu/",
    "restriction_type": "none",
    "q": "Zeisig",
    "text": "Neu.",
    "external-link-chooser-url": "https://example.org/",
    "external-link-chooser-link_text": "Neu",
    "action-publish": "1",
    "action": "publish",
    "next": "/admin/",
    "authors-TOTAL_FORMS": "1",
    "authors-INITIAL_FORMS": "0",
    "authors-0-ORDER": "1",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}
#: Forms that show what was sent again; a walk that is refused everywhere would prove nothing.
MUST_ANSWER = (
    "/admin/pages/add/<content_type_app_name>/<content_type_model_name>/<parent_page_id>/",
    "/admin/images/add/",
)
UPLOADS = ("file", "files[]", "image-chooser-upload-file", "document-chooser-upload-file")
CHANGED_MEANWHILE = 409
WITHOUT_FILES = "application/x-www-form-urlencoded"
#: Choosers that make nothing: Wagtail's view for making fails there, before it says anything.
MAKES_NOTHING = re.compile(r"/(snippets/choose/.+|account_chooser|wiki_article_chooser)/create/$")


def fields(world: World, number: int) -> dict[str, Any]:
    """Return what is sent to a route; each one gets keys of other things."""

    def key(meaning: str) -> str:
        known = world.values[meaning] or ["1"]
        return known[number % len(known)]

    return WORDS | {name: key(meaning) for name, meaning in KEYS.items()} | _blocks(key)


def _blocks(key: Any) -> dict[str, str]:
    """Return a body with a picture, a document, an article and links, and a menu with a page."""
    values = (
        ("image", {"-image-image": key("image"), "-image-alt_text": "Neu", "-caption": "Neu"}),
        ("download", {"-document": key("document"), "-title": "", "-description": ""}),
        ("wiki_passage", {"-article": key("article"), "-section": "", "-number": "1"}),
        ("text", {"": _links(page=key("page"), document=key("document"))}),
    )
    link = {"-title": "Neu", "-page": key("page"), "-path": ""}
    found = {"body-count": str(len(values))}
    for name in ("menu", "footer_menu"):
        found |= _block(name, 0, "link", link) | {f"{name}-count": "1"}
    for number, (kind, value) in enumerate(values):
        found |= _block("body", number, kind, value)
    return found


def _block(name: str, number: int, kind: str, value: dict[str, str]) -> dict[str, str]:
    start = f"{name}-{number}"
    about = {f"{start}-type": kind, f"{start}-order": str(number), f"{start}-deleted": ""}
    return about | {f"{start}-value{end}": text for end, text in value.items()}


def _links(*, page: str, document: str) -> str:
    content = json.loads(empty_rich_text())
    content["blocks"] = [
        {
            "key": "a",
            "text": "Neu",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [
                {"offset": 0, "length": 1, "key": 0},
                {"offset": 1, "length": 1, "key": 1},
            ],
        }
    ]
    content["entityMap"] = {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": int(page)}},
        "1": {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": int(document)}},
    }
    return json.dumps(content)


def post_everywhere(client: Client, world: World) -> Seen:
    """Send the fields to every route of the admin, and look at the answer and where it leads."""
    client.raise_request_exception = False
    found = Seen(admin_opens=client.get("/admin/").status_code == OK)
    with unrecorded():
        for number, route in enumerate(routes()):
            if not route.startswith("/admin/") or route in CLOSED or MAKES_NOTHING.search(route):
                continue
            known = addresses(route, world)
            for address in known if route in MUST_ANSWER else some_of(known, number):
                _send(client, route, address, fields(world, number), found)
    return found


def _send(client: Client, route: str, address: str, data: dict[str, Any], found: Seen) -> None:
    """Post to an address, and read where that leads and what its form shows then."""
    if "/bulk/" in route:
        address = f"{address}?id={data['page']}"
    cookies = copy(client.cookies)
    with transaction.atomic():
        answer: Any = _post(client, address, data, _files(route))
        if answer.status_code == CHANGED_MEANWHILE:
            look(answer, route, address, found)
            answer = _post(client, address, data | seen(client, address), _files(route))
        look(answer, route, address, found)
        if answer.status_code == OK and address.endswith("/preview/"):
            look(client.get(address), route, address, found)
        leads = str(answer.headers.get("Location", ""))
        if (words := refusal(answer)) is not None:
            look(HttpResponse(words), route, leads, found)
        elif leads.startswith("/admin/") and "/login/" not in leads:
            look(client.get(leads), route, leads, found)
        transaction.set_rollback(True)
    client.cookies = cookies


def _post(client: Client, address: str, data: dict[str, Any], files: dict[str, Any]) -> Any:
    """Send a form; without files as browsers send those, which is read ten times faster."""
    if files:
        return client.post(address, data | files)
    return client.post(address, urlencode(data, doseq=True), WITHOUT_FILES)


def refusal(answer: Any) -> str | None:
    """Return what the start of the admin would say to somebody who was sent there, refused.

    Nothing has changed for them; the start itself is a route of the walk.
    """
    if answer.get("Location") != "/admin/":
        return None
    said = list(get_messages(answer.wsgi_request))
    refused = said and all(message.level >= constants.ERROR for message in said)
    return " ".join(str(message) for message in said) if refused else None


def _files(route: str) -> dict[str, Any]:
    """Return a picture that is there already, hidden, under every name that uploads have.

    Not where it would take the place of another one: its file could not be brought back.
    """
    if not route.startswith(("/admin/images/", "/admin/documents/")) or "_id>" in route:
        return {}
    hidden = Picture.objects.filter(collection__name=CLOSED_COLLECTION).earliest("pk")
    with hidden.file.open() as stored:
        content = stored.read()
    return {name: SimpleUploadedFile("neu.png", content, "image/png") for name in UPLOADS}
