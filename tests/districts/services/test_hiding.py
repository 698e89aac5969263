"""Whether it was news that an entry was hidden, or shown again."""

import pytest
from django.test import Client

from community import contract
from districts import services
from districts.models import Project
from tests.districts.conftest import Town
from tests.people import moderator


@pytest.mark.parametrize(
    ("state", "hidden", "news", "after"),
    [
        ("live", True, True, "hidden"),
        ("hidden", True, False, "hidden"),
        # What waits was seen by nobody: it is hidden, and that is no news.
        ("held", True, False, "hidden"),
        ("hidden", False, True, "live"),
        ("live", False, False, "live"),
        # What waits is not published by being shown again.
        ("held", False, False, "held"),
    ],
)
def test_hide_entry(town: Town, state: str, hidden: bool, news: bool, after: str) -> None:
    Project.objects.filter(pk=town.project.pk).update(state=state)
    project = Project.objects.get(pk=town.project.pk)
    assert services.hide_entry(entry=project, hidden=hidden) is news
    assert Project.objects.get(pk=project.pk).state == after


def test_a_text_that_is_hidden_does_not_return_with_its_entry(town: Town, client: Client) -> None:
    """Its only text hidden, an entry is hidden as a whole; the text comes back first."""
    services.entry_revisions.ensure_revision(town.project)
    kind, by, address = contract.kind("project"), moderator(), town.project.get_absolute_url()
    kind.hide(town.project, 1, by, "Name")
    hidden = Project.objects.get(pk=town.project.pk)
    assert hidden.state == "hidden"
    assert not kind.is_hidden(hidden, 0)  # type: ignore[misc]
    assert not kind.show(hidden, 0, by)  # type: ignore[misc]
    assert client.get(address).status_code == 404
    assert kind.show(hidden, 1, by)  # type: ignore[misc]
    assert kind.is_hidden(hidden, 0)  # type: ignore[misc]
    assert kind.show(hidden, 0, by)  # type: ignore[misc]
    assert client.get(address).status_code == 200
