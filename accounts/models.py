"""People with an account. Their programs sign in with Wagtail's hashed API tokens."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the mail address is the login and is compared without case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone with an account. Only `name` and `slug` are ever public."""

    class Trust(models.TextChoices):
        """How far contributions go without review; decided upon by `community.trust` alone."""

        NEW = "new", _("new")
        RESIDENT = "resident", _("resident")
        MODERATOR = "moderator", _("moderator")

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("display name"), max_length=80)
    slug = models.SlugField(max_length=90, unique=True, allow_unicode=False)
    about = models.TextField(_("about me"), blank=True, max_length=1000)
    home_district = models.SlugField(_("my district"), max_length=130, blank=True, db_index=False)
    # Whoever writes somewhere hears what becomes of it.
    watches_own = models.BooleanField(_("watch what I write"), default=True)
    trust = models.CharField(max_length=12, choices=Trust, default=Trust.NEW)
    blocked_at = models.DateTimeField(null=True, blank=True)
    # Until then a block is only a pause; without it, a block has no end.
    blocked_until = models.DateTimeField(null=True, blank=True)
    # Somebody has read a mail at this address; until then the account is nobody's.
    is_confirmed = models.BooleanField(default=True, editable=False)
    rules_accepted_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_without_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def shows_about(self) -> bool:
        """Whether everybody may read its words about itself: nobody reviews those of new people."""
        return self.trust != self.Trust.NEW and self.blocked_at is None

    @property
    def first_name(self) -> str:
        """Wagtail's admin greets by first name."""
        return self.name

    @property
    def last_name(self) -> str:
        return ""


class SharedCount(models.Model):
    """A row of the cache in which attempts are counted for all processes (`config.caches`).

    The columns are those of Django's cache in the database, which alone reads and writes them; the
    model makes the table and removes what is over.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
