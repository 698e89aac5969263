"""Choosing an account by its name, however many there are."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.models import User
from community.people.choosers import VisibleOnly


def open_accounts() -> QuerySet[User]:
    """Return who can be named beside a text: nobody unconfirmed, blocked, or who has left."""
    return User.objects.filter(is_active=True, is_confirmed=True, blocked_at=None)


class _OpenAccountsOnly(VisibleOnly):
    def visible(self) -> QuerySet[User]:
        return open_accounts()


class ChosenAccountView(_OpenAccountsOnly, ChosenView):
    """Who was chosen."""


class ChosenAccountsView(_OpenAccountsOnly, ChosenMultipleView):
    """Who was chosen, where several can be."""


class AccountChooserViewSet(ChooserViewSet):
    """Shows names only; mail addresses are nobody's business here."""

    model = User
    icon = "user"
    choose_one_text = _("Choose an account")
    choose_another_text = _("Choose another account")
    edit_item_text = _("Edit this account")
    url_filter_parameters: tuple[str, ...] = ()
    preserve_url_parameters: tuple[str, ...] = ("multiple",)
    chosen_view_class = ChosenAccountView
    chosen_multiple_view_class = ChosenAccountsView

    def get_object_list(self) -> QuerySet[User]:
        return open_accounts()


account_chooser = AccountChooserViewSet("account_chooser")
