"""The German, English and easy-language words that a new site starts with, kept as data."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def starter() -> dict[str, Any]:
    """Return everything: `home`, `settings`, the indexes by slug, `duties` as a list."""
    words = tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))
    words.update(tomllib.loads((FOLDER / "duties.toml").read_text(encoding="utf-8")))
    return words


@lru_cache(maxsize=1)
def starter_patterns() -> list[dict[str, Any]]:
    """Return the pages to begin from: `name`, `type`, `label`, `for`, `intro`, `body`."""
    text = (FOLDER / "patterns.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["patterns"])


@lru_cache(maxsize=1)
def starter_taking_part() -> list[dict[str, Any]]:
    """Return the pages on taking part, outer ones first: `path`, `title`, `intro`, `body`."""
    text = (FOLDER / "taking_part.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["pages"])


@lru_cache(maxsize=1)
def starter_topics() -> list[dict[str, Any]]:
    """Return the first topics of a site: `slug`, `name`, `parent` (slug or ""), `synonyms`."""
    topics = tomllib.loads((FOLDER / "topics.toml").read_text(encoding="utf-8"))["topics"]
    return list(topics)
