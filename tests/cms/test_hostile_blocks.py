"""Hostile input in every field of every block, found by walking the blocks themselves."""

import json
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from wagtail import blocks
from wagtail.blocks import RichTextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.blocks import BODY_BLOCKS, LinkBlock, LiteratureBlock, NoticeBlock
from cms.body.web_addresses import WebAddressBlock
from cms.models import ArticlePage, BasePage, SiteSettings
from cms.services import create_page, find_page
from tests.cms.conftest import page_at
from tests.fixtures.standing import around_the_tests
from text import names

pytestmark = pytest.mark.walk

WORDS = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "</script><svg/onload=alert(1)>",
    "a\u202eb\U0001f4a5",
    "x" * 20_000,
    "../../etc/passwd",
)
#: What the editor in the browser would never send: forged entities, tags as text, a broken form.
FORGED = (
    {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
    {"type": "LINK", "mutability": "MUTABLE", "data": {"url": '"><script>alert(1)</script>'}},
    {"type": "LINK", "mutability": "MUTABLE", "data": {"linkType": "page", "id": "'><b>"}},
    {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": "1", "alt": '"onload="alert(1)'}},
    {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "https://evil.example/x"}},
    {"type": "SCRIPT", "mutability": "MUTABLE", "data": {"src": "//evil.example/x.js"}},
)

ADDRESSES = ("href", "src", "action", "formaction", "cite", "data-video")
CODE = ("javascript:", "data:text", "vbscript:")


class Seen(HTMLParser):
    """Everything in a page that could run: tags, and attributes that hold code or addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.alive: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.alive += [] if values.get("type") == "application/ld+json" else ["script"]
        if tag in {"iframe", "embed", "object", "base"} or (tag, values.get("src")) == ("img", "x"):
            self.alive.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or (name in ADDRESSES and address.startswith(CODE)):
                self.alive.append(f"{tag} {name}={value}")


def leaves(block: blocks.Block, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Return the way to every field that holds words or choices."""
    if isinstance(block, ImageBlock | blocks.ChooserBlock | DocumentChooserBlock):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, (*path, name))
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, (*path, "0"))
    else:
        yield path


def leaf_block(block: blocks.Block, path: tuple[str, ...]) -> Any:
    for name in path:
        block = (
            block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks[name]
        )
    return block


def filled(block: blocks.Block, path: tuple[str, ...], value: Any) -> Any:
    """Return raw data of a block in which one field has a value and the others are usual."""
    if not path:
        return value
    if isinstance(block, blocks.ListBlock):
        return [filled(block.child_block, path[1:], value)]
    usual = getattr(block.meta, "preview_value", None) or {}
    raw = {name: usual.get(name, "") for name in block.child_blocks}
    for name, child in block.child_blocks.items():
        if isinstance(child, ImageBlock | blocks.ChooserBlock):
            raw[name] = None
        elif isinstance(child, blocks.ListBlock):
            raw[name] = raw[name] or []
    return raw | {path[0]: filled(block.child_blocks[path[0]], path[1:], value)}


FIELDS = [
    pytest.param(name, block, path, id=f"{name}-{'.'.join(path)}")
    for name, block in BODY_BLOCKS
    for path in leaves(block)
]


@pytest.fixture(scope="module")
def standing_page(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    with around_the_tests(django_db_blocker):
        yield page_at("feindlich")


@pytest.fixture
def page(standing_page: BasePage, db: None) -> Any:
    return deepcopy(standing_page)


def shown(client: Client, page: Any, raw: list[dict[str, Any]]) -> str:
    page.body = page.body.stream_block.to_python(raw)
    page.save()
    answer = client.get(f"{page.get_url()}?frisch=1")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("name", "block", "path"), FIELDS)
