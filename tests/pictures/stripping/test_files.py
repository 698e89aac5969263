"""Pictures on their way into the storage: what is stripped, what is refused, and in which words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image

from pictures.stripping import files
from pictures.stripping.bare import TooManyPixels, UnreadablePicture

SECRET = b"geheim"


def picture(kind: str = "JPEG", size: tuple[int, int] = (4, 3)) -> bytes:
    made, comment = BytesIO(), {"comment": SECRET} if kind in ("JPEG", "GIF") else {}
    Image.new("RGB", size).save(made, kind, **comment)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "GIF"])
def test_a_picture_is_stripped_and_keeps_its_name(kind: str) -> None:
    data = picture(kind)
    assert SECRET in data
    kept = files.bare_file(ContentFile(data, name="bank.jpg"))
    assert (kept.name, type(kept)) == ("bank.jpg", files.BareFile)
    assert SECRET not in kept.read()
    assert files.bare_file(kept) is kept, "and not a second time"


@pytest.mark.parametrize("content", [b"", b"Brief", b"%PDF-1.7", "Text"])
def test_what_is_no_picture_is_kept_as_it_is(content: Any) -> None:
    given = ContentFile(content, name="brief.txt")
    assert files.bare_file(given) is given
    assert given.read() == content


def test_a_file_is_looked_at_from_its_beginning() -> None:
    given = ContentFile(picture(), name="bank.jpg")
    given.read()
    assert SECRET not in files.bare_file(given).read()


def test_many_pixels_are_counted_before_anything_is_decoded(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 11
    with pytest.raises(TooManyPixels):
        files.bare_file(ContentFile(picture(), name="bank.jpg"))
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 12
    assert files.bare_file(ContentFile(picture(), name="bank.jpg"))


@pytest.mark.parametrize("check", [files.checked, files.validate_picture])
@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0 broken", picture()[:-40], b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_a_damaged_one_is_refused_beside_its_field(
    check: Callable[[File], object], data: bytes
) -> None:
    with pytest.raises(ValidationError) as raised:
        check(ContentFile(data, name="bank.jpg"))
    assert raised.value.code == "invalid_image"


def test_what_lies_in_the_storage_already_is_not_read_again() -> None:
    stored = ContentFile(b"\xff\xd8\xff\xe0 broken", name="bank.jpg")
    stored._committed = True  # type: ignore[attr-defined]
    files.validate_picture(stored)


@pytest.mark.parametrize(
    ("pixels", "limit", "words"),
    [
        (40_000_001, 40_000_000, "40,1 Millionen"),
        (41_000_000, 40_000_000, "41 Millionen"),
        (None, 40_000_000, "40 Millionen"),
    ],
)
def test_a_large_one_is_refused_with_both_numbers(
    pixels: int | None, limit: int, words: str, settings: Any
) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = limit
    error = files.refused(TooManyPixels(pixels))  # type: ignore[arg-type]
    assert error.code == "file_too_many_pixels"
    assert words in error.messages[0]


def test_any_other_fault_is_called_damaged() -> None:
    assert files.refused(UnreadablePicture("x")).code == "invalid_image"


def test_the_size_alone_is_asked_of_a_form(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 11
    given = ContentFile(picture(), name="bank.jpg")
    with pytest.raises(ValidationError):
        files.validate_pixels(given)
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 12
    files.validate_pixels(given)
    assert given.tell() == 0


def test_the_storage_strips_whatever_comes_and_spells_umlauts_out(tmp_path: Any) -> None:
    storage = files.MediaStorage(location=tmp_path)
    name = storage.save(storage.get_valid_name("Für Ältere.jpg"), ContentFile(picture()))
    assert name == "Fuer_Aeltere.jpg"
    assert SECRET not in (tmp_path / name).read_bytes()
    assert (tmp_path / storage.save("brief.txt", ContentFile(SECRET))).read_bytes() == SECRET
