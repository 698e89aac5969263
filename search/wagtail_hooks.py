"""Search in Wagtail's admin: words that editors keep, questions to try, questions without hits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search import editors
from search.models import SynonymSet

MENU = "register_search_menu_item"


class SynonymSetViewSet(SnippetViewSet):
    """Synonyms and parts of compounds, with a preview of what a question becomes."""

    model = SynonymSet
    icon = "list-ul"
    menu_label = _("Synonyms and compound parts")
    menu_name = "synonyms"
    menu_order = 10
    menu_hook = MENU
    list_display = ("__str__", "use", "active", "note")
    list_filter = ("use", "active")
    search_fields = ("words", "note")
    panels = (FieldPanel("words"), FieldPanel("use"), FieldPanel("note"), FieldPanel("active"))


register_snippet(SynonymSetViewSet)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("suche/fragen/", editors.explained, name="search-explained"),
        path("suche/ohne-treffer/", editors.unanswered, name="search-unanswered"),
        path("suche/ohne-treffer/<number:pk>/", editors.settle, name="search-settle"),
    ]


class EditorsMenuItem(MenuItem):
    """Shown to whoever may change the words of search."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(editors.RIGHT)


@hooks.register(MENU)
def unanswered_item() -> MenuItem:
    return EditorsMenuItem(
        _("Questions without hits"),
        reverse("search-unanswered"),
        name="unanswered",
        icon_name="warning",
        order=20,
    )


@hooks.register(MENU)
def explained_item() -> MenuItem:
    return EditorsMenuItem(
        _("Try a question"),
        reverse("search-explained"),
        name="explained",
        icon_name="help",
        order=30,
    )


@hooks.register("register_admin_menu_item")
def search_item() -> Any:
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(_("Search words"), menu, name="search", icon_name="search", order=130)
