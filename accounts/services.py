"""Every change to an account."""

import re
import secrets
from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

import pagecache
from accounts import naming
from accounts.models import User
from accounts.signals import AccountCopy, person_changed
from text.slugs import slugify, unique_slug

# How the address of an erased account ends; no mail ever reaches it.
ERASED = "@erased.invalid"
_ABOUT_ACCOUNTS = {"content_type__app_label": "accounts", "content_type__model": "user"}


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
    has_office: bool = False,
) -> User:
    """Make an account whose mail address counts as confirmed, and return it.

    `groups` are names of admin groups, made when missing; they, or `has_office`, allow the name of
    an office. Raises `IntegrityError` when the address
    is taken, and `naming.NameRefused`.
    """
    looks_after = has_office or is_admin or bool(groups) or trust == User.Trust.MODERATOR
    name = naming.checked(name, has_office=looks_after)
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
def change_profile(
    *,
    user: User,
    name: str,
    about: str,
    home_district: str | None = None,
    has_office: bool = False,
) -> User:
    """Change what is public of a person, and where they are at home (`None`: as it was).

    The address of their page follows their name: nothing leads from the old one, since it would
    have to say the old name. `has_office` tells that an administrator names somebody who looks
    after the site. Raises `naming.NameRefused`.
    """
    bearer = User.objects.get(pk=user.pk)
    name = naming.checked(name, bearer=bearer, has_office=has_office)
    home = {} if home_district is None else {"home_district": home_district}
    before = AccountCopy.of(User.objects.select_for_update().get(pk=user.pk))
    slug = before.slug if name == before.name else _slug_for(name, before.slug)
    User.objects.filter(pk=user.pk).update(name=name, slug=slug, about=about, **home)
    user.refresh_from_db()
    person_changed.send(User, before=before, after=AccountCopy.of(user), erased=False)
    pagecache.bump()
    return user


def _slug_for(name: str, now: str) -> str:
    """Return the slug for a new name; the one they have where it says that name already."""
    wanted = slugify(name, max_length=80, fallback="person")
    return now if re.fullmatch(rf"{re.escape(wanted)}(-\d+)?", now) else free_slug(name)


@transaction.atomic
def forget_person(*, user: User, name: str) -> None:
    """Make an account that of nobody: `name` stands where theirs stood, nobody can sign in.

    Its row stays, because texts and decisions of others refer to it.
    """
    before = AccountCopy.of(user)
    nobody = secrets.token_hex(8)
    EmailAddress.objects.filter(user=user).delete()
    APIToken.objects.filter(user=user).delete()
    _forget_profile(user)
    # What somebody typed in the admin and has not saved, there or about them.
    FormState.objects.filter(Q(user=user) | Q(object_id=str(user.pk), **_ABOUT_ACCOUNTS)).delete()
    EditingSession.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        email=f"{nobody}{ERASED}",
        name=name,
        slug=f"konto-{nobody}",
        about="",
        home_district="",
        password=user.password,
        trust=User.Trust.NEW,
        is_active=False,
        is_staff=False,
        is_superuser=False,
    )
    user.refresh_from_db()
    person_changed.send(User, before=before, after=AccountCopy.of(user), erased=True)


def _forget_profile(user: User) -> None:
    """Remove the settings of the admin, with the picture of themselves."""
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            remove = partial(profile.avatar.storage.delete, profile.avatar.name)
            transaction.on_commit(remove, robust=True)
        profile.delete()
