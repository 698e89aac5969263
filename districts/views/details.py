"""One project, actor, network, council paper or wanted item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import contract, trust
from community.inbox.hiding import is_hidden
from districts import entries, panels
from districts.calendar import times
from districts.entries import EntryKind, revision_text
from districts.entries.dates import when
from districts.entries.revision_values import snapshot
from districts.lists.cards import cards
from districts.lists.choice_labels import access_words
from districts.map.journey import journey_of
from districts.map.signs import sign_at
from districts.models import (
    Actor,
    ConditionKind,
    CouncilPaper,
    Date,
    Entry,
    Need,
    Network,
    Project,
    VersionedEntry,
)
from districts.models.entries import if_public
from districts.pages import schema_org
from districts.pages.changes_since_adoption import changes_since
from districts.pages.family_tree import family_of
from districts.pages.relations import RelatedThing, links_of
from districts.pages.similar import similar_to
from districts.pages.written_in import tell
from districts.services.outcomes import public_replies
from districts.services.relaying import address_of
from districts.services.taking_over import criteria
from districts.shown import said_by_entry
from districts.views.cancelling import may_cancel
from districts.views.linking import may_link
from districts.views.single_times import may_change
from districts.views.wanting import may_close
from text.captured import data_block
from versions.around import tabs

Links = Mapping[str, list[RelatedThing]]
#: So many of the next times a page shows: a year of a monthly or quarterly forum.
SHOWN = 6


def page_view(kind: EntryKind) -> Any:
    """Return the view of the page of one entry of a kind."""

    @require_safe
    def page(request: HttpRequest, slug: str) -> HttpResponse:
        rows = kind.page.along(
            kind.model.objects.visible_to(request.user).with_usage().with_places()
        )
        found = get_object_or_404(rows, slug=slug)
        said_by_entry(found)
        links = links_of(found, *kind.page.links(found))
        context = {
            **common(request, found),
            "kind": kind,
            "list_url": kind.list_url if kind.listed else "",
            "lead": getattr(found, "summary", ""),
            "links": links,
            "tabs": tabs(found.get_absolute_url(), "", rests=found.rests) if kind.shape else [],
            "right_url": f"{found.get_absolute_url()}stimmt-noch/" if kind.writing else "",
            **kind.page.more(request, found, links),
        }
        return render(request, kind.page.template, context)

    return page


def of_any(request: HttpRequest, entry: VersionedEntry, links: Links) -> dict[str, Any]:
    """Show whatever an entry says, field by field."""
    said = frozenset({entries.of(entry).naming, "summary", "districts", "topics", "city"})
    fields = {name: value for name, value in snapshot(entry).items() if name not in said}
    return {"pairs": revision_text.pairs(entry, fields)}


def of_project(request: HttpRequest, project: Project, links: Links) -> dict[str, Any]:
    """Show a project: what it is, what it took, how it went, and where it went on."""
    family = family_of(project, request.user)
    kinds = dict(ConditionKind.choices)
    outcomes = family.outcomes if family else {}
    return {
        "project": project,
        "schema_org": data_block(schema_org.of_project(project, links)),
        "conditions": [{"kind": kinds.get(c.slug), "text": c.name} for c in links["conditions"]],
        "adoption": family.own if family else None,
        "since": changes_since(family.own) if family and family.own else None,
        "may_answer": trust.may(request.user, "publish", project),
        "replies": public_replies(project),
        "family": family,
        "outcomes": [{"status": status, "n": n} for status, n in outcomes.items()],
        "journey": journey_of(family) if family else None,
        "similar": similar_to(project) if project.state == "live" else [],
        "criteria": criteria(project) if trust.may(request.user, "review", project) else [],
    }


def of_actor(request: HttpRequest, actor: Actor, links: Links) -> dict[str, Any]:
    """Show an actor and what it takes part in."""
    projects = actor.projects.visible_to(request.user).filter(nameless=False)
    own = trust.cares(request.user)
    return {
        "actor": actor,
        "kicker": actor.get_sector_display(),
        "schema_org": data_block(schema_org.of_actor(actor)),
        "access": access_words(actor.access),
        "cares": bool(own and trust.scopes_of(actor) & own),
        "networks": actor.networks.live().order_by("sort_key")[:20],
        "facilities": actor.facilities.live().order_by("sort_key")[:50],
        "projects": cards(projects.order_by("sort_key").with_places()[:12]),
        "papers": actor.papers.live().defer("text", "files").newest_first()[:10],
    }


def of_network(request: HttpRequest, network: Network, links: Links) -> dict[str, Any]:
    """Show a network and who belongs to it."""
    return {
        "network": network,
        "schema_org": data_block(schema_org.of_network(network, links)),
        "purposes": [purpose.label for purpose in network.purpose_list],
    }


def of_paper(request: HttpRequest, paper: CouncilPaper, links: Links) -> dict[str, Any]:
    """Show a council paper and what it is linked to, both ways."""
    return {
        "paper": paper,
        "kicker": paper.paper_type,
        "schema_org": data_block(schema_org.of_paper(paper, links)),
        "may_link": may_link(request.user, paper),
    }


def of_need(request: HttpRequest, need: Need, links: Links) -> dict[str, Any]:
    """Show something wanted."""
    return {
        "need": need,
        "schema_org": "" if need.found_at else data_block(schema_org.of_need(need)),
        "reachable": not need.found_at and not need.rests and bool(address_of(need)),
        "may_close": may_close(request.user, need),
        "origin": if_public(need.origin),
    }


def of_date(request: HttpRequest, date: Date, links: Links) -> dict[str, Any]:
    """Show one date, with its next occurrences."""
    shown = times.shown(date, timezone.now())
    data = schema_org.of_date(shown)
    return {
        "date": date,
        "kicker": date.get_kind_display(),
        "schema_org": data_block(data) if date.state == "live" else "",
        "when": when(date, shown.time),
        "shown": shown,
        "access": access_words(date.access),
        "may_cancel": may_cancel(request.user, date),
        "coming": times.next_ones(date, timezone.now(), SHOWN) if date.recurrence else [],
        "may_change": date.recurrence and may_change(request.user, date),
        "organiser": if_public(date.organiser) or "",
        "papers": date.papers.live().defer("text", "files").newest_first()[:20],
    }


def common(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """Return what the pages of all entries show alike."""
    places = list(entry.districts.all())
    return {
        "entry": entry,
        "foreign": tell(request, entry.get_absolute_url()),
        "places": places,
        "lage": sign_at(places, entry),
        "panels": panels.panels_for(entry, request.user),
        "may_show": _may_show(request.user, entry),
        "may_confirm": entry.state == "live" and trust.may(request.user, "confirm", entry),
    }


def _may_show(user: trust.Person, entry: Entry) -> bool:
    """Say whether this reader may give a hidden entry back to the public."""
    return trust.may(user, "hide", entry) and is_hidden(contract.kind(entry.KIND), entry)
