"""One project, actor, network, council paper or wanted item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import pagecache
from accounts.models import User
from community import contract, trust
from community.inbox.hiding import is_hidden
from community.talk import shown as talk
from community.watching import watchable, watches
from districts import entries, panels
from districts.calendar import times
from districts.entries import EntryKind, revision_text
from districts.entries.dates import DATES, when
from districts.entries.revision_values import snapshot
from districts.lists.cards import cards
from districts.lists.choice_labels import access_words
from districts.map.journey import journey_of
from districts.map.signs import sign_at
from districts.models import (
    Actor,
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
from districts.pages.entry_parts import entry_at, entry_parts, sharing_with
from districts.pages.family_tree import family_of
from districts.pages.project_facts import beginning, facts_of, needs_of, said
from districts.pages.relations import RelatedThing, links_of
from districts.pages.similar import similar_to
from districts.pages.written_in import tell
from districts.services.outcomes import public_replies
from districts.services.taking_over import criteria
from districts.views.cancelling import may_cancel
from districts.views.linking import may_link
from districts.views.single_times import may_change
from districts.views.wanting import may_close
from text.captured import data_block
from text.site_address import absolute_url
from versions.around import tabs

Links = Mapping[str, list[RelatedThing]]
#: So many of the next times a page shows: a year of a monthly or quarterly forum.
SHOWN = 6


def page_view(kind: EntryKind) -> Any:
    """Return the view of the page of one entry of a kind."""

    @require_safe
    def page(request: HttpRequest, slug: str) -> HttpResponse:
        pagecache.shows_only()  # beside the parts, which say what they show
        sharing = sharing_with(request.user)
        entry = entry_at(kind, slug, sharing)
        if entry is None:
            raise Http404
        foreign = tell(request, entry.get_absolute_url())
        rights = {
            "may_show": _may_show(request.user, entry),
            **kind.page.rights(request.user, entry),
        }

        def make() -> dict[str, Any]:
            return {**_said(kind, entry, sharing.reader), "foreign": foreign}

        context = {
            "entry": entry,
            "full_url": absolute_url(entry),
            "parts": entry_parts(
                request, entry, kind.page.template, make, sharing=sharing, rights=rights
            ),
            "right_url": f"{entry.get_absolute_url()}stimmt-noch/"
            if _is_checked(kind, entry)
            else "",
            **_watching(request.user, kind, entry),
            "may_confirm": entry.state == "live" and trust.may(request.user, "confirm", entry),
        }
        return render(request, "districts/entry_page.html", context)

    return page


def _watching(user: trust.Person, kind: EntryKind, entry: Entry) -> dict[str, Any]:
    """Say where an entry is followed and whether this reader does; one query, none for guests."""
    if entry.state != "live" or not watchable.can_be_watched(kind.key):
        return {}
    return {
        "watch_url": f"{entry.get_absolute_url()}beobachten/",
        "watched": watches.is_watched(user, kind.key, entry.pk),
    }


def _said(kind: EntryKind, entry: Entry, reader: trust.Person) -> dict[str, Any]:
    """Return what the page of an entry says to all who see the same as a reader."""
    links = links_of(entry, *kind.page.links(entry))
    places = list(entry.districts.all())
    return {
        "entry": entry,
        "kind": kind,
        "list_url": kind.list_url if kind.listed else "",
        "lead": getattr(entry, "summary", ""),
        "links": links,
        "places": places,
        "lage": sign_at(places, entry),
        "acts": kind.acts_of(entry),
        "panels": panels.panels_for(entry, reader),
        "talk": talk.below(kind.key, entry) if kind.talk and entry.state == "live" else "",
        "tabs": tabs(entry, entry.get_absolute_url(), "") if kind.shape else [],
        **kind.page.more(reader, entry, links),
    }


def _is_checked(kind: EntryKind, entry: Entry) -> bool:
    """Say whether people check an entry: what is read from a council's system they do not."""
    imported = getattr(entry, "council_body", False) or getattr(entry, "council_meeting", False)
    return bool(kind.writing) and not imported


def of_any(reader: trust.Person, entry: VersionedEntry, links: Links) -> dict[str, Any]:
    """Show whatever an entry says, field by field."""
    said = frozenset({entries.of(entry).naming, "summary", "districts", "topics", "city"})
    fields = {name: value for name, value in snapshot(entry).items() if name not in said}
    return {"pairs": revision_text.pairs(entry, fields)}


