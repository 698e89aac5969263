"""How links and pictures of a text appear."""

import re

import pytest

from text.links import place_links, wiki_links
from text.markdown import finish, parse, render
from text.wikilinks import LinkTarget


def anchors(source: str, *, nofollow: bool = False) -> list[dict[str, str]]:
    found = re.findall(r"<a ([^>]*)>", render(source, nofollow=nofollow).html)
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in found]


@pytest.mark.parametrize(
    ("address", "foreign"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example/", True),
        ("//a.example/", True),
        ("/wiki/", False),
        ("#oben", False),
        ("mailto:a@b.example", False),
        ("tel:+497111", False),
    ],
)
def test_foreign_links_say_so(address: str, foreign: bool) -> None:
    tokens = parse(f"[x](<{address}>)").tokens
    urls = place_links(tokens, {}, nofollow=True)
    (opening,) = [
        token for parent in tokens for token in parent.children or () if token.type == "link_open"
    ]
    assert (opening.attrGet("class") == "external") == foreign
    assert (opening.attrGet("rel") == "noopener nofollow ugc") == foreign
    assert len(urls) == foreign


def test_of_whom_we_trust_search_engines_follow_the_links() -> None:
    (one,) = anchors("https://a.example/")
    assert one["rel"] == "noopener"
    (one,) = anchors("https://a.example/", nofollow=True)
    assert one["rel"] == "noopener nofollow ugc"


def test_each_foreign_address_is_named_once_in_the_order_of_the_text() -> None:
    source = "https://b.example/ [a](https://a.example/) https://b.example/ ![x](https://c.example/x.png)"
    assert render(source).urls == (
        "https://b.example/",
        "https://a.example/",
        "https://c.example/x.png",
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![Bank](/media/bank.jpg)", '<img alt="Bank" loading="lazy" src="/media/bank.jpg">'),
        (
            "![**Bank** [[Ort]]](/media/b.jpg)",
            '<img alt="Bank Ort" loading="lazy" src="/media/b.jpg">',
        ),
        ("![](/media/b.jpg)", '<img alt="" loading="lazy" src="/media/b.jpg">'),
    ],
)
def test_a_picture_of_ours_is_shown(source: str, html: str) -> None:
    found = render(source).html
    (tag,) = re.findall(r"<img [^>]*>", found)
    assert sorted(tag[5:-1].split('" ')) == sorted(html[5:-1].split('" ')) or set(
        re.findall(r'\w+="[^"]*"', tag)
    ) == set(re.findall(r'\w+="[^"]*"', html))


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/x.png",
        "//a.example/x.png",
        "x.png",
        "HTTPS://a.example/x",
    ],
)
def test_a_picture_of_others_is_no_picture(address: str) -> None:
    html = render(f"![Bank](<{address}>)").html
    assert "<img" not in html
    assert "Bank" in html


def test_one_without_words_is_called_by_its_address() -> None:
    assert ">https://a.example/x.png</a>" in render("![](https://a.example/x.png)").html


def test_within_a_link_a_foreign_picture_is_its_words() -> None:
    html = render("[![Bank](https://a.example/x.png)](/wiki/)").html
    assert html.count("<a ") == 1
    assert ">Bank</a>" in html


def placed(source: str, **target: object) -> str:
    parsed = parse(source)
    found = {link: LinkTarget(**target) for link in parsed.links} if target else {}  # type: ignore[arg-type]
    return finish(parsed, found).html


@pytest.mark.parametrize(
    ("source", "target", "parts"),
    [
        ("[[Ort]]", {"href": "/wiki/ort/"}, ['href="/wiki/ort/"', 'class="wikilink"', ">Ort</a>"]),
        ("[[Ort|dort]]", {"href": "/wiki/ort/"}, [">dort</a>"]),
        ("[[Ort#Wie weit]]", {"href": "/wiki/ort/"}, ['href="/wiki/ort/#wie-weit"']),
        (
            "[[Ort#Wie weit]]",
            {"href": "/neu/?title=Ort", "exists": False},
            ['href="/neu/?title=Ort"', 'class="wikilink wikilink-missing"', 'rel="nofollow"'],
        ),
        ("[[Ort]]", {"href": "/o/", "title": "Ein <Ort>"}, ['title="Ein &lt;Ort&gt;"']),
        ("[[#Wie weit]]", {}, ['href="#wie-weit"']),
    ],
)
def test_wiki_links(source: str, target: dict[str, object], parts: list[str]) -> None:
    html = placed(source, **target)
    assert [part for part in parts if part not in html] == [], html


def test_a_wiki_link_that_nobody_resolved_stays_words() -> None:
    assert placed("[[Ort|dort]]") == '<p><span class="wikilink">dort</span></p>\n'


def test_the_links_of_a_text_are_each_named_once() -> None:
    tokens = parse("[[B]] [[A]] [[B]] [[#Hier]] `[[C]]`\n\n- [[D]]").tokens
    assert [link.title for link in wiki_links(tokens)] == ["B", "A", "D"]
