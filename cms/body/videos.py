"""Where does a video come from, and how is it shown once a reader has agreed?

Pure. Only providers whose player sets no cookie before it plays; everything else is a plain link.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext_lazy as _

from text.whole_numbers import whole_number

NO_VIDEO = _("This is no video on YouTube or Vimeo.")
_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")


@dataclass(frozen=True, slots=True)
class Video:
    """A video of a provider: its name, the player's address, the page with the video."""

    provider: str
    embed_url: str
    page_url: str


def parse(url: str) -> Video | None:
    """Return the video an address leads to; None for addresses of no known provider."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if parts.scheme not in {"http", "https"}:
        return None
    if host in {"youtube.com", "youtube-nocookie.com", "youtu.be"}:
        return _youtube(host, parts.path, parts.query)
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _vimeo(parts.path)
    return None


def _youtube(host: str, path: str, query: str) -> Video | None:
    steps = [step for step in path.split("/") if step]
    if host == "youtu.be":
        key = steps[0] if steps else ""
    elif steps[:1] in (["shorts"], ["embed"], ["live"]):
        key = steps[1] if len(steps) > 1 else ""
    else:
        key = parse_qs(query).get("v", [""])[0]
    if not _ID.fullmatch(key):
        return None
    return Video(
        "YouTube",
        f"https://www.youtube-nocookie.com/embed/{key}",
        f"https://www.youtube.com/watch?v={key}",
    )


def _vimeo(path: str) -> Video | None:
    key = next((step for step in path.split("/") if whole_number(step) is not None), "")
    if not key:
        return None
    return Video("Vimeo", f"https://player.vimeo.com/video/{key}?dnt=1", f"https://vimeo.com/{key}")
