"""The mail that tells a colleague of their new account."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.sign_in_first import sign_in_url
from cms.models import SiteSettings
from cms.services.district_editors import district_groups, edited_districts
from community import mail, mail_topics
from community.mails import live_names
from community.mails.mail_texts import hello
from text.site_address import absolute_url


def send_invitation(*, user: User, by: User) -> None:
    """Note the mail in the caller's transaction; the worker sends it.

    It says who invites: else nobody can tell it from a mail that only wants to be clicked.
    """
    with translation.override(settings.LANGUAGE_CODE):
        site = SiteSettings.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        names = {
            "site": site.name if site else settings.WAGTAIL_SITE_NAME,
            "name": live_names.marked(by),
            "mail": by.email,
        }
        mail.queue(
            to=user.email,
            subject=_("Invitation to help to edit %(site)s") % names,
            paragraphs=[
                hello(user),
                _(
                    "%(name)s (%(mail)s) has made an account for you on %(site)s, with which you "
                    "can edit it."
                )
                % names,
                _("What you may do there:") + "\n" + "\n".join(f"- {may}" for may in duties(user)),
                _("You need no password: ask for a code at this address and we send it to you.")
                + "\n"
                + absolute_url(sign_in_url("/admin/")),
                _until(),
            ],
            why=_("This mail comes because %(name)s has entered your address there.") % names,
            topic=mail_topics.ACCOUNT,
        )


def duties(user: User) -> list[str]:
    """Return what somebody may do in the admin, in words."""
    found = [_("Administrator: may change everything")] if user.is_superuser else []
    found += user.groups.exclude(pk__in=district_groups()).values_list("name", flat=True)
    found += [
        _("Writes the pages of %(district)s, and decides about its entries")
        % {"district": district.name}
        for district in edited_districts(user)
    ]
    return found or [_("Nothing yet: somebody still has to give you a role.")]


def _until() -> str:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return ngettext(
        "The invitation has no end: it holds until somebody closes the account. A code holds for "
        "%(minutes)d minute; you can ask for another one at any time.",
        "The invitation has no end: it holds until somebody closes the account. A code holds for "
        "%(minutes)d minutes; you can ask for another one at any time.",
        minutes,
    ) % {"minutes": minutes}
