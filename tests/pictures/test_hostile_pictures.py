"""What strangers' picture files can be: answered beside the field, or kept and shown everywhere."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.users.models import UserProfile

from pictures.models import Picture
from pictures.stripping import TooManyPixels, check_pixels
from tests.fixtures.conditions import every_day
from tests.pictures.test_stripping import FACE, FILLED, collected, editor, media
from tests.pictures.uploads import SVG

__all__ = ["collected", "editor", "media"]  # fixtures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,  # pictures are read and written in the same way on every kind of database
    # Wagtail leaves the files of uploads open.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LIMIT = 40_000_000
TOO_LARGE = "Dieses Bild ist zu groß"
DAMAGED = ("lässt sich nicht lesen", "kein Bild", "zu aufwendig", "Millionen Bildpunkte")


# --- Files, byte by byte: what no program for pictures would write.


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, *more: bytes, kind: int = 2, depth: int = 8, way: int = 0
) -> bytes:
    """Return a PNG file: pixels all alike, and further chunks before them."""
    bits = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind] * depth
    line = 1 + (width * bits + 7) // 8  # the longest one would be six gigabytes
    pixels = zlib.compress(b"\0" * (line * height) if width * height <= LIMIT * 2 else b"")
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, way)
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


FRAME = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"


def gif(*parts: bytes, width: int = 1, height: int = 1, packed: int = 0x80) -> bytes:
    """Return a GIF file of two colours, with these blocks."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, packed, 0, 0)
    return head + b"\xff\xff\xff\0\0\0" * (packed >> 7) + b"".join(parts) + b";"


def saved(kind: str, mode: str = "RGB", frames: int = 1, **how: Any) -> bytes:
    drawn = [Image.new(mode, (9, 7), number * 9 % 2) for number in range(frames)]
    made = io.BytesIO()
    if frames > 1:
        how |= {"save_all": True, "append_images": drawn[1:]}
    drawn[0].save(made, kind, **how)
    return made.getvalue()


