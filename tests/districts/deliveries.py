"""Deliveries of a council's system: written, imported, and what is public afterwards."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from districts.models import Actor, CouncilPaper, Date

KINDS: dict[str, Any] = {"organizations": Actor, "meetings": Date, "papers": CouncilPaper}
RAT = "https://rat.example.org"


def run(folder: Path, **options: Any) -> dict[str, Any]:
    out = StringIO()
    options = {"city": "Talstadt", "interactive": False, **options}
    call_command("import_oparl", str(folder), json=True, stdout=out, **options)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def write(folder: Path, kind: str, *rows: dict[str, Any]) -> Path:
    """Write one delivery; what an earlier one left in the folder is gone."""
    place = folder / kind
    place.mkdir(parents=True, exist_ok=True)
    for file in place.iterdir():
        file.unlink()
    for number, row in enumerate(rows):
        (place / f"{number:05}.json").write_text(json.dumps(row))
    return folder


def paper(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"{RAT}/papers/{number}", "name": f"Vorlage {number}", **more}


def live(kind: str = "papers") -> set[str]:
    rows = KINDS[kind].objects.filter(state="live").exclude(external_id="")
    return set(rows.values_list("external_id", flat=True))


def numbers() -> set[int]:
    return {int(identifier.rpartition("/")[2]) for identifier in live()}
