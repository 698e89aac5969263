"""Pictures for tests."""

import io

from django.core.files.images import ImageFile
from PIL import Image

from pictures.models import Picture


def png(width: int = 1600, height: int = 900) -> ImageFile:
    """Return the file of a real image."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, "PNG")
    content.seek(0)
    return ImageFile(content, name="bach.png")


def create_picture(**values: object) -> Picture:
    """Make a real image with all that belongs to it."""
    given: dict[str, object] = {
        "title": "Der Bach",
        "description": "Ein Bach unter Weiden",
        "file": png(),
        "credit": "Mia Muster",
        "licence": "cc-by-4.0",
        "source_url": "https://example.org/bach",
        **values,
    }
    return Picture.objects.create(**given)
