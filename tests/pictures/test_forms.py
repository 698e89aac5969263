"""Whoever uploads a picture says what is to be seen and who made it, in whichever form."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from accounts.services import create_user
from cms.services import AUTHORS
from pictures.models import Picture

# Wagtail's forms leave the files that they were given to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

SEEN = "Bitte sagen Sie in einem Satz, was auf dem Bild zu sehen ist."
MADE = "Bitte sagen Sie, wer das Bild gemacht hat."
LACKING = {"title": "Bach", "collection": "1", "licence": "cc0-1.0", "description": " "}
FULL = LACKING | {"description": "Ein Bach unter Weiden", "credit": "Mia Muster"}


@pytest.fixture(autouse=True)
def writer(client: Client, db: None) -> User:
    user = create_user(email="w@example.org", name="Wilma", groups=(AUTHORS,))
    client.force_login(user)
    return user


def file() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile("bach.png", content.getvalue(), "image/png")


def prefixed(form: dict[str, str], prefix: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in form.items()}


def test_alone(client: Client) -> None:
    answer = client.post("/admin/images/add/", {**LACKING, "file": file()})
    shown = answer.content.decode()
    assert SEEN in shown
    assert MADE in shown
    assert not Picture.objects.exists()
    assert client.post("/admin/images/add/", {**FULL, "file": file()}).status_code == 302
    assert Picture.objects.get().credit == "Mia Muster"


def test_several_at_once(client: Client) -> None:
    sent = {"files[]": file(), "collection": 1, "title": "bach"}
    answer = client.post("/admin/images/multiple/add/", sent).json()
    assert answer["success"]
    assert not Picture.objects.exists()
    for name in ("description", "credit"):
        assert re.search(rf"<(input|textarea)[^>]*-{name}\"[^>]*required", answer["form"])
    number = answer["uploaded_file_id"]
    address = f"/admin/images/multiple/create_from_uploaded_image/{number}/"
    refused = client.post(address, prefixed(LACKING, f"uploaded-image-{number}")).json()
    assert not refused["success"]
    assert SEEN in refused["form"]
    assert MADE in refused["form"]
    assert client.post(address, prefixed(FULL, f"uploaded-image-{number}")).json()["success"]
    picture = Picture.objects.get()
    again = prefixed(LACKING, f"image-{picture.pk}")
    assert not client.post(f"/admin/images/multiple/{picture.pk}/", again).json()["success"]


def test_while_choosing_one(client: Client) -> None:
    name = "image-chooser-upload"
    sent = prefixed(LACKING, name) | {f"{name}-file": file()}  # type: ignore[dict-item]
    refused = client.post("/admin/images/chooser/create/", sent).json()
    assert refused["step"] == "reshow_creation_form"
    assert SEEN in refused["htmlFragment"]
    assert MADE in refused["htmlFragment"]
    assert not Picture.objects.exists()
    sent = prefixed(FULL, name) | {f"{name}-file": file()}  # type: ignore[dict-item]
    assert client.post("/admin/images/chooser/create/", sent).json()["step"] == "chosen"
