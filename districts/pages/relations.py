"""What is an entry linked to? All links of one entry from one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from districts import entries
from districts.models import Actor, CouncilPaper, District, Entry, Project, Topic
from districts.querysets import columns_of, is_public


@dataclass(frozen=True, slots=True)
class RelatedThing:
    """The other end of a link: what it is, its address part, its name, and one word about it.

    `url` is where it is shown; empty for what has no page.
    """

    relation: str
    pk: int
    slug: str
    name: str
    note: str
    url: str = ""


def links_of(entry: Entry, *relations: str) -> dict[str, list[RelatedThing]]:
    """Return the links of an entry by relation, each list by name; hidden entries left out.

    `referred_by` is the reverse of `refers_to`.
    """
    parts = [_part(entry, relation) for relation in relations]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found: dict[str, list[RelatedThing]] = {relation: [] for relation in relations}
    routes = {relation: _route(entry, relation) for relation in relations}
    for relation, pk, slug, name, note in rows:
        route = routes[relation]
        url = reverse(f"districts:{route}", args=[slug]) if route else ""
        found[relation].append(RelatedThing(relation, pk, slug, name, note, url))
    for relation, group in found.items():
        group.sort(key=lambda link: link.pk if relation == "conditions" else link.name)
    return found


def _part(entry: Entry, relation: str) -> QuerySet[Any, Any]:
    if isinstance(entry, Project) and relation == "conditions":
        return _conditions(entry)
    ours, theirs, through, model = _table(entry, relation)
    rows = through._default_manager.filter(**{ours: entry.pk})
    if hasattr(model, "state"):
        rows = rows.filter(is_public(model, f"{theirs}__"))
    text = CharField()
    return rows.order_by().values_list(
        Value(relation, output_field=text),
        Cast(F(f"{theirs}__pk"), IntegerField()),
        F(f"{theirs}__slug"),
        Cast(F(f"{theirs}__{_name_of(model)}"), text),
        _note(model, theirs, through),
    )


def _route(entry: Entry, relation: str) -> str:
    """Return the name of the address of what is at the other end; "" for what has no page."""
    if relation == "conditions":
        return ""
    _ours, _theirs, _through, model = _table(entry, relation)
    if issubclass(model, Entry):
        return entries.of(model).route
    return {District: "district", Topic: "topic"}.get(model, "")


def _conditions(entry: Project) -> QuerySet[Any, Any]:
    """Return a project's conditions as links: their kind, their words, their place in the order."""
    text = CharField()
    rows: QuerySet[Any, Any] = entry.conditions.order_by().values_list(
        Value("conditions", output_field=text),
        Cast(F("position"), IntegerField()),
        F("kind"),
        Cast(F("text"), text),
        F("sector"),
    )
    return rows


def _table(entry: Entry, relation: str) -> tuple[str, str, type[Model], type[Model]]:
    model = type(entry)
    name = "refers_to" if relation == "referred_by" else relation
    ours, theirs = columns_of(model, name)
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    if relation == "referred_by":
        return theirs, ours, through, model
    return ours, theirs, through, field.related_model


def _name_of(model: type[Model]) -> str:
    return "title" if any(f.name == "title" for f in model._meta.fields) else "name"


def _note(model: type[Model], theirs: str, through: type[Model]) -> F | Func | Value:
    """Return a word about the other end: an actor's sector, a paper's reference, whether a paper is
    about a district.
    """
    text = CharField()
    if model is Actor:
        return F(f"{theirs}__sector")
    if model is CouncilPaper:
        return F(f"{theirs}__reference")
    if model is District and any(f.name == "primary" for f in through._meta.fields):
        return Cast(F("primary"), text)
    if model is Topic:
        return Coalesce(F(f"{theirs}__parent__name"), Value("", output_field=text))
    return Value("", output_field=text)
