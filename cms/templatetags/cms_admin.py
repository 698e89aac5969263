"""What templates of the admin ask."""

from django import template
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from cms.admin.translation_words import for_translators
from cms.reading.site_context import SiteContext

register = template.Library()


@register.filter
def in_tree_of(page: Page, user: User) -> bool:
    """Say whether somebody sees a page, and so its title, in the tree of the admin."""
    return PagePermissionPolicy().explorable_instances(user).filter(pk=page.pk).exists()


register.filter(for_translators)


@register.simple_tag(takes_context=True)
def name_of_site(context: dict[str, HttpRequest]) -> str:
    """Return the name of the site as its settings say it."""
    return SiteContext(context["request"]).name
