"""Choosing an account by its name, however many there are."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.models import User


class AccountChooserViewSet(ChooserViewSet):
    """Shows names only; mail addresses are nobody's business here."""

    model = User
    icon = "user"
    choose_one_text = _("Choose an account")
    choose_another_text = _("Choose another account")
    edit_item_text = _("Edit this account")
    url_filter_parameters: tuple[str, ...] = ()
    preserve_url_parameters: tuple[str, ...] = ("multiple",)


account_chooser = AccountChooserViewSet("account_chooser")
