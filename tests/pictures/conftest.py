"""What tests of pictures share."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from accounts.services import create_user
from pictures.models import Picture
from tests.pictures.factories import create_picture


@pytest.fixture
def picture(db: None) -> Picture:
    """A public image with all that belongs to it."""
    return create_picture()


@pytest.fixture
def moderator(db: None) -> User:
    """Somebody who may hide things."""
    return create_user(email="m@example.org", name="Mara", trust=User.Trust.MODERATOR)


@pytest.fixture
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Folders for public and private files that no other test knows."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "private")
