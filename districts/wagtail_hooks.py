"""What the admin shows of the directory."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from districts.admin import report_routes
from districts.admin.actions import ACTIONS
from districts.admin.lists import MODELS, DirectoryGroup, ReadingPolicy
from districts.admin.reports import REPORTS
from districts.admin.vocabulary import VIEWSETS, KeepingPolicy
from districts.modules import admin as modules

for model in MODELS:
    register_permission_policy(model, ReadingPolicy(model))
for viewset in VIEWSETS:
    register_permission_policy(viewset.model, KeepingPolicy(viewset.model))
register_snippet(DirectoryGroup)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


report_routes.register("verzeichnis", REPORTS)
hooks.register("register_admin_urls", modules.urls)
hooks.register("register_settings_menu_item", modules.menu_item)
