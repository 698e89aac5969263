"""Which sector the words of a condition name, and which only look as if they did."""

import pytest

from districts.pages.condition_hints import sector_named_in


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("", ""),
        ("Jemand mit Zeit", ""),
        ("Ein Verein, der den Schlüssel hat", "nonprofit"),
        ("EIN SPORTVEREIN", "nonprofit"),
        ("Örtliche Wirtschaft", "business"),
        ("Lokale Wirtschaft und Sozialunternehmen", "social_enterprise"),
        ("Engagierte ohne Träger", "citizens"),
        ("Kirchengemeinde", "church"),
        ("Gemeinnützige GmbH", "nonprofit"),
        # What is in brackets at the end counts first ...
        ("Raum im Verein (Kirche)", "church"),
        ("Raum (Kirche) im Verein (Stiftung)", "foundation"),
        # ... unless it names none.
        ("Ein Verein (mit Schlüssel)", "nonprofit"),
        ("Ein Verein ()", "nonprofit"),
        ("Ein Verein (", "nonprofit"),
        # "Vereinbarung" is no "Verein", nor is what is "vereinzelt" or "vereinfacht".
        ("Jemand, nach Vereinbarung", ""),
        ("Vereinzelt eine Helferin", ""),
        ("Vereinbarung mit dem Turnverein", "nonprofit"),
    ],
)
def test_sector_named_in(text: str, sector: str) -> None:
    assert sector_named_in(text) == sector
