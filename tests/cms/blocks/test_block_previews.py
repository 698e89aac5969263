"""What an editor sees of a block before choosing it."""

import pytest
from django.test import Client

from cms.blocks import BODY_BLOCKS, BodyBlock
from pictures.models import Picture
from tests.cms.test_admin_permissions import sign_in

pytestmark = pytest.mark.any_database

NAMES = [name for name, _block in BODY_BLOCKS]
WORDS = {
    "heading": "So fängt es an",
    "text": "Ein Gedanke je Absatz.",
    "image": "Am Bach, im Mai",
    "quote": "Erst zuhören",
    "callout": "Fangen Sie klein an.",
    "steps": "Raum finden",
    "download": "Leitfaden (PDF",
    "video": "Ein Nachmittag im Repair-Café",
    "literature": "Zum Weiterlesen",
    "wiki_passage": "Aus dem Wiki",
    "projects": "Projekte dazu",
    "actors": "Wer dazu arbeitet",
    "dates": "Nächste Termine",
    "search_box": "Suchen Sie weiter",
    "easy_section": "Was ist ein Runder Tisch?",
}


def preview(client: Client, name: str) -> str:
    block = dict(BODY_BLOCKS)[name]
    answer = client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_block_has_words_to_look_for() -> None:
    assert list(WORDS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_block_shows_itself_in_the_design_of_the_site(
    client: Client, db: None, name: str
) -> None:
    block = dict(BODY_BLOCKS)[name]
    assert block.is_previewable
    assert str(block.meta.description)
    sign_in(client, "author")
    html = " ".join(preview(client, name).split())
    assert WORDS[name] in html
    assert "css/tokens.css" in html
    assert "<iframe" not in html


@pytest.mark.parametrize("name", NAMES)
def test_every_block_helps_at_its_form(db: None, name: str) -> None:
    block = dict(BODY_BLOCKS)[name]
    field = getattr(block, "field", None)
    assert str(getattr(block.meta, "help_text", "") or (field and field.help_text))


def test_an_image_is_previewed_with_the_sites_own(client: Client, picture: Picture) -> None:
    sign_in(client, "author")
    html = preview(client, "image")
    assert 'alt="Ein Bach unter Weiden"' in html
    assert "Mia Muster" in html


def test_previews_are_for_who_may_enter(client: Client, db: None) -> None:
    block = dict(BODY_BLOCKS)["quote"]
    for role in ("guest", "resident"):
        sign_in(client, role)
        answer = client.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert answer.status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_may_be_saved_before_a_block_is_filled(db: None, name: str) -> None:
    block = BodyBlock().child_blocks[name]
    block.clean_deferred(block.get_default())
