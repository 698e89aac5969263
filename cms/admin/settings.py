"""What editors change beside the pages: the frame of the site, and the words it explains."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import GlossaryTerm, SiteSettings


class SiteSettingsViewSet(SnippetViewSet):
    """One row per language, made by `ensure_site()`; nobody needs to add or delete one."""

    model = SiteSettings
    icon = "cogs"
    menu_label = _("Site settings")
    menu_name = "site-settings"
    add_to_settings_menu = True
    list_display = ("name", "locale", "tagline")
    copy_view_enabled = False


class GlossaryViewSet(SnippetViewSet):
    """Hard words of easy language."""

    model = GlossaryTerm
    icon = "glasses"
    menu_label = _("Explained words")
    menu_name = "explained-words"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ("term", "explanation")
    search_fields = ("term", "forms", "explanation")
