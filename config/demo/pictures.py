"""Loads the demo's pictures: drawings of our own, given by its people."""

from typing import Any

from config.demo import read
from config.demo.directory import Loaded
from districts.models import Project
from districts.shown import DISTRICT, TOPIC
from pictures.licences import Licence
from pictures.models import People, Picture
from pictures.services import share_picture
from pictures.taking import taken


def load_pictures(loaded: Loaded) -> int:
    """Give every picture of the file, and note its number by its slug; return how many."""
    rows = read.table("pictures")["pictures"]
    for row in rows:
        data = read.drawing(row["slug"])
        upload = taken(data)
        there = Picture.objects.shared().live().filter(upload_digest=upload.digest).first()
        made = there or share_picture(
            upload=upload,
            words=_words(row),
            places=_places(row, loaded),
            by=loaded.people[row["by"]],
        )
        if there is None:
            Picture.objects.filter(pk=made.pk).update(is_demo=True)
        loaded.pictures[row["slug"]] = made.pk
    return len(rows)


def _words(row: dict[str, Any]) -> dict[str, str]:
    return {
        "description": row["description"],
        "caption": row["caption"],
        "credit": "Quartierswissen",
        "licence": Licence.BY_SA,
        "people": People.NONE,
        "source_url": "",
        "taken": "",
    }


def _places(row: dict[str, Any], loaded: Loaded) -> list[tuple[str, int]]:
    return [
        *((DISTRICT, loaded.districts[slug].pk) for slug in row["districts"]),
        *((TOPIC, loaded.topics[slug].pk) for slug in row["topics"]),
        *((Project.KIND, loaded.projects[slug].pk) for slug in row["projects"]),
    ]


def with_numbers(body: str, loaded: Loaded) -> str:
    """Return a text with the numbers of its pictures, which it names by their slugs."""
    for slug, number in loaded.pictures.items():
        body = body.replace(f"](/bilder/{slug}/", f"](/bilder/{number}/")
    return body
