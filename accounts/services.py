"""Every change to an account."""

import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

import pagecache
from accounts.models import User
from text.slugs import slugify, unique_slug

# How the address of an erased account ends; no mail ever reaches it.
ERASED = "@erased.invalid"


def free_slug(name: str) -> str:
    """Return a slug for the public page of a person called `name` that nobody has yet."""
    return unique_slug(
        slugify(name, max_length=80, fallback="person"),
        lambda slug: User.objects.filter(slug=slug).exists(),
        max_length=85,
    )


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    trust: str = User.Trust.NEW,
    password: str | None = None,
    groups: tuple[str, ...] = (),
    is_admin: bool = False,
    slug: str = "",
    about: str = "",
    is_demo: bool = False,
) -> User:
    """Make an account whose mail address counts as confirmed, and return it.

    `groups` are names of admin groups, made when missing. Raises `IntegrityError` when the address
    is taken.
    """
    user = User.objects.create_user(
        email,
        password,
        name=name,
        slug=slug or free_slug(name),
        trust=trust,
        about=about,
        is_demo=is_demo,
        is_staff=is_admin,
        is_superuser=is_admin,
        rules_accepted_at=timezone.now(),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for group in groups:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@transaction.atomic
def change_profile(*, user: User, name: str, about: str, home_district: str | None = None) -> User:
    """Change what is public of a person, and where they are at home (`None`: as it was).

    The address of their page stays as it was.
    """
    home = {} if home_district is None else {"home_district": home_district}
    User.objects.filter(pk=user.pk).update(name=name, about=about, **home)
    user.refresh_from_db()
    pagecache.bump()
    return user


@transaction.atomic
def forget_person(*, user: User, name: str) -> None:
    """Make an account that of nobody: `name` stands where theirs stood, nobody can sign in.

    Its row stays, because texts and decisions of others refer to it.
    """
    nobody = secrets.token_hex(8)
    EmailAddress.objects.filter(user=user).delete()
    APIToken.objects.filter(user=user).delete()
    UserProfile.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        email=f"{nobody}{ERASED}",
        name=name,
        slug=f"konto-{nobody}",
        about="",
        password=user.password,
        trust=User.Trust.NEW,
        is_active=False,
        is_staff=False,
        is_superuser=False,
    )
