"""Blocks as an editor may send them, full of signs that mean something in Markdown."""

from typing import Any

from hypothesis import strategies as st

Node = dict[str, Any]

WORDS = ["Haus", "Garten", "der", "und", "Straße", "a", "12", "Öffnung", "innen", "3"]
SPECIALS = [
    *"*_~`[]()<>!#+-=.:|\\^&;\"'/@{}$%,?",
    *("1.", "2)", "- ", "• ", "– ", "[ ] ", "[x]: y", "[^1]", "[[A]]", "```", "~~~", "---", "==="),
    *(
        "> ",
        "3. Oktober",
        "1990. ",
        "o ",
        "§ ",
        "\u00a0",
        "\u200b",
        "é",
        "😀",
        "„",
        "“",
        "…",
        "~ 50",
    ),
    *("www.stadt.de", "https://x.de/a_b_c", "a@b.de", "&amp;", "&#65;", "tel:123", "<br>", "<b>"),
    *("*innen", "(c)", " ", "  ", "|---|", "5 Euro*", "[!NOTE]", ": def", "\t", "\r\n", "\x0b"),
]
HREFS = ["https://a.de", "/x(y)", "mailto:a@b.de", "https://x.de/a_b", "tel:0711", "#oben"]

words = st.lists(st.sampled_from(WORDS + SPECIALS) | st.sampled_from(WORDS), min_size=1, max_size=5)
text = st.tuples(words, st.sampled_from(["", " "])).map(lambda made: made[1].join(made[0]))
marks = st.lists(
    st.sampled_from(["bold", "italic", "strike", "code"]).map(lambda name: {"type": name})
    | st.sampled_from(HREFS).map(lambda href: {"type": "link", "attrs": {"href": href}}),
    max_size=2,
    unique_by=lambda mark: str(mark["type"]),
)
wiki_link = st.builds(
    lambda target, label, carried: {
        "type": "wikiLink",
        "attrs": {"target": target, "label": label},
        "marks": carried,
    },
    st.sampled_from(["A", "Ost:B", "seite:C", "A#b"]),
    st.sampled_from(["", "das Wort"]),
    marks,
)
run = st.builds(lambda said, carried: {"type": "text", "text": said, "marks": carried}, text, marks)
line = st.lists(
    run | run | run | wiki_link | st.just({"type": "hardBreak"}), min_size=1, max_size=5
)

paragraph = line.map(lambda content: {"type": "paragraph", "content": content})
heading = st.builds(
    lambda level, content: {"type": "heading", "attrs": {"level": level}, "content": content},
    st.integers(1, 6),
    line,
)


def _table(rows: list[list[list[Node]]], align: str | None) -> Node:
    cells = [
        [{"type": "tableCell", "attrs": {"align": align}, "content": cell} for cell in row]
        for row in rows
    ]
    return {"type": "table", "content": [{"type": "tableRow", "content": row} for row in cells]}


table = st.builds(
    _table,
    st.lists(st.lists(line, min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from([None, "left", "right", "center"]),
)


def _list_of(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    item = st.builds(
        lambda first, rest: {"type": "listItem", "content": [first, *rest]},
        paragraph,
        st.lists(inner, max_size=1),
    )
    return st.builds(
        lambda kind, tight, start, content: {
            "type": kind,
            "attrs": {"tight": tight, "start": start},
            "content": content,
        },
        st.sampled_from(["bulletList", "orderedList"]),
        st.booleans(),
        st.sampled_from([1, 1, 3, 10]),
        st.lists(item, min_size=1, max_size=3),
    )


def _quotation_of(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.lists(inner, min_size=1, max_size=2).map(
        lambda content: {"type": "blockquote", "content": content}
    )


lists: st.SearchStrategy[Node] = st.recursive(_list_of(paragraph), _list_of, max_leaves=4)
said = st.one_of(st.just(""), text, text)
picture = st.builds(
    lambda number, alt, caption: {
        "type": "picture",
        "attrs": {"number": number, "alt": alt, "caption": caption},
    },
    st.integers(1, 2**53 - 1),
    said,
    said,
)
plain = paragraph | heading | table | lists | st.just({"type": "horizontalRule"})
block: st.SearchStrategy[Node] = (
    plain | plain | picture | _quotation_of(plain | _quotation_of(plain))
)
