"""How links in the editors' texts appear."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text import LinkHandler


class ExternalLinkHandler(LinkHandler):
    """A link to another host: marked as such, and the other side learns nothing of our page."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        return f'<a href="{escape(attrs["href"])}" rel="external noopener">'
