"""A folder of what is not public that a web server would hand out is named before the start."""

from typing import Any

import pytest
from django.core import checks

from pictures.checks import private_folder


@pytest.mark.parametrize("within", ["MEDIA_ROOT", "STATIC_ROOT"])
@pytest.mark.parametrize("below", ["", "/private", "/a/../private"])
def test_among_what_is_handed_out(settings: Any, within: str, below: str) -> None:
    settings.PRIVATE_MEDIA_ROOT = f"{getattr(settings, within)}{below}"
    assert [found.id for found in private_folder(None)] == ["pictures.E001"]


def test_beside_it(settings: Any) -> None:
    settings.PRIVATE_MEDIA_ROOT = f"{settings.MEDIA_ROOT}-private"
    assert private_folder(None) == []
    assert private_folder in checks.registry.registry.deployment_checks
