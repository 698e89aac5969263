"""Words that Wagtail's programs for the browser look up, where their German is English.

Their catalogue is served of Wagtail's own files alone: what `cms.wagtail_words` says better does
not reach it.
"""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog
from wagtail import hooks

BETTER = (_("Dashboard"), _("Fair"))


class Catalogue(JavaScriptCatalog):
    """Wagtail's sentences, and ours where we have said one better."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        ours = {word: gettext(word) for word in BETTER} if get_language() != "en" else {}
        return {**super().get_catalog(), **ours}


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Ours stands before Wagtail's of the same address."""
    return [path("jsi18n/", Catalogue.as_view())]
