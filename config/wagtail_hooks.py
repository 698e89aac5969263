"""The first page of the admin says when the site itself is not well."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from config import wellbeing


class Troubles(Component):
    """What the worker cannot do, and what is to be done about it."""

    name = "site-troubles"
    template_name = "config/admin_troubles.html"
    # Before everything else, as it explains why mails or changes are missing.
    order = 10

    def __init__(self, troubles: list[wellbeing.Trouble]) -> None:
        self.troubles = troubles

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"troubles": self.troubles}


@hooks.register("construct_homepage_panels")
def add_troubles(request: HttpRequest, panels: list[Component]) -> None:
    found = wellbeing.troubles()
    if found:
        panels.append(Troubles(found))
