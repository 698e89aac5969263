"""Pictures that were stored before the site stripped them: each outcome, and what else goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.users.models import UserProfile

from accounts.models import User
from pictures.models import Picture, Rendition
from pictures.services import set_state, stored, strip_stored_pictures
from pictures.storage import is_private
from pictures.stripping import bare
from tests.pictures.factories import create_picture
from tests.pictures.test_stripping import CANARY, photo

# The old file goes after the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_folders")]


def as_before(name: str, data: bytes = b"") -> str:
    """Let a file lie there as it was uploaded once; return its name."""
    Path(default_storage.path(name)).write_bytes(data or photo())
    return name


def old_picture() -> Picture:
    made = create_picture(file=ContentFile(bare(photo()), "foto.jpg"))
    as_before(made.file.name)
    return made


def old_document(data: bytes = b"") -> Any:
    made = get_document_model().objects.create(title="Plan", file=ContentFile(b"x", "plan.jpg"))
    as_before(made.file.name, data)
    return made


def outcomes() -> dict[str, int]:
    return dict(Counter(outcome for _name, outcome in strip_stored_pictures()))


def content(thing: Any, field: str = "file") -> bytes:
    with getattr(thing, field).open() as file:
        read: bytes = file.read()
    return read


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen while a picture is being stripped."""

    def slowly(data: bytes) -> bytes:
        kept = bare(data)
        happens()
        return kept

    monkeypatch.setattr(stored, "bare", slowly)


def test_a_picture_gets_a_new_file_and_new_sizes() -> None:
    picture = old_picture()
    picture.get_rendition("width-60")
    old, before = picture.file.name, picture.get_file_hash()
    assert list(strip_stored_pictures()) == [(old, "stripped")]
    kept = Picture.objects.get()
    assert kept.file.name != old
    assert CANARY not in content(kept)
    assert (kept.title, kept.width, kept.file_size) == ("Der Bach", 160, len(content(kept)))
    assert kept.get_file_hash() != before
    assert not default_storage.exists(old)
    assert not Rendition.objects.exists()
    assert outcomes() == {"kept": 1}


def test_so_do_documents_that_are_pictures_and_faces() -> None:
    document = old_document()
    user = User.objects.create_user("r@example.org", name="Rita", slug="rita")
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("rita.jpg", ContentFile(bare(photo())))
    as_before(profile.avatar.name)
    assert outcomes() == {"stripped": 2}
    document.refresh_from_db()
    assert CANARY not in content(document)
    assert CANARY not in content(UserProfile.objects.get(), "avatar")
    assert outcomes() == {"kept": 2}


def test_what_is_no_picture_stays_byte_for_byte() -> None:
    document = old_document(b"%PDF-1.7 " + CANARY)
    assert list(strip_stored_pictures()) == [(document.file.name, "kept")]
    assert content(document) == b"%PDF-1.7 " + CANARY


def test_without_pictures_and_faces_there_is_nothing_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    User.objects.create_user("r@example.org", name="Rita", slug="rita")
    assert outcomes() == {}
    call_command("strip_pictures")
    assert capsys.readouterr().out == "There are no pictures.\n"


def test_what_is_gone_or_damaged_is_told_and_the_rest_is_stripped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone, damaged, whole = old_picture(), old_picture(), old_picture()
    default_storage.delete(gone.file.name)
    half = photo()[:-600]
    as_before(damaged.file.name, half)
    call_command("strip_pictures")
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "1 missing, 1 stripped, 1 unreadable"
    assert f"unreadable: {damaged.file.name}" in said
    assert f"stripped: {whole.file.name}" in said
    assert gone.file.name not in said
    assert content(damaged) == half
    assert Picture.objects.get(pk=damaged.pk).file.name == damaged.file.name


def test_what_is_hidden_stays_out_of_sight(moderator: User) -> None:
    picture = old_picture()
    set_state(picture=picture, state=Picture.State.HIDDEN, by=moderator)
    assert outcomes() == {"stripped": 1}
    kept = Picture.objects.get()
    assert is_private(kept.file.name)
    assert CANARY not in content(kept)


@pytest.mark.parametrize("make", [old_picture, old_document])
def test_what_somebody_writes_meanwhile_stays(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Any]
) -> None:
    made = make()
    meanwhile(monkeypatch, lambda: type(made).objects.update(title="Neuer Titel"))
    assert outcomes() == {"stripped": 1}
    assert type(made).objects.get().title == "Neuer Titel"


def test_what_is_hidden_meanwhile_is_left_to_the_next_run(
    monkeypatch: pytest.MonkeyPatch, moderator: User
) -> None:
    picture = old_picture()
    with monkeypatch.context() as busy:
        meanwhile(
            busy, lambda: set_state(picture=picture, state=Picture.State.HIDDEN, by=moderator)
        )
        assert outcomes() == {"missing": 1}
    assert is_private(Picture.objects.get().file.name)
    assert outcomes() == {"stripped": 1}


@pytest.mark.parametrize("make", [old_picture, old_document])
def test_what_is_deleted_meanwhile_does_not_come_back(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Any]
) -> None:
    made = make()
    meanwhile(monkeypatch, lambda: type(made).objects.all().delete())
    assert outcomes() == {"missing": 1}
    assert not type(made).objects.exists()