def of_project(reader: trust.Person, project: Project, links: Links) -> dict[str, Any]:
    """Show a project: what it is, what it took, how it went, and where it went on."""
    family = family_of(project, reader)
    outcomes = family.outcomes if family else {}
    return {
        "project": project,
        "schema_org": data_block(schema_org.of_project(project, links)),
        "facts": said(
            facts_of(project, whom=[g.name for g in links["target_groups"]], year=project.began)
        ),
        "conditions": needs_of(links["conditions"]),
        "adoption": family.own if family else None,
        "since": changes_since(family.own) if family and family.own else None,
        "replies": public_replies(project),
        "why": beginning(project.what_did_not_work),
        "family": family,
        "outcomes": [{"status": status, "n": n} for status, n in outcomes.items()],
        "journey": journey_of(family) if family else None,
        "similar": similar_to(project) if project.state == "live" else [],
        "criteria": lambda: criteria(project),  # asked only for whoever may name it
    }


def of_actor(reader: trust.Person, actor: Actor, links: Links) -> dict[str, Any]:
    """Show an actor and what it takes part in."""
    projects = actor.projects.visible_to(reader).filter(nameless=False)
    return {
        "actor": actor,
        "kicker": actor.get_sector_display(),
        "schema_org": data_block(schema_org.of_actor(actor)),
        "access": access_words(actor.access),
        "networks": actor.networks.live().order_by("sort_key", "pk")[:20],
        "facilities": actor.facilities.live().order_by("sort_key", "pk")[:50],
        "projects": cards(projects.order_by("sort_key", "pk").with_places()[:12]),
        "papers": actor.papers.live().defer("text", "files").newest_first()[:10],
    }


def of_network(reader: trust.Person, network: Network, links: Links) -> dict[str, Any]:
    """Show a network and who belongs to it."""
    return {
        "network": network,
        "schema_org": data_block(schema_org.of_network(network, links)),
        "purposes": [purpose.label for purpose in network.purpose_list],
    }


def of_paper(reader: trust.Person, paper: CouncilPaper, links: Links) -> dict[str, Any]:
    """Show a council paper and what it is linked to, both ways."""
    return {
        "paper": paper,
        "kicker": paper.paper_type,
        "schema_org": data_block(schema_org.of_paper(paper, links)),
    }


def of_need(reader: trust.Person, need: Need, links: Links) -> dict[str, Any]:
    """Show something wanted."""
    return {
        "need": need,
        "schema_org": "" if need.found_at else data_block(schema_org.of_need(need)),
        "origin": if_public(need.origin),
    }


def of_date(reader: trust.Person, date: Date, links: Links) -> dict[str, Any]:
    """Show one date, with its next occurrences."""
    shown = times.shown(date, timezone.now())
    data = schema_org.of_date(shown)
    return {
        "date": date,
        "acts": DATES.acts_of(date, place=shown.place),
        "kicker": date.get_kind_display(),
        "schema_org": data_block(data) if date.state == "live" else "",
        "when": when(date, shown.time),
        "shown": shown,
        "access": access_words(date.access),
        "coming": times.next_ones(date, timezone.now(), SHOWN) if date.recurrence else [],
        "organiser": if_public(date.organiser) or "",
        "papers": date.papers.live().defer("text", "files").newest_first()[:20],
    }


def _may_show(user: trust.Person, entry: Entry) -> bool:
    """Say whether this reader may give a hidden entry back to the public."""
    hidden = entry.state == "hidden" and is_hidden(contract.kind(entry.KIND), entry)
    return hidden and trust.may(user, "hide", entry)


def may_at_project(user: trust.Person, project: Project) -> dict[str, bool]:
    """Say what a reader may do on the page of a project."""
    return {
        "may_answer": trust.may(user, "publish", project),
        "may_name": trust.may(user, "review", project),
    }


def may_at_actor(user: trust.Person, actor: Actor) -> dict[str, bool]:
    """Say what a reader may do on the page of an actor."""
    own = trust.cares(user)
    return {
        "cares": bool(own and trust.scopes_of(actor) & own),
        "is_guest": not isinstance(user, User),
    }


def may_at_paper(user: trust.Person, paper: CouncilPaper) -> dict[str, bool]:
    """Say what a reader may do on the page of a paper."""
    return {"may_link": may_link(user, paper)}


def may_at_need(user: trust.Person, need: Need) -> dict[str, bool]:
    """Say what a reader may do on the page of something wanted."""
    return {"may_close": may_close(user, need)}


def may_at_date(user: trust.Person, date: Date) -> dict[str, bool]:
    """Say what a reader may do on the page of a date."""
    changes = bool(date.recurrence) and may_change(user, date)
    return {
        "may_cancel": may_cancel(user, date),
        "may_change": changes,
        "may_publish": changes and trust.may(user, "publish", date),
    }


def nothing_more(user: trust.Person, entry: Entry) -> dict[str, bool]:
    """Say that readers may do there what they may do at any entry."""
    return {}
