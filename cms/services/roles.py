"""Who may do what in the admin: the two groups that every site starts with.

Administrators are superusers. Wagtail's own "Moderators" and "Editors" become ours, so that the
workflow Wagtail has set up goes on working.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

EDITORS = "Redaktion"
AUTHORS = "Beitragende"
#: What the button "Submit to …" says in the language of the editors.
REVIEW = "Freigabe durch die Redaktion"
_WAGTAILS_REVIEW = "Moderators approval"
_WAGTAILS_OWN = {"Moderators": EDITORS, "Editors": AUTHORS}

PAGE_RIGHTS = {
    EDITORS: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    # Whoever may add a page may edit their own; it goes live through the workflow.
    AUTHORS: ("add",),
}
FILE_RIGHTS = {EDITORS: ("add", "change", "choose"), AUTHORS: ("add", "choose")}
# Wagtail asks for the rights on its own image model, whichever model a site uses.
FILES = {"wagtailimages": "image", "wagtaildocs": "document"}
OTHER_RIGHTS = {
    EDITORS: (
        ("wagtailadmin", "access_admin"),
        ("cms", "change_sitesettings"),
        ("cms", "add_glossaryterm"),
        ("cms", "change_glossaryterm"),
        ("cms", "delete_glossaryterm"),
        ("districts", "add_topic"),
        ("districts", "change_topic"),
        ("districts", "change_district"),
        ("districts", "change_city"),
        ("search", "add_synonymset"),
        ("search", "change_synonymset"),
        ("search", "delete_synonymset"),
        ("wiki", "add_starter"),
        ("wiki", "change_starter"),
        ("wiki", "delete_starter"),
        ("wagtailredirects", "add_redirect"),
        ("wagtailredirects", "change_redirect"),
        ("wagtailredirects", "delete_redirect"),
        ("wagtail_localize", "submit_translation"),
    ),
    AUTHORS: (
        ("wagtailadmin", "access_admin"),
        ("cms", "add_glossaryterm"),
        ("cms", "change_glossaryterm"),
    ),
}


def ensure_roles(homes: Iterable[Page]) -> dict[str, Group]:
    """Make the groups and give them their rights on these home pages; return them by name.

    Rights that an administrator has taken away from an existing group are not given again.
    """
    with transaction.atomic():
        _take_over_wagtails_groups()
        groups = {}
        for name in (EDITORS, AUTHORS):
            group, is_new = Group.objects.get_or_create(name=name)
            if is_new or not GroupPagePermission.objects.filter(group=group).exists():
                _give_rights(group, homes)
            groups[name] = group
    return groups


def _take_over_wagtails_groups() -> None:
    for old, new in _WAGTAILS_OWN.items():
        group = Group.objects.filter(name=old).first()
        if group is None or Group.objects.filter(name=new).exists():
            continue
        Group.objects.filter(pk=group.pk).update(name=new)
        # Wagtail grants on the root of the tree, where nobody but administrators has to write.
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
        group.permissions.clear()
    for model in (Workflow, Task):
        model.objects.filter(name=_WAGTAILS_REVIEW).update(name=REVIEW)


def _give_rights(group: Group, homes: Iterable[Page]) -> None:
    for home in homes:
        for right in PAGE_RIGHTS[group.name]:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=home.pk, permission=permission("wagtailcore", f"{right}_page")
            )
    root = Collection.get_first_root_node()
    for app, model in FILES.items():
        for right in FILE_RIGHTS[group.name]:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission(app, f"{right}_{model}")
            )
    group.permissions.add(*(permission(*right) for right in OTHER_RIGHTS[group.name]))


def permission(app: str, codename: str) -> Permission:
    """Return a permission by its app and code name."""
    return Permission.objects.get(content_type__app_label=app, codename=codename)
