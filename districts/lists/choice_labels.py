"""What are choices called? For places that hold only the value."""

from districts import entries
from districts.models import Access, Sector, Status
from districts.models.projects import reasons_of


def kind_label(kind: str) -> str:
    """Return the word for a kind of entry."""
    return str(entries.by_key(kind).one)


def status_label(value: str) -> str:
    """Return the word for a project's status."""
    return str(dict(Status.choices).get(value, value))


def because(status: str, reasons: str) -> str:
    """Return why a project did not hold, in words; nothing for all others."""
    return ", ".join(str(reason.label) for reason in reasons_of(status, reasons))


def sector_label(value: str) -> str:
    """Return the word for an actor's sector."""
    return str(dict(Sector.choices).get(value, value))


def access_words(values: list[str]) -> list[str]:
    """Return the words for what a place offers, in the order the product lists them."""
    return [str(label) for value, label in Access.choices if value in values]
