"""What is not public lies where no address leads, whatever its name is."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from pictures.storage import UploadStorage, fresh_name, is_private

pytestmark = pytest.mark.any_database
HOSTILE = [
    *("../../etc/passwd", "..", ".", "a/b/c.png", "x\\..\\y.png", ".htaccess", ""),
    *("x" * 300 + ".png", "a." + "b" * 300, "." * 200, "ü ö.png", "private/x.png"),
]


def test_the_name_says_where_a_file_lies() -> None:
    name = default_storage.save("private/images/bach.txt", ContentFile(b"Bach"))
    assert is_private(name)
    path = Path(default_storage.path(name))
    assert path.is_relative_to(settings.PRIVATE_MEDIA_ROOT)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with default_storage.open(name) as file:
        assert file.read() == b"Bach"
    other = default_storage.save(name, ContentFile(b"Anders"))
    assert other != name
    assert is_private(other)
    for one in (name, other):
        assert default_storage.exists(one)
        default_storage.delete(one)
        assert not default_storage.exists(one)


def test_all_the_rest_lies_among_the_uploads() -> None:
    name = default_storage.save("privates/bach.txt", ContentFile(b"Bach"))
    assert not is_private(name)
    assert Path(default_storage.path(name)).is_relative_to(settings.MEDIA_ROOT)
    assert default_storage.url(name) == f"/media/{name}"
    default_storage.delete(name)


def test_what_is_private_has_no_address(client: Client, db: None) -> None:
    name = default_storage.save("private/images/bach.png", ContentFile(b"Bach"))
    with pytest.raises(ValueError, match="not public"):
        default_storage.url(name)
    inside = name.removeprefix("private/")
    folder = Path(settings.PRIVATE_MEDIA_ROOT).name
    for path in (
        *(name, inside, f"images/{name}", f"images/../{name}", f"images/%2e%2e/{name}"),
        *(f"images/../../{folder}/{inside}", f"images/%2e%2e/%2e%2e/{folder}/{inside}"),
        f"images/{Path(default_storage.path(name))}",
    ):
        assert client.get(f"/media/{path}").status_code in {400, 404}, path
        assert client.get(f"/{path}").status_code in {400, 404}, path
    default_storage.delete(name)


@pytest.mark.parametrize("name", ["private/../bach.png", "private/../../etc/passwd", "../x"])
def test_a_name_leads_out_of_no_folder(name: str) -> None:
    with pytest.raises(SuspiciousFileOperation):
        default_storage.path(name)
    with pytest.raises(SuspiciousFileOperation):
        default_storage.save(name, ContentFile(b"x"))


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_fresh_name_fits_whatever_the_old_one_was(name: str, private: bool) -> None:
    made = fresh_name(name, folder="original_images", private=private)
    assert len(made) <= 100
    assert is_private(made) is private
    assert made != fresh_name(name, folder="original_images", private=private)
    stored = default_storage.save(made, ContentFile(b"x"), max_length=100)
    root = settings.PRIVATE_MEDIA_ROOT if private else settings.MEDIA_ROOT
    path = Path(default_storage.path(stored))
    assert path.parent == Path(root) / "original_images"
    default_storage.delete(stored)


def test_wagtail_finds_the_storage_again() -> None:
    """It deletes files in a task that is told how to make their storage."""
    named, args, values = default_storage.deconstruct()  # type: ignore[attr-defined]
    assert (named, args, values) == (f"pictures.storage.{UploadStorage.__name__}", (), {})
