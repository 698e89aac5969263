"""`manage.py create_user`: an account, with its API token printed as the last line."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts import naming, services, tokens
from accounts.models import User
from cms.services import EDITORS
from community import roles
from community.people import responsibilities
from districts.models import District

# What each role means for trust in the wiki and for groups in the admin.
ROLES: dict[str, dict[str, Any]] = {
    "new": {"trust": User.Trust.NEW},
    "resident": {"trust": User.Trust.RESIDENT},
    "moderator": {"trust": User.Trust.MODERATOR},
    "editor": {"trust": User.Trust.RESIDENT, "groups": (EDITORS,)},
    "admin": {"trust": User.Trust.MODERATOR, "is_admin": True},
}


class Command(BaseCommand):
    help = "Create an account with a confirmed mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="display name")
        parser.add_argument("--role", choices=sorted(ROLES), default="new")
        parser.add_argument("--steward-of", metavar="SLUG", help="slug of a district")
        parser.add_argument("--password", help="without it, the login is by mailed code")
        parser.add_argument("--token", action="store_true", help="make an API token and print it")

    def handle(self, *args: Any, **options: Any) -> None:
        email, role = options["email"], ROLES[options["role"]]
        try:
            validate_email(email)
            with transaction.atomic():
                user = services.create_user(
                    email=email, name=options["name"], password=options["password"], **role
                )
                if options["steward_of"]:
                    self._make_steward(user, options["steward_of"])
        except ValidationError as error:
            raise CommandError(f"{email}: {error.messages[0]}") from error
        except naming.NameRefused as error:
            raise CommandError(f"{options['name']}: {error}") from error
        except IntegrityError as error:
            raise CommandError(f"An account with the address {email} exists already.") from error
        self.stdout.write(f"Created {user.name} <{user.email}> as {options['role']}.")
        if options["token"]:
            self.stdout.write(tokens.issue_token(user=user, name=f"create_user {email}"))

    def _make_steward(self, user: User, slug: str) -> None:
        """Make the account the contact person of a district for the usual term."""
        district = District.objects.filter(slug=slug).first()
        if district is None:
            raise CommandError(f"There is no district {slug!r}.")
        responsibilities.grant(
            user=user,
            role=roles.STEWARD,
            kind="district",
            pk=district.pk,
            title=district.name,
        )
