"""What line puts a picture into a text?"""

from __future__ import annotations

from pictures.models import Picture


def line_for(picture: Picture) -> str:
    """Return the line in Markdown: the alternative text for whoever reads the source."""
    words = picture.description.replace("\\", "").replace("[", "(").replace("]", ")")
    return f"![{words}](/bilder/{picture.pk}/)"
