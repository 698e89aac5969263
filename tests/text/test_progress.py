"""How far is a long command?"""

from io import StringIO

from text.progress import each, progress


class Terminal(StringIO):
    """An output that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_without_a_terminal_only_words_are_said() -> None:
    out = StringIO()
    with progress(out, "Indexing", 2) as shown:
        shown.step()
        shown.step("Zeile 2 fehlt\n")
        shown.reach(2, 2)
    assert out.getvalue() == "Zeile 2 fehlt\n"


def test_a_terminal_shows_a_bar_and_the_words() -> None:
    out = Terminal()
    with progress(out, "Indexing", 2) as shown:
        shown.step("Zeile [1] fehlt")
        shown.reach(2, 2)
        assert shown.bar.finished  # type: ignore[attr-defined]
    assert "Indexing" in out.getvalue()
    assert "Zeile [1] fehlt" in out.getvalue()


def test_a_list_is_walked_and_announced_once() -> None:
    out = StringIO()
    assert list(each("abc", "Dateien", out=out)) == ["a", "b", "c"]
    assert list(each("", "Nichts", out=out)) == []
    assert out.getvalue() == "Dateien: 3\n"


def test_a_list_moves_the_bar() -> None:
    out = Terminal()
    assert list(each("abc", "Dateien", out=out)) == ["a", "b", "c"]
    assert "Dateien" in out.getvalue()
    assert "Dateien: 3" not in out.getvalue()
