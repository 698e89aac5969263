"""What is an account needed for, at which address of the directory? See `accounts.why_sign_in`."""

from django.utils.translation import gettext_lazy as _

from text.translatable import Words

_CARING = _(
    "To take care of an entry you need an account: only so can we know that it is you who change "
    "it, let you change it at once, and ask you later whether it is still right."
)
REASONS: dict[str, Words] = {
    "districts:care": _CARING,
    "districts:claim_confirm": _CARING,
    "districts:care_offer": _CARING,
    "districts:conditions": _("To answer for a project you need an account."),
    "districts:outcome_replies": _(
        "To answer for an organisation you need an account that takes care of its entry."
    ),
    "districts:date_cancel": _(
        "To cancel a date you need an account, so that nobody cancels what others have planned."
    ),
    "districts:single_time": _(
        "To change one time of a date you need an account, so that nobody moves what others have "
        "planned."
    ),
    "districts:need_close": _(
        "To say that something was found you need an account, so that it is you who asked."
    ),
    "districts:paper_link": _("To link a council paper you need an account."),
}
