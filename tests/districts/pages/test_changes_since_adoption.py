"""What somebody who took a project over is told of its source: only what may be read."""

from typing import Any

import pytest
from django.utils import translation

from districts import services
from districts.models import Adoption, Project
from districts.pages.changes_since_adoption import changes_since
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption(town: Town) -> Adoption:
    """A project of the east, taken over from that of the west as it was at first."""
    mine = services.create_project(title="Meine Bank", districts=[town.east])
    return Adoption.objects.create(
        project=mine, source=town.project, source_revision=town.project.published_number
    )


def told(adoption: Adoption, **values: Any) -> list[str] | None:
    services.update_project(project=adoption.source, **values)
    fresh = Adoption.objects.select_related("source").get(pk=adoption.pk)
    with translation.override("de"):
        found = changes_since(fresh)
    return None if found is None else [str(label) for label in found["labels"]]


def test_nothing_has_changed(adoption: Adoption) -> None:
    assert changes_since(adoption) is None


def test_what_has_changed_is_named_in_the_order_of_the_form(adoption: Adoption) -> None:
    labels = told(adoption, what_stays="Die Bank", summary="Zum Reden", cost_base=0)
    assert labels is not None
    assert len(labels) == 3


def test_changed_and_changed_back_is_no_change(adoption: Adoption) -> None:
    before = adoption.source.summary
    assert told(adoption, summary="Zum Reden") is not None
    assert told(adoption, summary=before) is None


def test_a_project_that_has_become_nameless_tells_no_names(adoption: Adoption, town: Town) -> None:
    Project.objects.filter(pk=adoption.source_id).update(nameless=True)
    assert told(adoption, actors=[], funded_by="Stadt") is None
    assert told(adoption, summary="Zum Reden") is not None


@pytest.mark.parametrize("number", [1, 2])
def test_a_version_whose_text_was_hidden_is_not_compared(adoption: Adoption, number: int) -> None:
    assert told(adoption, summary="Zum Reden") is not None
    adoption.source.revisions.filter(number=number).update(text_hidden=True)
    fresh = Adoption.objects.select_related("source").get(pk=adoption.pk)
    assert changes_since(fresh) is None
