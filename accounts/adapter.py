"""What our accounts ask of allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from accounts.connection import address_of
from accounts.models import User
from accounts.services import free_slug


class AccountAdapter(DefaultAccountAdapter):
    """Fills the fields that allauth does not know."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.slug = free_slug(user.name)
        user.rules_accepted_at = timezone.now()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """There is no user name; the mail address is the login."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Brakes count per connection; addresses are held in the cache only, never stored."""
        return address_of(request)
