"""Under which names does this site itself speak? Nobody else may use them (`accounts.naming`)."""

from django.conf import settings

from cms.models import SiteSettings


def names() -> list[str]:
    """Return the names of the site and of its operator, in every language. One query."""
    rows = SiteSettings.objects.values_list("name", "operator")
    return [settings.WAGTAIL_SITE_NAME, *(name for row in rows for name in row if name)]
