"""Saying that a version is still right although the German text has changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from cms.models import VersionCheck


def confirm_version(*, page: Page, user: User, compared_at: datetime | None = None) -> VersionCheck:
    """Note that somebody has compared this version with the German text.

    What was published after `compared_at`, when the texts were shown, they have not seen.
    """
    at = min(compared_at, timezone.now()) if compared_at else timezone.now()
    with transaction.atomic():
        check, _made = VersionCheck.objects.update_or_create(page=page, defaults={"at": at})
        log(instance=page, action="cms.version_confirmed", user=user)
    return check