def test_words_in_any_field_stay_words(
    client: Client, page: BasePage, name: str, block: Any, path: tuple[str, ...]
) -> None:
    leaf = leaf_block(block, path)
    if isinstance(leaf, RichTextBlock):
        values = [from_editor(leaf, word) for word in WORDS] + [
            from_editor(leaf, "Wort", entity) for entity in FORGED
        ]
    elif isinstance(leaf, blocks.IntegerBlock | blocks.BooleanBlock):
        values = [0, 1, 2**40]
    else:
        values = [
            word for word in WORDS if not isinstance(leaf, WebAddressBlock) or accepts(leaf, word)
        ]
    raw = [{"type": name, "value": filled(block, path, value)} for value in values]
    html = shown(client, page, raw)
    assert Seen(html).alive == []
    assert "{{ 7|add:7 }}{% debug %}" in html or "alert(1)" not in html.replace("&lt;", "")


def accepts(leaf: Any, word: str) -> bool:
    """Say whether an address passes its form; other fields take any words."""
    if not isinstance(leaf, WebAddressBlock):
        return True
    try:
        leaf.clean(word)
    except ValidationError:
        return False
    return True


def from_editor(leaf: Any, words: str, entity: dict[str, Any] | None = None) -> str:
    """Return what is stored when a browser sends these words, with a forged entity on them."""
    block = {"key": "a", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    ranges = [{"offset": 0, "length": len(words), "key": 0}] if entity else []
    state = {
        "blocks": [{**block, "entityRanges": ranges}],
        "entityMap": {"0": entity} if entity else {},
    }
    sent = leaf.field.widget.value_from_datadict({"x": json.dumps(state)}, {}, "x")
    return str(leaf.value_from_form(sent).source)


@pytest.mark.parametrize("word", WORDS)
def test_words_in_the_frame_stay_words(client: Client, page: BasePage, word: str) -> None:
    settings: Any = SiteSettings.objects.get(locale__language_code="de")
    notice = {"text": word, "kind": word, "link": word, "link_text": word, "until": None}
    link = {"title": word, "page": None, "path": word}
    for name, value in (("notices", notice), ("menu", link), ("footer_menu", link)):
        kind = {"notices": "notice"}.get(name, "link")
        stream = settings._meta.get_field(name).stream_block
        setattr(settings, name, stream.to_python([{"type": kind, "value": value}]))
    settings.name, settings.tagline, settings.footer = word[:60], word[:120], word[:600]
    settings.save()
    html = client.get("/feindlich/?frisch=1").content.decode()
    assert Seen(html).alive == []


@pytest.mark.parametrize("block", [LinkBlock(), NoticeBlock(), LiteratureBlock()])
def test_an_address_that_is_none_is_refused(db: None, block: Any) -> None:
    name = next(name for name in ("path", "link", "url") if name in block.child_blocks)
    usual = {"title": "a", "text": "a", "key": "a", "kind": "note"}
    raw = {child: usual.get(child) for child in block.child_blocks}
    foreign = ("//evil.example", "/\\evil.example") if name != "url" else ()
    for address in ("javascript:alert(1)", "data:text/html,x", *foreign):
        with pytest.raises(blocks.struct_block.StructBlockValidationError) as refused:
            block.clean(block.to_python({**raw, name: address}))
        assert list(refused.value.block_errors) == [name], address


@pytest.mark.parametrize("word", WORDS)
def test_words_of_an_article_stay_words(client: Client, db: None, word: str) -> None:
    word = word[:160]
    title = word if names.problem(names.clean(word)) == "" else "Reihe"  # others are refused
    above = find_page(path="beitraege", locale="de")
    series = create_page(type="series", parent=above, locale="de", slug="reihe", title=title)
    article: Any = create_page(
        type="article", parent=series, locale="de", slug="teil", title=title, intro=word
    )
    assert isinstance(article, ArticlePage)
    url = word if accepts(WebAddressBlock(), word) else ""
    source = {"key": "a", "text": word, "url": url}
    stream = article._meta.get_field("literature").stream_block
    article.literature = stream.to_python([{"type": "source", "value": source}])
    article.body = article.body.stream_block.to_python(
        [{"type": "text", "value": "<p>Wie [@a] sagt.</p>"}]
    )
    article.save()
    for address in ("/beitraege/reihe/teil/", "/beitraege/reihe/", "/beitraege/"):
        html = client.get(f"{address}?frisch=1").content.decode()
        assert Seen(html).alive == []
    assert client.get("/beitraege/reihe/feed.atom").status_code == 200
