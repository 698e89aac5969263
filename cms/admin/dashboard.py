"""The first page of the admin: what waits, and the first steps of a new site."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from accounts.models import User
from cms.admin.first_steps import first_steps
from cms.admin.worklists import may_look
from cms.models import DistrictPage
from cms.services.district_editors import edited_districts
from cms.worklists import WORKLISTS, Doable


class Waiting(Component):
    """The work lists that are not empty for who is looking."""

    name = "waiting"
    template_name = "cms/admin/waiting.html"
    # After the pages that a colleague waits for (210, 220), before what was edited last (250).
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = Doable(user)
        return {
            "worklists": [(found, len(items)) for found, items in mine.of(WORKLISTS) if items],
            "own_pages": _district_pages(user).filter(pk__in=mine.pages),
        }


def _district_pages(user: User) -> QuerySet[DistrictPage]:
    """Return the German pages of the districts somebody edits."""
    districts = edited_districts(user)
    pages = DistrictPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return pages.filter(district__in=districts).order_by("title", "pk")


class FirstSteps(Component):
    """What a new site still needs; for administrators, until everything is done."""

    name = "first-steps"
    template_name = "cms/admin/first_steps.html"
    order = 50

    def __init__(self, steps: list[Any]) -> None:
        self.steps = steps

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"steps": self.steps, "done": sum(step.done for step in self.steps)}


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    if may_look(request.user):
        panels.append(Waiting())
    if request.user.is_superuser:
        steps = first_steps()
        if not all(step.done for step in steps):
            panels.append(FirstSteps(steps))
