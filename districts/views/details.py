"""One project, actor, network, council paper or wanted item."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community import contract, trust
from community.hiding import is_hidden
from districts import panels
from districts.cards import cards
from districts.family import family_of
from districts.journey import journey_of
from districts.linked import links_of
from districts.linked_data import of_actor, of_need, of_network, of_paper, of_project
from districts.models import Actor, ConditionKind, CouncilPaper, Need, Network, Project
from districts.models.entries import if_public
from districts.services.outcomes import public_replies
from districts.services.relaying import address_of
from districts.services.taking_over import criteria
from districts.signs import sign_of, sign_of_city
from districts.similar import similar_to
from districts.since import changes_since
from districts.views.around import tabs
from districts.views.linking import may_link
from districts.views.wanting import may_close
from districts.words import access_words
from districts.written_in import tell
from text.captured import data_block


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a project: what it is, what it took, how it went, and where it went on."""
    rows = Project.objects.visible_to(request.user)
    found = get_object_or_404(rows.with_places(), slug=slug)
    relations = ["topics", "target_groups", "conditions", *([] if found.nameless else ["actors"])]
    family = family_of(found, request.user)
    links = links_of(found, *relations)
    kinds = dict(ConditionKind.choices)
    context = {
        **common(request, found),
        "project": found,
        "links": links,
        "linked_data": data_block(of_project(found, links)),
        "conditions": [{"kind": kinds.get(c.slug), "text": c.name} for c in links["conditions"]],
        "adoption": family.own if family else None,
        "since": changes_since(family.own) if family and family.own else None,
        "may_answer": trust.may(request.user, "publish", found),
        "replies": public_replies(found),
        "family": family,
        "outcomes": [
            {"status": status, "n": n} for status, n in (family.outcomes if family else {}).items()
        ],
        "journey": journey_of(family) if family else None,
        "similar": similar_to(found) if found.state == "live" else [],
        "criteria": criteria(found) if trust.may(request.user, "review", found) else [],
        "tabs": tabs(found, ""),
    }
    return render(request, "districts/project.html", context)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an actor and what it takes part in."""
    rows = Actor.objects.visible_to(request.user).with_places().select_related("carrier")
    found = get_object_or_404(rows, slug=slug)
    projects = found.projects.visible_to(request.user).filter(nameless=False)
    context = {
        **common(request, found),
        "actor": found,
        "linked_data": data_block(of_actor(found)),
        "tabs": tabs(found, ""),
        "access": access_words(found.access),
        "cares": bool((own := trust.cares(request.user)) and trust.scopes_of(found) & own),
        "links": links_of(found, "topics"),
        "networks": found.networks.live().order_by("sort_key")[:20],
        "facilities": found.facilities.live().order_by("sort_key")[:50],
        "projects": cards(projects.order_by("sort_key").with_places()[:12]),
        "papers": found.papers.live().defer("text", "files").newest_first()[:10],
    }
    return render(request, "districts/actor.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a network and who belongs to it."""
    found = get_object_or_404(Network.objects.visible_to(request.user).with_places(), slug=slug)
    links = links_of(found, "topics", "actors")
    context = {
        **common(request, found),
        "network": found,
        "linked_data": data_block(of_network(found, links)),
        "purposes": [purpose.label for purpose in found.purpose_list],
        "tabs": tabs(found, ""),
        "links": links,
    }
    return render(request, "districts/network.html", context)


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a council paper and what it is linked to, both ways."""
    rows = CouncilPaper.objects.visible_to(request.user).with_places()
    found = get_object_or_404(rows, slug=slug)
    links = links_of(found, "topics", "projects", "bodies", "meetings", "refers_to", "referred_by")
    context = {
        **common(request, found),
        "paper": found,
        "links": links,
        "linked_data": data_block(of_paper(found, links)),
        "may_link": may_link(request.user, found),
    }
    return render(request, "districts/paper.html", context)


@require_safe
def need(request: HttpRequest, slug: str) -> HttpResponse:
    """Show something wanted."""
    rows = (
        Need.objects.visible_to(request.user).with_places().select_related("origin", "created_by")
    )
    found = get_object_or_404(rows, slug=slug)
    context = {
        **common(request, found),
        "need": found,
        "linked_data": "" if found.found_at else data_block(of_need(found)),
        "reachable": not found.found_at and bool(address_of(found)),
        "may_close": may_close(request.user, found),
        "origin": if_public(found.origin),
        "links": links_of(found, "topics"),
    }
    return render(request, "districts/need.html", context)


def common(request: HttpRequest, entry: Any) -> dict[str, Any]:
    """Return what the pages of all entries show alike."""
    places = list(entry.districts.all())
    return {
        "entry": entry,
        "foreign": tell(request, entry.get_absolute_url()),
        "places": places,
        "lage": sign_of(places[0]) if places else sign_of_city(entry.city),
        "panels": panels.panels_for(entry, request.user),
        "may_show": _may_show(request.user, entry),
        "may_confirm": entry.state == "live" and trust.may(request.user, "confirm", entry),
    }


def _may_show(user: Any, entry: Any) -> bool:
    """Say whether this reader may give a hidden entry back to the public."""
    return trust.may(user, "hide", entry) and is_hidden(contract.kind(entry.KIND), entry)
