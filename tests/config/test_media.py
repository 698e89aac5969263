"""Uploaded pictures are handed out, and nothing else that lies in the same folder."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from pictures.models import Picture

pytestmark = pytest.mark.any_database


@pytest.fixture
def address(db: None) -> str:
    """The address of one size of an uploaded picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(drawn, "PNG")
    picture = Picture.objects.create(
        title="Brunnen", file=ContentFile(drawn.getvalue(), name="brunnen.png")
    )
    return str(picture.get_rendition("width-200|format-webp").url)


def test_a_picture_is_handed_out_and_kept_by_browsers(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"
    assert "immutable" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.post(address).status_code == 405
    assert (
        client.get(address, headers={"if-modified-since": answer["Last-Modified"]}).status_code
        == 304
    )


@pytest.mark.parametrize(
    "path",
    [
        "documents/geheim.pdf",
        "original_images/brunnen.png",
        "images/../documents/geheim.pdf",
        "images/%2e%2e/documents/geheim.pdf",
        "images/",
        "images/fehlt.png",
        "images//etc/passwd",
        "images/a%00b.png",
    ],
)
def test_nothing_else_is(client: Client, db: None, path: str) -> None:
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "geheim.pdf").write_text("nur für wenige")
    assert client.get(f"/media/{path}").status_code in {400, 404}
