"""How are people reached about an entry, and where is it? For `districts.entries.acts`.

Whether a number may be shown is decided here and nowhere else on the way to a link: search keeps
none and an index has none, and once a number is taken back the next answer is without it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, JSONField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, Now, NullIf

from districts.entries.acts import Expressions
from districts.models import Actor, Date, Need, Project, Status
from districts.modules.in_use import is_on
from districts.modules.own import ACTORS, NEEDS, PROJECTS
from districts.querysets import is_public

_TEXT = CharField()


def actor() -> Expressions:
    """An actor is called and written to itself."""
    return {**_of_actor(), **_place("address")}


def date() -> Expressions:
    """A date has a number of its own, else that of who organises it, who gets the messages."""
    organised, known = _of_actor("organiser__"), is_public(Date)
    own = NullIf(_if(known, "phone"), Value(""))
    to_come = known & Q(cancelled_at=None) & (Q(last_end=None) | Q(last_end__gt=Now()))
    return {
        "phone": Coalesce(own, organised["phone"], output_field=_TEXT),
        "writes_to": organised["writes_to"],
        "whom": _if(is_public(Actor, "organiser__") & known, "organiser__name"),
        "actor": F("organiser"),
        "moves": Case(When(changes={}, then=Value(0)), default=Value(1)),
        "day": Case(When(to_come, then=Value(1)), default=Value(0)),
        **_place("place"),
    }


def project() -> Expressions:
    """A project is taken over; who belongs to it is asked where its people are willing.

    Of several who are reached by mail the first by name answers: the others stand on its page. All
    of that one is read at once: four questions took four fifths of what a page of hits cost.
    """
    named = Q(contact_willing=True, nameless=False) & is_public(Project)
    people = Actor.objects.filter(_by_mail(), projects=OuterRef("pk")).order_by("sort_key", "pk")
    number = _if(Q(phone_public=True), "phone")
    told = JSONObject(phone=number, writes_to="slug", whom="name", actor="pk")
    first = Subquery(people.values_list(told)[:1], output_field=JSONField())
    free = is_public(Project) & ~Q(status=Status.FAILED) & Q(is_on("city", PROJECTS))
    return {
        "person": Case(When(named, then=first), default=Value(None), output_field=JSONField()),
        "free": Case(When(free, then=Value(1)), default=Value(0)),
    }


def need() -> Expressions:
    """Who wants something gets the messages, as long as nobody has found it."""
    author = Q(created_by__is_active=True) & ~Q(created_by__email="")
    wanted = is_public(Need) & Q(found_at=None) & (~Q(mail="") | author)
    return {"writes_to": _if(wanted & Q(is_on("city", NEEDS)), "slug")}


def network() -> Expressions:
    """A network has no mailbox here: its website leads on."""
    return {"website": F("website")}


def paper() -> Expressions:
    """A paper is read where it was published."""
    return {"original": F("original_url")}


def _of_actor(at: str = "") -> dict[str, Case]:
    """Return how an actor is reached; `at` leads to it from another row."""
    return {
        "phone": _if(_known(at) & Q(**{f"{at}phone_public": True}), f"{at}phone"),
        "writes_to": _if(_by_mail(at), f"{at}slug"),
    }


def _known(at: str) -> Q:
    return is_public(Actor, at) & Q(**{f"{at}council_body": False})


def _by_mail(at: str = "") -> Q:
    return _known(at) & ~Q(**{f"{at}mail": ""}) & Q(is_on(f"{at}city", ACTORS))


def _if(condition: Q, column: str) -> Case:
    return Case(When(condition, then=F(column)), default=Value(""), output_field=_TEXT)


def _place(column: str) -> dict[str, Any]:
    return {
        "place": F(column),
        "town": F("city__name"),
        "latitude": F("latitude"),
        "longitude": F("longitude"),
    }
