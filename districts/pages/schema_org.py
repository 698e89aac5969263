"""What does the directory say to search engines? schema.org as JSON-LD.

Callers ask for public entries only, and give the links that the page of the entry shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from districts.calendar import recurrence
from districts.calendar.times import ShownTime
from districts.models import Actor, CouncilPaper, District, Need, Network, Project
from districts.pages.relations import RelatedThing
from text.inline import in_words
from text.phones import numbers
from text.site_address import absolute_url


def of_actor(actor: Actor) -> dict[str, Any]:
    """Return an actor as an organisation; the phone number only where it may be shown."""
    return {
        "@type": "LocalBusiness" if actor.sector == "business" else "Organization",
        "name": actor.name,
        "url": absolute_url(actor),
        "description": actor.summary,
        "sameAs": actor.website,
        "telephone": _telephone(actor.phone) if actor.phone_public else "",
        "address": actor.address,
        "areaServed": [district.name for district in actor.districts.all()],
    }


def of_date(shown: ShownTime) -> dict[str, Any]:
    """Return a date as an event, at one of its times."""
    date, start, end = shown.entry, shown.time.start, shown.time.end
    before = shown.time.regular if shown.moved_from else None
    status = "Cancelled" if shown.cancelled else "Rescheduled" if before else "Scheduled"
    return {
        "@type": "Event",
        "name": date.title,
        "url": absolute_url(date),
        "description": in_words(shown.text),
        "startDate": start.astimezone(recurrence.ZONE).isoformat(),
        "endDate": end.astimezone(recurrence.ZONE).isoformat(),
        "previousStartDate": before.astimezone(recurrence.ZONE).isoformat() if before else "",
        "eventStatus": f"https://schema.org/Event{status}",
        "location": {"@type": "Place", "name": shown.place, "address": shown.place}
        if shown.place
        else None,
    }


def of_project(project: Project, links: Mapping[str, list[RelatedThing]]) -> dict[str, Any]:
    """Return a project; one without names tells no organisation."""
    actors = [] if project.nameless else links.get("actors", [])
    return {
        "@type": "Project",
        "name": project.title,
        "url": absolute_url(project),
        "description": in_words(project.summary),
        "areaServed": _areas(project.districts.all()),
        "keywords": [link.name for link in links.get("topics", [])],
        "member": _organisations(actors),
    }


def of_network(network: Network, links: Mapping[str, list[RelatedThing]]) -> dict[str, Any]:
    """Return a network as an organisation of its members."""
    return {
        "@type": "Organization",
        "name": network.title,
        "url": absolute_url(network),
        "description": in_words(network.summary or network.text),
        "sameAs": network.website,
        "areaServed": _areas(network.districts.all()),
        "keywords": [link.name for link in links.get("topics", [])],
        "member": _organisations(links.get("actors", [])),
    }


def of_paper(paper: CouncilPaper, links: Mapping[str, list[RelatedThing]]) -> dict[str, Any]:
    """Return a council paper as a document; the original counts."""
    return {
        "@type": "DigitalDocument",
        "name": paper.title,
        "url": absolute_url(paper),
        "identifier": paper.reference,
        "genre": paper.paper_type,
        "datePublished": paper.date.isoformat() if paper.date else "",
        "sameAs": paper.original_url,
        "spatialCoverage": _areas(paper.districts.all()),
        "keywords": [link.name for link in links.get("topics", [])],
        "author": _organisations(links.get("bodies", [])),
    }


def of_need(need: Need) -> dict[str, Any]:
    """Return something that is wanted."""
    return {
        "@type": "Demand",
        "name": need.title,
        "url": absolute_url(need),
        "description": in_words(need.text),
        "areaServed": _areas(need.districts.all()),
    }


def of_district(district: District) -> dict[str, Any]:
    """Return a district as a place in its city."""
    data: dict[str, Any] = {
        "@type": "AdministrativeArea",
        "name": district.name,
        "url": absolute_url(district),
        "description": in_words(district.sentence),
        "containedInPlace": {"@type": "City", "name": district.city.name},
    }
    if district.latitude is not None and district.longitude is not None and not district.schematic:
        place = {"latitude": district.latitude, "longitude": district.longitude}
        data["geo"] = {"@type": "GeoCoordinates"} | place
    return data


def _telephone(written: str) -> str | list[str]:
    """Return the numbers that can be dialled; several are a list."""
    found = [phone.number for phone in numbers(written) if phone.number]
    return found if len(found) > 1 else "".join(found)


def _areas(districts: Iterable[District]) -> list[dict[str, Any]]:
    return [{"@type": "AdministrativeArea", "name": district.name} for district in districts]


def _organisations(links: Iterable[RelatedThing]) -> list[dict[str, Any]]:
    return [
        {"@type": "Organization", "name": link.name, "url": absolute_url(link.url)}
        for link in links
    ]
