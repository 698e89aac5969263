"""How does a long text begin?"""

from text.inline import in_words


def first_words(text: str, *, length: int = 240) -> str:
    """Return the beginning of a text in one line, cut at a word and marked with an ellipsis."""
    text = text.strip()
    line = " ".join(in_words(text[: length * 4]).split())
    if len(line) <= length:
        return f"{line} …" if len(text) > length * 4 else line
    head, _, _ = line[: length + 1].rpartition(" ")
    return f"{head or line[:length]} …"
