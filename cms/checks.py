"""What has to be done before a site goes public."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from cms.models import StandardPage


@register(Tags.security, deploy=True)
def duty_pages_are_filled(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Fail `check --deploy` while a duty page has gaps; silent where there is no database yet."""
    try:
        pages = list(StandardPage.objects.exclude(duty="").select_related("locale"))
    except DatabaseError:
        return []
    return [
        Error(
            f"The page /{page.duty}/ ({page.locale.language_code}) still has gaps.",
            hint="Write what stands in square brackets after 'bitte ausfüllen', in the admin.",
            id="cms.E001",
        )
        for page in pages
        if page.is_unfilled
    ]
