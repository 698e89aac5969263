"""What templates of the admin ask."""

from django import template
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User

register = template.Library()


@register.filter
def in_tree_of(page: Page, user: User) -> bool:
    """Say whether somebody sees a page, and so its title, in the tree of the admin."""
    return PagePermissionPolicy().explorable_instances(user).filter(pk=page.pk).exists()
