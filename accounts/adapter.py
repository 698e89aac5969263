"""What our accounts ask of allauth."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.connection import address_of
from accounts.models import User
from accounts.services import free_slug


class AccountAdapter(DefaultAccountAdapter):
    """Fills the fields that allauth does not know."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Please enter the code of our newest mail."),
        "incorrect_password": _("This password is not right. Please enter that of your account."),
    }

    def save_user(
        self, request: HttpRequest, user: User, form: forms.BaseForm, commit: bool = True
    ) -> User:
        user.name = form.cleaned_data["name"]
        user.slug = free_slug(user.name)
        user.rules_accepted_at = timezone.now()
        user.is_confirmed = False  # the mailed code does that
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """There is no user name; the mail address is the login."""

    def refuse_sign_up(self, request: HttpRequest) -> HttpResponse | None:
        """Return what answers a sign-up instead of making an account, if anything does."""
        return None

    def get_client_ip(self, request: HttpRequest) -> str:
        """Limits count per connection; addresses are held in the cache only, never stored."""
        return address_of(request)

    def is_safe_url(self, url: str) -> bool:
        """Lead to pages of the host that was asked for only.

        allauth would also lead to every other host this installation answers to.
        """
        request = context.request
        return bool(
            url_has_allowed_host_and_scheme(
                url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
            )
        )
