"""What tests of pictures share."""

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
