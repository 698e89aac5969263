"""Every write of editorial content, for commands, imports, demo and tests.

Editors write through Wagtail's admin; what both need lives in the models.
"""

from cms.scheduled_publishing import publish_scheduled
from cms.services.demo_removal import remove_demo_pages
from cms.services.district_editors import (
    district_groups,
    edited_districts,
    set_edited_districts,
)
from cms.services.districts import create_district_page, ensure_district_pages
from cms.services.duties import fill_operator
from cms.services.easy_language import begin_easy_version
from cms.services.pages import Extras, create_page, find_page
from cms.services.roles import AUTHORS, EDITORS, ensure_roles
from cms.services.site import ensure_site, name_roots, name_site, show_demo_ribbon
from cms.services.taking_part import ensure_taking_part_pages
from cms.services.version_checks import confirm_version

__all__ = [
    "AUTHORS",
    "EDITORS",
    "Extras",
    "begin_easy_version",
    "confirm_version",
    "create_district_page",
    "create_page",
    "district_groups",
    "edited_districts",
    "ensure_district_pages",
    "ensure_roles",
    "ensure_site",
    "ensure_taking_part_pages",
    "fill_operator",
    "find_page",
    "name_roots",
    "name_site",
    "publish_scheduled",
    "remove_demo_pages",
    "set_edited_districts",
    "show_demo_ribbon",
]
