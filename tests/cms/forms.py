"""What the admin's page form sends for a page whose body has these blocks."""

import json
import re
from typing import Any

from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks.text_blocks import TEXT_FEATURES
from cms.models import BasePage


def rich(html: str) -> str:
    """Return rich text as the editor in the browser sends it."""
    return ContentstateConverter(features=TEXT_FEATURES).from_database_format(html)


def body_form(page: BasePage, texts: list[tuple[str, Any]], **fields: str) -> dict[str, str]:
    """Return the form of a page; a text block's value is its HTML, other blocks give their fields.

    A block with fields of its own is given as a dict from the end of a field's name to its value.
    """
    data = {
        "title": page.title,
        "slug": page.slug,
        "intro": page.intro,
        "licence": page.licence,
        "body-count": str(len(texts)),
    }
    for name in ("authors", "comments"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    for number, (kind, value) in enumerate(texts):
        start = f"body-{number}"
        data |= {f"{start}-type": kind, f"{start}-order": str(number), f"{start}-deleted": ""}
        values = value if isinstance(value, dict) else {"": rich(value)}
        data |= {f"{start}-value{f'-{key}' if key else ''}": text for key, text in values.items()}
    return data | fields


def empty_rich_text() -> str:
    """Return what the editor sends where nothing is written."""
    return json.dumps({"blocks": [], "entityMap": {}})


def seen(client: Client, address: str) -> dict[str, str]:
    """Open a form of the admin and return what it carries of the state that it shows."""
    answer = client.get(address)
    html = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        html = answer.json()["html"]  # a dialog
    names = ("seen_state", "loaded_revision_id", "loaded_revision_created_at")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in names}
    found["base"] = re.search(r'class="js-translation-editor" data-base="([^"]*)"', html)
    return {name: match[1] for name, match in found.items() if match}


def send(client: Client, address: str, data: Any = None, **more: Any) -> Any:
    """Open a form of the admin, fill it in and send it, as a person does."""
    return client.post(address, dict(data or {}) | seen(client, address), **more)
