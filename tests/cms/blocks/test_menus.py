"""A link of a menu leads to a page or to an address of this site, and says what it is called."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from cms.blocks.navigation import LinkBlock, NoticeBlock
from tests.cms.conftest import MakePage

pytestmark = pytest.mark.any_database


def errors_of(**fields: object) -> set[str]:
    """The fields a link is refused for; none where it is taken."""
    block = LinkBlock()
    try:
        block.clean(block.to_python({"title": "", "page": None, "path": "", **fields}))
    except StructBlockValidationError as error:
        return set(error.block_errors)
    except ValidationError:
        return {"*"}
    return set()


@pytest.mark.django_db
def test_a_page_needs_no_words_of_its_own(make_page: MakePage) -> None:
    page = make_page("mitmachen", title="Mitmachen")
    assert errors_of(page=page.pk) == set()
    assert errors_of(page=page.pk, title="Dabei sein") == set()
    assert errors_of(page=page.pk, path="/karte/") == {"page"}, "one of the two"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, {"page"}),
        ({"path": "/karte/"}, {"title"}),
        ({"path": "/karte/", "title": "Karte"}, set()),
        ({"path": "karte/", "title": "Karte"}, {"path"}),
        ({"path": "//fremd.example/", "title": "Karte"}, {"path"}),
        ({"path": "https://fremd.example/", "title": "Karte"}, {"path"}),
        ({"path": "javascript:alert(1)", "title": "Karte"}, {"path"}),
        ({"path": "/\\\\fremd.example/", "title": "Karte"}, {"path"}),
    ],
)
@pytest.mark.django_db
def test_an_address_is_one_of_this_site_and_has_words(
    fields: dict[str, str], refused: set[str]
) -> None:
    assert errors_of(**fields) == refused


@pytest.mark.parametrize(
    ("link", "taken"),
    [
        ("", True),
        ("/karte/", True),
        ("//fremd.example/", False),
        ("https://fremd.example/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_the_address_of_a_notice_is_one_of_this_site(link: str, taken: bool) -> None:
    block = NoticeBlock()
    raw = {"text": "Sommerfest", "kind": "note", "link": link, "link_text": "", "until": None}
    try:
        block.clean(block.to_python(raw))
    except StructBlockValidationError as error:
        refused = set(error.block_errors)
    else:
        refused = set()
    assert refused == (set() if taken else {"link"}), link
