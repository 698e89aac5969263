"""A size of a picture that was never made is no reason to wait, or to fail."""

import time
from typing import Any

import pytest
from django.core.files.storage import default_storage

from pictures.models import Picture, Rendition
from tests.pagecache.test_noting import AT_ONCE, TROUBLES, full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_original_is_shown_where_no_size_can_be_kept(picture: Picture, trouble: Any) -> None:
    with trouble():
        begun = time.monotonic()
        shown = picture.get_rendition("width-300")
        several = picture.get_renditions("width-200", "width-400")
        assert time.monotonic() - begun < AT_ONCE
    if trouble is not full:  # a small row may find a place in the last page
        assert {shown.url, *(one.url for one in several.values())} == {picture.file.url}
        assert not Rendition.objects.exists()
    assert picture.get_rendition("width-300").width == 300


def test_a_full_disk_shows_the_original_too(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_args: Any, **_more: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage._wrapped, "save", no_space)
    assert picture.get_rendition("width-300").url == picture.file.url


def test_a_size_is_made_once(picture: Picture) -> None:
    first = picture.get_rendition("width-300")
    assert Picture.objects.get(pk=picture.pk).get_rendition("width-300") == first
    assert Rendition.objects.count() == 1
