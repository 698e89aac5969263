"""Saying that a version is still right although the German text has changed."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from cms.models import VersionCheck


def confirm_version(*, page: Page, user: User) -> VersionCheck:
    """Note that somebody has compared this version with the German text just now."""
    with transaction.atomic():
        check, _made = VersionCheck.objects.update_or_create(
            page=page, defaults={"at": timezone.now()}
        )
        log(instance=page, action="cms.version_confirmed", user=user)
    return check
