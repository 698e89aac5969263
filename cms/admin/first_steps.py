"""What a new site still needs before it can be shown, as a list that empties itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cms.models import ArticleSeriesPage, DistrictPage, SiteSettings, StandardPage
from cms.starter import starter
from districts.models import District


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do once: what, where, and whether it is done."""

    title: object
    url: str
    done: bool


def first_steps() -> list[Step]:
    """Return all steps; nobody needs to see them once every one is done."""
    return [make() for make in _STEPS]


def _settings() -> SiteSettings | None:
    found: SiteSettings | None = SiteSettings.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE
    ).first()
    return found


def _named() -> Step:
    found = _settings()
    first = starter()["settings"][settings.LANGUAGE_CODE]["name"]
    url = reverse("wagtailsnippets_cms_sitesettings:list")
    if found:
        url = reverse("wagtailsnippets_cms_sitesettings:edit", args=[found.pk])
    return Step(_("Name the site"), url, bool(found and found.name != first))


def _operator() -> Step:
    found = _settings()
    return Step(_("Say who runs it"), _named().url, bool(found and found.operator))


def _duties() -> Step:
    done = not any(page.is_unfilled for page in StandardPage.objects.exclude(duty=""))
    return Step(_("Fill the legal pages"), reverse("cms-worklist", args=["pflichtseiten"]), done)


def _districts() -> Step:
    return Step(
        _("Bring in the districts (import_districts)"),
        reverse("districts:districts"),
        District.objects.exists(),
    )


def _first_text() -> Step:
    written = ArticleSeriesPage.objects.exists() or any(
        page.has_content for page in DistrictPage.objects.only("pk", "intro", "body")
    )
    return Step(_("Write a first text"), reverse("wagtailadmin_explore_root"), written)


def _colleague() -> Step:
    staff = User.objects.filter(is_active=True).filter(
        Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    )
    done = staff.distinct().count() > 1
    return Step(_("Invite a colleague"), reverse("wagtailusers_users:add"), done)


_STEPS: tuple[Callable[[], Step], ...] = (
    _named,
    _operator,
    _duties,
    _districts,
    _first_text,
    _colleague,
)