PALETTE = chunk(b"PLTE", b"\0\0\0\xff\xff\xff")
UPSIDE = chunk(b"eXIf", b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0")
ANIMATED = chunk(b"acTL", struct.pack(">II", 2, 0))
HOSTILE = {
    "gif, transparency for a colour it has not": gif(b"!\xf9\4\1\0\0\xff\0", FRAME),
    "gif, no picture in it": gif(),
    "gif, no size": gif(b",\0\0\0\0\0\0\0\0\0\2\2D\1\0", width=0, height=0),
    "gif, no size but a picture": gif(FRAME, width=0, height=0),
    "gif, picture without size": gif(b",\0\0\0\0\0\0\0\0\0\2\2D\1\0"),
    "gif, picture outside": gif(b",\5\0\5\0\1\0\1\0\0\2\2D\1\0"),
    "gif, picture far larger": gif(b",\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0"),
    "gif, far larger than its picture": gif(FRAME, width=65535, height=65535),
    "gif, no colours": gif(FRAME, packed=0),
    "gif, thirteen bits": gif(b",\0\0\0\0\1\0\1\0\0\x0d\2D\1\0"),
    "gif, control of no length": gif(b"!\xf9\0", FRAME),
    "gif, control of one byte": gif(b"!\xf9\1\1\0", FRAME),
    "gif, repeats nothing": gif(b"!\xff\x0bNETSCAPE2.0\0", FRAME),
    "gif, begins to repeat": gif(b"!\xff\x0bNETSCAPE2.0\1")[:-1],
    "gif, undrawn": gif(*[b"!\xf9\4\x0d\0\0\0\0" + FRAME] * 3),
    "gif, words that are none": gif(b"!\xfe\2\xff\xfe\0", FRAME),
    "gif, six bytes": b"GIF89a",
    "gif, without end": gif(FRAME)[:-1],
    "gif, moving and cut": saved("GIF", "P", 5)[:-40],
    "gif, moving": saved("GIF", "P", 5),
    "png, more transparency than colours": png(3, 3, PALETTE, chunk(b"tRNS", b"\0" * 300), kind=3),
    "png, no colours": png(3, 3, kind=3),
    "png, empty colours": png(3, 3, chunk(b"PLTE", b""), kind=3),
    "png, two thirds of a colour": png(3, 3, chunk(b"PLTE", b"\0\0"), kind=3),
    "png, short transparency": png(3, 3, chunk(b"tRNS", b"\0")),
    "png, no transparency": png(3, 3, chunk(b"tRNS", b""), kind=0),
    "png, no size": png(0, 0),
    "png, no width": png(0, 5),
    "png, three bits": png(3, 3, kind=0, depth=3),
    "png, interlaced and cut": png(3, 3, way=1),
    "png, interlaced in no way": png(3, 3, way=9),
    "png, sixteen bits": png(3, 3, depth=16, kind=6),
    "png, sixteen bits upside": png(3, 5, UPSIDE, depth=16, kind=0),
    "png, colours upside": png(3, 5, PALETTE, UPSIDE, kind=3),
    "png, words that swell": png(3, 3, chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 9_000_000))),
    "png, profile that swells": png(
        3, 3, chunk(b"iCCP", b"n\0\0" + zlib.compress(b"a" * 9_000_000))
    ),
    "png, profile that is none": png(3, 3, chunk(b"iCCP", b"n\0\0xyz")),
    "png, empty facts": png(3, 3, *(chunk(n, b"") for n in (b"gAMA", b"pHYs", b"cHRM", b"sRGB"))),
    "png, moving and cut": png(3, 3, ANIMATED),
    "png, moving": saved("PNG", "RGB", 3),
    "png, only its sign": b"\x89PNG\r\n\x1a\n",
    "png, half a head": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1"),
    "png, longest line": png(2**31 - 1, 1),
    "png, narrow": png(1, 70_000, kind=0),
    "png, wide": png(70_000, 1, kind=0),
    "jpg, for print": saved("JPEG", "CMYK"),
    "jpg, grey": saved("JPEG", "L"),
    "jpg, in steps and cut": saved("JPEG", progressive=True)[:-30],
    "jpg, two bytes": b"\xff\xd8",
    "webp, moving": saved("WEBP", "RGB", 4),
    "webp, moving and cut": saved("WEBP", "RGB", 4)[:-30],
    "avif, cut": saved("AVIF")[:-30],
    "gif, nothing": b"",
    "png, words": b"<html>",
}


def file(kind: str, data: bytes) -> SimpleUploadedFile:
    ending = kind.partition(",")[0]
    return SimpleUploadedFile(f"bild.{ending}", data, f"image/{ending}")


# --- The ways in. Each returns what the person is told.


def add(client: Client, sent: SimpleUploadedFile) -> str:
    answer = client.post("/admin/images/add/", {**FILLED, "file": sent})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors["file"])


def add_several(client: Client, sent: SimpleUploadedFile) -> str:
    data = {"files[]": sent, "title": "Mein Titel", "collection": 1}
    answer = client.post("/admin/images/multiple/add/", data).json()
    return "" if answer["success"] or "uploaded_file_id" in answer else answer["error_message"]


def choose(client: Client, sent: SimpleUploadedFile) -> str:
    data = {f"image-chooser-upload-{name}": value for name, value in FILLED.items()}
    answer = client.post(
        "/admin/images/chooser/create/", {**data, "image-chooser-upload-file": sent}
    )
    assert answer.status_code == 200
    kept = answer.json()["step"] in ("chosen", "duplicate_found")
    return "" if kept else answer.json()["htmlFragment"]


WAYS = (add, add_several, choose)


@pytest.mark.parametrize("way", WAYS)
def test_no_file_breaks_a_form_or_a_page(
    editor: Client, way: Callable[[Client, SimpleUploadedFile], str]
) -> None:
    """Every way reads files in the same manner: the first is given all, the others some."""
    files = HOSTILE.items() if way is WAYS[0] else every_day(HOSTILE.items(), one_in=4)
    for kind, data in files:
        before = Picture.objects.count()
        told = way(editor, file(kind, data))
        if told:
            assert Picture.objects.count() == before, kind
            assert any(words in told for words in (*DAMAGED, "leer", "Fehler")), (kind, told)
    assert editor.get("/admin/images/").status_code == 200
    for made in Picture.objects.all():
        assert editor.get(f"/admin/images/{made.pk}/").status_code == 200
        for spec in ("width-320", "width-320|format-avif", "width-320|format-jpeg", "fill-96x96"):
            assert made.get_rendition(spec).url


