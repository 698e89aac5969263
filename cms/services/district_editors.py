"""Editors of one district: they write its pages in all languages and decide about its entries.

Their rights on pages come from a group for each district, found by those rights, so that renaming
district or group breaks nothing. What they may do with entries is a responsibility in `community`.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from cms.models import DistrictPage
from cms.services.roles import FILES, permission
from community import roles
from community.models import Responsibility
from community.people import responsibilities
from districts.models import District

PAGE_RIGHTS = ("add", "change", "publish", "lock", "unlock")
FILE_RIGHTS = ("add", "choose")
_SCOPE = {"role": roles.EDITOR, "scope_kind": "district"}


def edited_districts(user: User) -> list[District]:
    """Return the districts this person edits, by name."""
    rows = Responsibility.objects.filter(user=user, **_SCOPE).values("scope_pk")
    return list(District.objects.filter(pk__in=rows).order_by("name", "pk"))


def set_edited_districts(
    *, user: User, districts: Iterable[District], by: User | None = None
) -> None:
    """Let somebody edit exactly these districts; `by` is noted in the log."""
    wanted = {district.pk: district for district in districts}
    with transaction.atomic():
        rows = Responsibility.objects.filter(user=user, **_SCOPE)
        known = {row.scope_pk: row for row in rows if row.scope_pk is not None}
        for pk, district in wanted.items():
            user.groups.add(_group(district))
            if pk not in known:
                responsibilities.grant(
                    user=user,
                    role=roles.EDITOR,
                    kind="district",
                    pk=pk,
                    by=by,
                    title=district.name,
                )
        for gone in known.keys() - wanted.keys():
            user.groups.remove(*district_groups().filter(page_permissions__page__in=_pages(gone)))
            responsibilities.end(responsibility=known[gone], by=by)


def district_groups() -> QuerySet[Group]:
    """Return the groups that stand for the editors of a district."""
    pages = DistrictPage.objects.values("pk")
    everywhere = GroupPagePermission.objects.exclude(page__in=pages).values("group")
    found = Group.objects.filter(page_permissions__page__in=pages)
    return found.exclude(pk__in=everywhere).distinct()


def share_new_version(page: DistrictPage) -> None:
    """Give the editors of a district their rights on its page in one more language."""
    for group in district_groups().filter(page_permissions__page__in=_pages(page.district_id)):
        _give_rights(group, [page])


def _pages(district_pk: int | None) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = DistrictPage.objects.filter(district=district_pk).values("pk")
    return found


def _group(district: District) -> Group:
    group = district_groups().filter(page_permissions__page__in=_pages(district.pk)).first()
    if group is None:
        group = Group.objects.create(name=f"Redaktion {district.name} ({district.slug})"[:150])
        group.permissions.add(permission("wagtailadmin", "access_admin"))
        _give_files(group)
    _give_rights(group, DistrictPage.objects.filter(district=district))
    return group


def _give_rights(group: Group, pages: Iterable[Page]) -> None:
    for page in pages:
        for name in PAGE_RIGHTS:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=page.pk, permission=_page_right(name)
            )


def _give_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for app, model in FILES.items():
        for name in FILE_RIGHTS:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission(app, f"{name}_{model}")
            )


def _page_right(name: str) -> Permission:
    return permission("wagtailcore", f"{name}_page")
