"""What a reader sees of the difference between two texts."""

from __future__ import annotations

from versions.comparing import difference


def shown(old: str, new: str) -> list[tuple[str, str]]:
    rows = difference(old, new, old_label="alt", new_label="neu")["rows"]
    return [(row["old"], row["new"]) for row in rows]


def test_signs_behind_a_backslash_are_shown_as_they_are_read() -> None:
    """What guests add is stored as the words that it is, and no markup."""
    added = r"Mehr auf https\://transport\-sofort.example \<hier\>"
    ((same, _new), (_old, words)) = shown("Ein Satz\\!\n", f"Ein Satz\\!\n\n{added}\n")
    assert same.strip() == "Ein Satz!"
    assert words.strip() == "Mehr auf https://transport-sofort.example &lt;hier&gt;"


def test_a_backslash_that_was_taken_away_stays_to_be_seen() -> None:
    """Without it, the address becomes a link: nobody accepts that without noticing."""
    old = r"Mehr steht auf der Seite https\://example.org und dort weiter unten."
    assert "\\" in "".join(was for was, _now in shown(old, old.replace("\\", "")))
