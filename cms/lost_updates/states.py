"""What state is a thing in, and is it the one somebody saw?

A page's text is its latest revision, by its number *and* its hour: autosave writes into the same
revision again. Wagtail puts both into the form. What has no revisions is known by a digest of
everything a form can change.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import ForeignObjectRel, Model, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageViewRestriction, Revision, TaskState, Workflow
from wagtail_localize.models import TranslationSource

from cms.lost_updates.sentences import states_of
from cms.lost_updates.targets import Care, Target

#: The hidden field of our own; pages have Wagtail's two beside it.
SEEN = "seen_state"
REVISION, SAVED_AT, OVERWRITE = (
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
)
#: Changes by itself, without anybody having edited anything.
BY_ITSELF = frozenset({"last_login", "password"})
#: Rows of other tables that stand in the same form.
ALONG = {
    Group: ("page_permissions", "collection_permissions"),
    Workflow: ("workflow_pages", "workflow_content_types"),
}


def lock(target: Target) -> None:
    """Wait for whoever changes the same thing; hold it until the end of the transaction."""
    rows: Any = target.model._base_manager.select_for_update()
    if target.care is Care.BRANCH:
        rows = rows.filter(_below(target.pks)).order_by("path")
    else:
        rows = rows.filter(pk__in=target.pks).order_by("pk")
    list(rows.values_list("pk", flat=True))


def state_of(target: Target) -> str:
    """Return a short text that changes whenever a thing, or one of several, is changed."""
    read = {Care.TEXT: _of_pages, Care.BRANCH: _of_branches, Care.OBJECT: _of_objects}
    if target.care not in read:
        return ""
    return sha256(repr(list(read[target.care](target))).encode()).hexdigest()[:32]


def is_current(target: Target, said: Mapping[str, Any], state: str, *, user_pk: int | None) -> bool:
    """Whether what a request says it has seen is what there is. The rows are locked."""
    if target.care is Care.ROW:
        return True
    if target.care is not Care.TEXT:
        return bool(said.get(SEEN) == state)
    # Wagtail's two fields are enough: they name the text.
    return said.get(SEEN, state) == state and _is_latest(target, said, user_pk)


def base_of(target: Target) -> dict[str, str]:
    """Return the hidden fields that name the state there is now."""
    fields = {SEEN: state_of(target)}
    if target.care is Care.TEXT and (revision := latest_revision(target.pks[0])):
        fields |= {REVISION: str(revision.pk), SAVED_AT: revision.created_at.isoformat()}
    return fields


def latest_revision(pk: object) -> Revision | None:
    """Read the newest text of a page, without a copy that was read before the lock."""
    page = Page.objects.filter(pk=pk).select_related("latest_revision__user").first()
    return page.latest_revision if page else None


def may_be_overwritten(revision: Revision, *, user_pk: int | None) -> bool:
    """Whether autosave may write into a revision again: one's own, and nobody has relied on it."""
    return (
        revision.user_id == user_pk
        and revision.approved_go_live_at is None
        and not Page.objects.filter(live_revision=revision).exists()
        and not TaskState.objects.filter(revision=revision).exists()
    )


def _is_latest(target: Target, said: Mapping[str, Any], user_pk: int | None) -> bool:
    page = Page.objects.filter(pk=target.pks[0]).select_related("latest_revision").first()
    if page is None or page.alias_of_id:
        return True  # Wagtail answers: there is no such page, or nothing to edit
    revision = page.latest_revision
    if revision is None:
        return not said.get(REVISION)
    if said.get(OVERWRITE) and said[OVERWRITE] == str(revision.pk) and revision.user_id == user_pk:
        return True  # this very form has saved it by itself
    seen = (said.get(REVISION), said.get(SAVED_AT))
    return seen == (str(revision.pk), revision.created_at.isoformat())


def _below(pks: tuple[Any, ...]) -> Q:
    found = Q(pk__in=[])
    for path in Page.objects.filter(pk__in=pks).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def _of_pages(target: Target) -> Iterator[Any]:
    """Whether and how the pages are public; their text is named by the revision."""
    rows = Page.objects.filter(pk__in=target.pks).order_by("pk")
    yield from rows.values_list("pk", "live", "live_revision_id", "alias_of_id")
    yield list(_scheduled(target.pks))


def _scheduled(pks: tuple[Any, ...]) -> Iterator[Any]:
    due = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pks])
    yield from (
        due.filter(approved_go_live_at__isnull=False)
        .order_by("pk")
        .values_list("pk", "approved_go_live_at")
    )


def _of_branches(target: Target) -> Iterator[Any]:
    below = Page.objects.filter(_below(target.pks)).order_by("path")
    yield from below.values_list(
        "pk",
        "title",
        "draft_title",
        "url_path",
        "live",
        "live_revision_id",
        "alias_of_id",
        "latest_revision_id",
        "latest_revision__created_at",
        "go_live_at",
        "expire_at",
    )
    closed = PageViewRestriction.objects.filter(page__in=target.pks).order_by("pk")
    yield from closed.values_list("pk", "restriction_type", "password", "groups").order_by(
        "pk", "groups"
    )


def _of_objects(target: Target) -> Iterator[Any]:
    """Every field of every thing, with what stands in the same forms: a query for each table."""
    model = target.model
    many = [field.name for field in model._meta.many_to_many]
    rows = model._base_manager.filter(pk__in=target.pks).order_by("pk").prefetch_related(*many)
    along = [(table.name, _rows_along(table, target.pks)) for table in _along(model)]
    for thing in rows:
        yield from _fields(thing)
        for name in many:
            yield name, sorted(str(other.pk) for other in getattr(thing, name).all())
        for name, found in along:
            yield name, found.get(thing.pk, [])
        if isinstance(thing, TranslationSource):
            yield from states_of(thing)


def _fields(thing: Model) -> Iterator[Any]:
    for field in thing._meta.concrete_fields:
        if field.primary_key or (field.editable and field.name not in BY_ITSELF):
            yield field.name, str(field.value_to_string(thing))


def _along(model: type[Model]) -> Iterator[ForeignObjectRel]:
    for relation in model._meta.related_objects:
        listed = relation.get_accessor_name() in ALONG.get(model, ())
        if listed or isinstance(relation.field, ParentalKey):
            yield relation


def _rows_along(relation: ForeignObjectRel, pks: tuple[Any, ...]) -> dict[Any, list[Any]]:
    """Return the rows of another table by the key of the thing that each belongs to."""
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
    for row in rows.order_by("pk").values():
        found[row[relation.field.attname]].append(row)
    return found
