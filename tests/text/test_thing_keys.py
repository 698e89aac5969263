"""A thing in one word: written, and read whatever somebody sent."""

import pytest

from text import thing_keys

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(("kind", "pk"), [("project", 12), ("comment", 0), ("", 7)])
def test_what_is_written_is_read(kind: str, pk: int) -> None:
    word = thing_keys.key(kind, pk)
    assert thing_keys.read(word) == thing_keys.parted(word) == (kind, pk)


@pytest.mark.parametrize(
    "sent", ["", "project", "project:", ":", "project:x", "project:-1", "project:²", "a:1:2"]
)
def test_what_names_nothing(sent: str) -> None:
    assert thing_keys.read(sent) is None
    with pytest.raises(ValueError, match="no key of a thing"):
        thing_keys.parted(sent)


def test_a_number_that_no_key_can_be() -> None:
    assert thing_keys.read("project:" + "9" * 40) is None
