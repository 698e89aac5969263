"""Whether it was news that an entry was hidden, or shown again."""

import pytest

from districts import services
from districts.models import Project
from tests.districts.conftest import Town


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
