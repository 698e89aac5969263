"""Sample data for the style guide: a list with its head, filters, cards and a table."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import mark_safe

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def lage(slug: str) -> dict[str, str]:
    """A Lagezeichen of the invented sample city."""
    return {"sprite": static("img/lagezeichen-sample.svg"), "slug": slug}


def cards() -> list[dict[str, Any]]:
    """Three things as a list shows them."""
    return [
        {
            "kind_label": "Projekt",
            "title": "Mittagstisch am Dienstag",
            "url": "#card",
            "district": "Hafen",
            "lage": lage("hafen"),
            "snippet": mark_safe("Gemeinsam kochen: ein <mark>Mittagstisch</mark> für alle."),
            "status": "running",
            "date": WHEN,
        },
        {
            "kind_label": "Wiki-Artikel",
            "title": "Wie ein Repair-Café anfängt",
            "url": "#card",
            "district": "Mühlental",
            "lage": lage("muehlental"),
            "summary": "Was man braucht, was schiefgehen kann und wer schon hilft.",
            "date": WHEN,
            "authors": "Renate Beispiel und 4 weitere",
        },
        {
            "kind_label": "Termin",
            "title": "Forum der Stadtteilvernetzung",
            "url": "#card",
            "district": "ganze Stadt",
            "lage": lage(""),
            "summary": "Vierteljährliches Treffen, diesmal zum Thema Hitze im Sommer.",
            "place": "Bürgerhaus Rosenberg",
            "date": WHEN,
            "date_label": "am",
        },
    ]


def lists() -> dict[str, Any]:
    """Data for everything around a list: head, filters, cards, table."""
    short, shown = ("kind_label", "title", "url", "district", "lage", "summary"), cards()
    return {
        "cards": shown,
        "short_cards": [{name: card.get(name, "") for name in short} for card in shown],
        "sorts": [
            {"label": "Name", "url": "?sort=name", "current": True},
            {"label": "Neueste zuerst", "url": "?sort=date", "current": False},
        ],
        "chips": [{"label": "Hafen", "url": "?"}, {"label": "läuft", "url": "?"}],
        "facets": [
            {
                "name": "district",
                "label": "Stadtbezirk",
                "values": [
                    SimpleNamespace(value="hafen", label="Hafen", count=12, selected=True),
                    SimpleNamespace(value="muehlental", label="Mühlental", count=7, selected=False),
                    SimpleNamespace(value="rosenberg", label="Rosenberg", count=0, selected=False),
                ],
            }
        ],
        "districts": [
            {"slug": "hafen", "name": "Hafen"},
            {"slug": "muehlental", "name": "Mühlental"},
        ],
        "table": {
            "headers": ["Stadtbezirk", "Projekte", "Akteure", "Stand"],
            "rows": [
                ["Hafen", "12", "31", "22.11.2026"],
                ["Mühlental", "7", "18", "22.11.2026"],
            ],
        },
    }
