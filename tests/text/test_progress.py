"""How far is a long command?"""

from io import StringIO

from django.core.management.base import OutputWrapper

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


def test_the_output_of_a_command_is_drawn_in_pieces_and_then_writes_lines_again() -> None:
    screen = Terminal()
    out = OutputWrapper(screen)
    with progress(out, "Indexing", 2) as shown:
        shown.step("One is done.")
        shown.step()
    assert "One is done." in screen.getvalue()
    # Clearing a line and moving back, with no end of line after it.
    assert "\x1b[2K" in screen.getvalue()
    assert "\x1b[2K\n" not in screen.getvalue()
    out.write("All is done.")
    assert screen.getvalue().endswith("All is done.\n")
