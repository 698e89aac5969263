"""No stored picture tells where, when and with what it was taken, whichever way it came in."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from accounts.services import create_user
from cms.services import EDITORS
from pictures.models import Picture
from pictures.stripping import bare, check
from tests.cms.forms import send
from tests.fixtures.conditions import every_day, full_proofs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,  # pictures are read and written in the same way on every kind of database
    # Wagtail leaves the files of uploads open.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
CANARY = b"KanarienKamera"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, GREEN = (220, 30, 30), (30, 160, 30)
ON_ITS_SIDE = 6
FILLED = {
    "title": "Mein Titel",
    "collection": 1,
    "licence": "cc0-1.0",
    "tags": "",
    "description": "Ein Haus",
    "credit": "Mia Muster",
}
#: What is taken as an image, and what may stand among documents besides.
FORMATS = ("jpg", "png", "webp", "avif", "heic")
OTHERS = ("gif", "tif")
NAMES = {"jpg": "JPEG", "heic": "HEIF", "tif": "TIFF"}


def photo(kind: str = "jpg", *, orientation: int = 1) -> bytes:
    """Return a wide picture, red to the left and green to the right, full of what is not seen."""
    drawn = Image.new("RGB", (160, 80), RED)
    drawn.paste(GREEN, (80, 0, 160, 80))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = CANARY.decode(), orientation
    exif[0x8825] = {1: "N", 2: (48.0, 46.0, 30.0), 29: CANARY.decode()}
    more: dict[str, Any] = {"exif": exif.tobytes(), "icc_profile": PROFILE}
    if kind == "png":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", CANARY.decode())
        words.add_itxt("XML:com.adobe.xmp", CANARY.decode(), zip=False)
        more["pnginfo"] = words
    elif kind == "gif":
        more = {"comment": CANARY}
    elif kind == "tif":
        more = {"tiffinfo": {271: CANARY.decode(), 274: orientation, 700: CANARY}}
    else:
        more["xmp"] = b"<x:xmpmeta>" + CANARY
    if kind == "jpg":
        more |= {"comment": CANARY, "quality": 95}
    made = io.BytesIO()
    drawn.save(made, NAMES.get(kind, kind.upper()), **more)
    behind = CANARY if kind in ("jpg", "png", "gif") else b""
    return made.getvalue() + behind


def upload(kind: str = "jpg", **how: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"foto.{kind}", photo(kind, **how), f"image/{kind}")


@pytest.fixture(scope="module", autouse=True)
def collected() -> Iterator[None]:
    yield
    gc.collect()  # what is left open must not be found in another module


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    return client


#: How JPEG and PNG files begin.
DRAWN = {b"\xff\xd8\xff", b"\x89PN"}


def heads(media: Path) -> set[bytes]:
    """Return how the stored files begin."""
    return {path.read_bytes()[:3] for path in media.rglob("*") if path.is_file()}


def telling(media: Path) -> list[str]:
    """Return the stored files in which the canary is to be found."""
    files = [path for path in media.rglob("*") if path.is_file()]
    assert files, "something was stored"
    return [str(path) for path in files if CANARY in path.read_bytes()]


def add(client: Client, file: SimpleUploadedFile) -> None:
    answer = client.post("/admin/images/add/", {**FILLED, "file": file})
    assert answer.status_code == 302, answer.context["form"].errors


def add_several(client: Client, file: SimpleUploadedFile) -> None:
    """Where the form asks for more than a file, it waits as an upload until that is given."""
    answer = client.post("/admin/images/multiple/add/", {"files[]": file, "collection": 1})
    number = answer.json()["uploaded_file_id"]
    assert heads(Path(default_storage.location)) <= DRAWN, "nothing is kept as it came meanwhile"
    data = {f"uploaded-image-{number}-{name}": value for name, value in FILLED.items()}
    url = f"/admin/images/multiple/create_from_uploaded_image/{number}/"
    assert client.post(url, data).json()["success"]


def choose(client: Client, file: SimpleUploadedFile) -> None:
    data = {f"image-chooser-upload-{name}": value for name, value in FILLED.items()}
    data["image-chooser-upload-file"] = file
    assert client.post("/admin/images/chooser/create/", data).json()["step"] == "chosen"


def replace(client: Client, file: SimpleUploadedFile) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (10, 10)).save(plain, "PNG")
    made = Picture.objects.create(title="Alt", file=ContentFile(plain.getvalue(), "alt.png"))
    data = {**FILLED, "file": file}
    assert send(client, f"/admin/images/{made.pk}/", data).status_code == 302


def by_program(client: Client, file: SimpleUploadedFile) -> None:
    Picture.objects.create(title="Foto", file=file)


def later(client: Client, file: SimpleUploadedFile) -> None:
    """The way of an upload whose other fields were wrong at first."""
    made = Picture(title="Foto", width=0, height=0)
    waiting = UploadedFile.objects.create(file=file)
    made.file.save("foto.bin", waiting.file.file, save=False)
    made._set_image_file_metadata()
    made.save()


WAYS = (add, add_several, choose, replace, by_program, later)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("way", WAYS)
def test_a_picture_is_drawn_anew_on_every_way_in(
    editor: Client, media: Path, way: Callable[[Client, SimpleUploadedFile], None], kind: str
) -> None:
    way(editor, upload(kind, orientation=ON_ITS_SIDE))
    made = Picture.objects.latest("pk")
    assert telling(media) == []
    # A program may put an upload of its own beside it: that one is stripped.
    found = set() if way is later else heads(media)
    assert found <= DRAWN, "nothing is kept as it came, not for a moment"
    with made.file.open() as file, Image.open(file) as kept:
        assert not kept.getexif()
        assert kept.size == (made.width, made.height)
        assert kept.size == (80, 160), "turned as it is looked at"
        assert kept.format in ("JPEG", "PNG"), "drawn anew"
        assert made.file.name.endswith(".png" if kept.format == "PNG" else ".jpg")
        pixel = kept.convert("RGB").getpixel((40, 20))
        assert all(abs(a - b) < 30 for a, b in zip(pixel, RED, strict=True)), pixel
    assert made.get_file_size() == made.file.size
    stored = made.file_hash
    made.file_hash = ""
    assert stored in ("", made.get_file_hash()), "the digest is that of what is kept"


@pytest.mark.parametrize("spec", ["original", "width-60", "width-60|format-webp", "format-jpeg"])
def test_no_size_tells_more_than_the_picture(media: Path, spec: str) -> None:
    for kind in FORMATS:
        made = Picture.objects.create(title=kind, file=upload(kind))
        made.get_rendition(spec)
    assert telling(media) == []


@pytest.mark.parametrize("kind", [*FORMATS, *OTHERS])
def test_a_picture_that_is_uploaded_as_a_document_is_stripped(
    editor: Client, media: Path, kind: str
) -> None:
    data = {"title": "Foto", "file": upload(kind, orientation=ON_ITS_SIDE), "collection": 1}
    assert editor.post("/admin/documents/add/", data).status_code == 302
    assert telling(media) == []
    made = get_document_model().objects.get()
    with made.file.open() as file:
        check(file.read())
    stored = made.file_hash
    made._set_document_file_metadata()
    assert made.file_hash == stored


def test_other_documents_stay_byte_for_byte(editor: Client, media: Path) -> None:
    words = b"%PDF-1.7 " + CANARY
    data = {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", words), "collection": 1}
    editor.post("/admin/documents/add/", data)
    assert get_document_model().objects.get().file.read() == words


FACE = {
    "name_email-first_name": "Rita",
    "name_email-last_name": "Rot",
    "locale-current_time_zone": "Europe/Berlin",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
}


def test_a_face_is_stripped(editor: Client, media: Path) -> None:
    answer = editor.post("/admin/account/", {**FACE, "avatar-avatar": upload()})
    assert answer.status_code == 302
    assert UserProfile.objects.get().avatar
    assert telling(media) == []
    half = SimpleUploadedFile("halb.jpg", photo()[:-400], "image/jpeg")
    answer = editor.post("/admin/account/", {**FACE, "avatar-avatar": half})
    assert answer.status_code == 200
    assert not UserProfile.objects.filter(avatar__contains="halb").exists()


def test_what_is_stored_by_any_program_is_stripped(media: Path) -> None:
    default_storage.save("irgendwo/foto.dat", ContentFile(photo()))
    assert telling(media) == []


@pytest.mark.parametrize("kind", ["gif", "webp", "png", "avif"])
def test_what_moves_goes_on_moving(kind: str) -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "green", "blue")]
    made = io.BytesIO()
    more: dict[str, Any] = (
        {"comment": CANARY} if kind == "gif" else {"xmp": b"<x:xmpmeta>" + CANARY}
    )
    if kind == "png":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", CANARY.decode())
        more = {"pnginfo": words}
    times = [100, 200, 300]
    frames[0].save(
        made, kind.upper(), save_all=True, append_images=frames[1:], duration=times, **more
    )
    assert CANARY in made.getvalue()
    kept = bare(made.getvalue())
    assert CANARY not in kept
    found = []
    with Image.open(io.BytesIO(kept)) as picture:
        for number in range(3):
            picture.seek(number)
            picture.load()
            found.append(round(picture.info["duration"]))
    assert found == times


@pytest.mark.parametrize("kind", [*FORMATS, *OTHERS])
def test_stripping_what_is_stripped_changes_nothing(kind: str) -> None:
    once = bare(photo(kind))
    assert bare(once) == once


def test_pixels_of_an_upright_picture_stay_as_they_are() -> None:
    for kind in ("jpg", "png", "webp"):
        before, after = (Image.open(io.BytesIO(d)) for d in (photo(kind), bare(photo(kind))))
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_pictures_from_before_are_stripped_by_a_command(
    media: Path, capsys: pytest.CaptureFixture[str], django_capture_on_commit_callbacks: Any
) -> None:
    made = Picture.objects.create(title="Foto", file=upload())
    path = media / made.file.name
    rendition = media / made.get_rendition("width-60").file.name
    for old in (path, rendition):
        old.write_bytes(photo())
    Picture.objects.create(title="Weg", file=upload())
    (media / Picture.objects.latest("pk").file.name).unlink()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("strip_pictures")
    assert "1 missing, 1 stripped" in capsys.readouterr().out
    assert telling(media) == []
    assert not path.exists()
    made.refresh_from_db()
    assert made.get_rendition("width-60").width == 60
    call_command("strip_pictures")
    assert "1 kept, 1 missing" in capsys.readouterr().out


@pytest.mark.timeout(300)
def test_a_damaged_picture_is_answered_beside_the_field(
    editor: Client, media: Path, shared_data: Path
) -> None:
    """Whatever is sent, the form says so, stores nothing, and keeps what was typed."""
    files = sorted((shared_data / "security" / "pillow-bad-images").iterdir())
    for number, path in enumerate(every_day(files, one_in=3)):
        data = path.read_bytes()
        for kind in FORMATS if full_proofs() else (FORMATS[number % len(FORMATS)],):
            before = Picture.objects.count()
            file = SimpleUploadedFile(f"bild.{kind}", data)
            sent = {**FILLED, "file": file}
            answer = editor.post("/admin/images/add/", sent)
            if answer.status_code == 302:
                with Picture.objects.latest("pk").file.open() as stored:
                    check(stored.read())
                continue
            assert answer.status_code == 200, (path.name, kind)
            form = answer.context["form"]
            assert form.errors["file"], (path.name, kind)
            assert "Mein Titel" in answer.content.decode()
            assert Picture.objects.count() == before


@pytest.mark.parametrize("cut", [0.3, 0.9])
@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_picture_is_refused_on_every_form(editor: Client, kind: str, cut: float) -> None:
    whole = photo(kind).removesuffix(CANARY)
    half = whole[: int(len(whole) * cut)]
    for url, name in (
        ("/admin/images/add/", "file"),
        ("/admin/images/chooser/create/", "image-chooser-upload-file"),
    ):
        file = SimpleUploadedFile(f"halb.{kind}", half)
        prefix = name.removesuffix("file")
        sent = {f"{prefix}{field}": value for field, value in FILLED.items()}
        editor.post(url, {**sent, name: file})
        assert Picture.objects.count() == 0, "nothing else is wrong with this form"
    file = SimpleUploadedFile(f"halb.{kind}", half)
    sent = {"files[]": file, "title": "Halb", "collection": 1}
    answer = editor.post("/admin/images/multiple/add/", sent).json()
    assert (answer["success"], "uploaded_file_id" in answer) == (False, False)
    assert Picture.objects.count() == 0
