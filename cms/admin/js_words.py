"""Words that Wagtail's programs for the browser look up, where their German is English.

Their catalogue is served of Wagtail's own files alone: what `cms.admin.wagtail_overrides` says
better does not reach it.
"""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog
from wagtail import hooks

BETTER = {
    "wagtail.admin": (_("Dashboard"), _("Fair")),
    "wagtail_localize": (
        _("Applying editor lock"),
        _("Change %s"),
        _("Choose a %s"),
        _("Download PO file"),
        _("Download PO file and input translations offline"),
        _("Translate all missing strings with "),
        _("Upload PO file"),
        _("Upload translated PO file to submit translations"),
    ),
}


class Catalogue(JavaScriptCatalog):
    """The sentences of one of `BETTER`, and ours where we have said one better."""

    def get_catalog(self) -> dict[str, Any]:
        ours = {word: gettext(word) for name in self.packages or () for word in BETTER[name]}
        return {**super().get_catalog(), **(ours if get_language() != "en" else {})}


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Ours stands before Wagtail's of the same address."""
    return [
        path("jsi18n/", Catalogue.as_view(packages=["wagtail.admin"])),
        path("localize/jsi18n/", Catalogue.as_view(packages=["wagtail_localize"])),
    ]
