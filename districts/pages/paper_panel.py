"""Which council papers belong to a project? Shown on its page like what other apps know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.person import Person
from districts.models import Project

SHOWN = 20


def papers_of(obj: Project, user: Person) -> Mapping[str, Any] | None:
    """Return the papers linked to a project, newest first; None where there are none."""
    rows = obj.papers.live().defer("text", "files").newest_first()[:SHOWN]
    found = [{"title": paper.title, "url": paper.get_absolute_url()} for paper in rows]
    return {"papers": found} if found else None
