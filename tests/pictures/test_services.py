"""Showing and hiding a picture: its files follow it, whatever happens in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from pagecache import version
from pictures.errors import FileMissing, NotAllowed, StateChanged
from pictures.models import DiscardedFile, Picture, Rendition
from pictures.services import remove_discarded, set_state, strip_stored_pictures
from pictures.storage import is_private
from tests.pictures.factories import create_picture, png

# What happens after the commit is half of it.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_folders")]


def files(root: str) -> list[str]:
    return sorted(path.name for path in Path(root).rglob("*") if path.is_file())


def public() -> list[str]:
    return files(settings.MEDIA_ROOT)


def private() -> list[str]:
    return files(settings.PRIVATE_MEDIA_ROOT)


def hide(picture: Picture, by: User) -> None:
    set_state(picture=picture, state=Picture.State.HIDDEN, by=by)


def show(picture: Picture, by: User) -> None:
    set_state(picture=picture, state=Picture.State.LIVE, by=by)


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    answer.close()
    return answer.status_code


def test_what_is_hidden_is_gone_from_the_uploads_with_all_sizes(
    picture: Picture, moderator: User, client: Client
) -> None:
    content = picture.file.read()
    picture.file.close()
    address = picture.get_rendition("width-300").url
    assert status(client, address) == 200
    before = version.current()
    hide(picture, moderator)
    assert public() == []
    assert len(private()) == 1
    assert status(client, address) == 404
    assert version.current() != before
    assert not Rendition.objects.exists()
    assert not DiscardedFile.objects.exists()
    kept = Picture.objects.get()
    assert kept == picture
    assert (kept.state, kept.file.name) == (picture.state, picture.file.name)
    with kept.file.open() as file:
        assert file.read() == content
    show(picture, moderator)
    assert private() == []
    assert len(public()) == 1
    assert Picture.objects.get().is_public
    assert status(client, picture.get_rendition("width-300").url) == 200


def test_sizes_of_what_is_not_public_lie_beside_it(picture: Picture, moderator: User) -> None:
    hide(picture, moderator)
    made = picture.get_rendition("width-300|format-webp")
    assert made.width == 300
    assert is_private(made.file.name)
    assert public() == []
    assert made.url == f"/admin/images/{picture.pk}/preview/width-300/"
    assert picture.file.url == f"/admin/images/{picture.pk}/preview/original/"
    show(picture, moderator)
    assert private() == []


def test_what_waits_comes_in_out_of_sight(moderator: User) -> None:
    waiting = create_picture(state=Picture.State.HELD)
    assert public() == []
    assert is_private(waiting.file.name)
    name = waiting.file.name
    hide(waiting, moderator)
    assert waiting.file.name == name, "it is in the right place already"
    assert len(private()) == 1
    show(waiting, moderator)
    assert (len(public()), private()) == (1, [])


def test_only_moderators_decide(picture: Picture) -> None:
    resident = create_user(email="r@example.org", name="Rita", trust=User.Trust.RESIDENT)
    with pytest.raises(NotAllowed):
        hide(picture, resident)
    assert Picture.objects.get().is_public
    assert private() == []


def test_somebody_else_was_quicker(picture: Picture, moderator: User) -> None:
    seen = Picture.objects.get()
    hide(picture, moderator)
    with pytest.raises(StateChanged):
        set_state(picture=seen, state=Picture.State.HELD, by=moderator)
    assert Picture.objects.get().state == Picture.State.HIDDEN
    assert len(private()) == 1
    picture.delete()
    with pytest.raises(StateChanged):
        hide(seen, moderator)
    assert private() == []


def test_what_is_gone_cannot_be_shown_but_hidden(picture: Picture, moderator: User) -> None:
    default_storage.delete(picture.file.name)
    hide(picture, moderator)
    kept = Picture.objects.get()
    assert is_private(kept.file.name)
    with pytest.raises(FileMissing):
        show(kept, moderator)
    assert Picture.objects.get().state == Picture.State.HIDDEN


def test_of_two_at_once_one_decides(picture: Picture, moderator: User) -> None:
    picture.get_rendition("width-300")
    start, said = threading.Barrier(2), []

    def decide() -> None:
        seen = Picture.objects.get()
        try:
            start.wait(30)
            hide(seen, moderator)
            said.append("hidden")
        except StateChanged:
            said.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["hidden", "late"]
    assert public() == []
    assert private() == [Path(Picture.objects.get().file.name).name]


class Killed(BaseException):
    """The process ends."""


def killed(*_args: Any, **_more: Any) -> None:
    raise Killed


def test_a_crash_between_copy_and_commit_loses_nothing(
    picture: Picture, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = picture.get_rendition("width-300")
    before = public()
    monkeypatch.setattr("pagecache.bump", killed)
    with pytest.raises(Killed):
        hide(Picture.objects.get(), moderator)
    assert (public(), private()) == (before, [])
    assert Picture.objects.get().is_public
    assert Rendition.objects.get() == size


def test_a_crash_after_the_commit_is_made_good_by_the_worker(
    picture: Picture, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture.get_rendition("width-300")
    with monkeypatch.context() as broken:
        broken.setattr(type(default_storage._wrapped), "delete", _not_now)
        hide(picture, moderator)
    kept = Picture.objects.get()
    assert kept.state == Picture.State.HIDDEN
    assert default_storage.exists(kept.file.name)
    assert len(public()) == 2
    assert remove_discarded() == 2
    assert public() == []
    assert remove_discarded() == 0


def _not_now(*_args: Any) -> None:
    raise OSError("not now")


def test_a_name_that_is_used_again_is_not_deleted(picture: Picture) -> None:
    DiscardedFile.objects.create(name=picture.file.name)
    assert remove_discarded() == 0
    assert default_storage.exists(picture.file.name)
    assert not DiscardedFile.objects.exists()


def test_a_form_that_was_open_meanwhile_brings_nothing_back(
    picture: Picture, moderator: User
) -> None:
    seen, exchanged = Picture.objects.get(), Picture.objects.get()
    hide(picture, moderator)
    seen.title = "Neuer Titel"
    seen.save()
    kept = Picture.objects.get()
    assert (kept.title, kept.state, kept.file.name) == ("Neuer Titel", "hidden", picture.file.name)
    exchanged.file = png(20, 10)
    exchanged.save()
    assert public() == []
    assert Picture.objects.get().width == 20


def test_a_size_that_is_made_meanwhile_does_not_stay(
    picture: Picture, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Picture.objects.get()
    make: Callable[..., Any] = Picture.generate_rendition_file

    def slowly(self: Picture, *args: Any, **more: Any) -> Any:
        made = make(self, *args, **more)
        hide(picture, moderator)
        return made

    monkeypatch.setattr(Picture, "generate_rendition_file", slowly)
    shown = seen.get_rendition("width-300")
    assert shown.pk is None
    assert public() == []
    assert not Rendition.objects.exists()


def test_the_database_keeps_state_and_folder_together(picture: Picture) -> None:
    for wrong in ({"state": Picture.State.HIDDEN}, {"file": "private/bach.png"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Picture.objects.filter(pk=picture.pk).update(**wrong)


def test_a_deleted_picture_leaves_nothing_in_the_private_folder(
    picture: Picture, moderator: User
) -> None:
    hide(picture, moderator)
    picture.get_rendition("width-300")
    picture.delete()
    assert (public(), private()) == ([], [])


def test_stripping_reaches_what_is_not_public(picture: Picture, moderator: User) -> None:
    hide(picture, moderator)
    assert [said for _name, said in strip_stored_pictures()] == ["kept"]
    assert public() == []