def test_two_that_broke_pages_are_refused(editor: Client) -> None:
    kind = "png, more transparency than colours"
    assert "lässt sich nicht lesen" in add(editor, file(kind, HOSTILE[kind]))


def test_a_size_that_cannot_be_made_shows_the_original() -> None:
    kept = Picture.objects.create(title="Alt", file=file("png", HOSTILE["png, sixteen bits"]))
    broken = Path(kept.file.path)
    broken.write_bytes(HOSTILE["png, more transparency than colours"])
    for spec in ("width-2", "width-2|format-jpeg"):
        assert kept.get_rendition(spec).url == kept.file.url
    assert not kept.renditions.exists()


# --- Fifty million pixels of images; forty of documents and faces.

JUST = png(8000, 5000, kind=0, depth=1)
ONE_MORE = png(8000, 5001, kind=0, depth=1)
LARGE = {
    "png, one line more": ONE_MORE,
    "png, of a few bytes": png(60_000, 60_000),
    "png, a hundred million": png(10_000, 10_000, kind=0, depth=1),
    "gif, many frames": gif(*[FRAME] * 41, width=1000, height=1000),
}
LARGE_IMAGES = {
    "png, one line more": png(10_000, 5001, kind=0, depth=1),
    "png, of a few bytes": LARGE["png, of a few bytes"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", LARGE_IMAGES)
def test_too_many_pixels_are_told_in_numbers(
    editor: Client, kind: str, way: Callable[[Client, SimpleUploadedFile], str]
) -> None:
    told = way(editor, file(kind, LARGE_IMAGES[kind]))
    assert "50 Millionen Bildpunkte" in told
    assert not Picture.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("data", [SVG, gif(FRAME), b"%PDF-1.7 "])
def test_what_is_not_drawn_is_named(
    editor: Client, data: bytes, way: Callable[[Client, SimpleUploadedFile], str]
) -> None:
    told = way(editor, SimpleUploadedFile("bild.png", data, "image/png"))
    assert "JPEG, HEIC" in told
    assert not Picture.objects.exists()


def test_forty_million_are_taken_and_one_line_more_is_not() -> None:
    check_pixels(JUST, LIMIT)
    check_pixels(gif(*[FRAME] * 40, width=1000, height=1000), LIMIT)
    with pytest.raises(TooManyPixels):
        check_pixels(ONE_MORE, LIMIT)


def test_rounding_never_says_that_40_are_more_than_40(editor: Client) -> None:
    sent = {"title": "Plan", "file": file("png", ONE_MORE), "collection": 1}
    told = str(editor.post("/admin/documents/add/", sent).context["form"].errors["file"])
    assert "40,1 Millionen Bildpunkte, möglich sind 40 Millionen" in told


def test_nothing_is_decoded_before(editor: Client) -> None:
    tracemalloc.start()
    for kind, data in LARGE.items():
        with pytest.raises(TooManyPixels):
            check_pixels(data, LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000, kind
    tracemalloc.stop()


def test_documents_and_faces_have_the_same_limit(editor: Client) -> None:
    for kind, data in LARGE.items():
        sent = {"title": "Plan", "file": file(kind, data), "collection": 1}
        answer = editor.post("/admin/documents/add/", sent)
        assert TOO_LARGE in str(answer.context["form"].errors["file"]), kind
        answer = editor.post("/admin/account/", {**FACE, "avatar-avatar": file(kind, data)})
        told = answer.content.decode()
        # What Pillow refuses by itself is answered by the form in its own words.
        assert TOO_LARGE in told or "kein Bild" in told, kind
    assert not get_document_model().objects.exists()
    assert not UserProfile.objects.exclude(avatar="").exists()
