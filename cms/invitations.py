"""The mail that tells a colleague of their new account."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from cms.models import SiteSettings
from community import mail
from community.letters import hello
from community.models import Mail


def send_invitation(*, user: User) -> None:
    """Note the mail in the caller's transaction; the worker sends it."""
    site = SiteSettings.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    name = site.name if site else settings.WAGTAIL_SITE_NAME
    mail.queue(
        to=user.email,
        subject=_("You can now help to edit %(site)s") % {"site": name},
        paragraphs=[
            hello(user),
            _("somebody has made an account for you on %(site)s, with which you can edit it.")
            % {"site": name},
            _("You need no password: ask for a code at this address and we send it to you.")
            + "\n"
            + mail.absolute(f"{settings.LOGIN_URL}?next=/admin/"),
        ],
        why=_("This mail comes because somebody who runs the site has entered your address."),
        topic=Mail.Topic.ACCOUNT,
    )
