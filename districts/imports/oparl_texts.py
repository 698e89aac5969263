"""Which text and which districts belong to a paper? Files in, a paper out.

Our folders name the text of a file, and the districts of a paper, by what ends its id. Ids say
nothing, so several may end alike ("…/12/v1", "…/13/v1"): then the name tells none of them, and
rather nothing is taken than somebody else's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from districts.imports import foreign_words as foreign
from districts.imports import oparl_files
from districts.imports import oparl_objects as oparl
from districts.imports.oparl_objects import Paper
from districts.imports.report import Report
from text import files
from text.storable import storable

#: Characters of one paper's text. The longest met in practice has 58,000; beyond this a page is no
#: longer readable, and the originals are linked.
MOST_TEXT = 200_000


class PaperReader:
    """Reads papers with the texts of their files and their districts.

    `texts` is the folder of the texts, `papers` are all of a delivery, the deleted ones too: their
    ids may end like those of others.
    """

    def __init__(
        self, texts: Path | None, assigned: Mapping[str, Any], papers: list[dict[str, Any]]
    ) -> None:
        self.texts = {file.stem: file for file in oparl_files.ending(texts, ".txt")}
        self.assigned = assigned
        self.papers = _ambiguous(foreign.identifier(raw.get("id")) for raw in papers)
        self.files = _ambiguous(found for raw in papers for found in oparl.file_ids(raw))

    def __call__(self, raw: dict[str, Any], report: Report) -> Paper | None:
        """Read one paper; None where nothing of it could be its name."""
        places = self._places(foreign.identifier(raw["id"]), report)
        return oparl.paper(
            raw,
            report,
            text=self._text(raw, report),
            about=tuple(foreign.lines(places.get("primary"), 120)),
            mentions=tuple(foreign.lines(places.get("mentioned"), 120)),
        )

    def _places(self, identifier: str, report: Report) -> Mapping[str, Any]:
        places, end = self.assigned.get(identifier), foreign.last_part(identifier)
        if places is None and end in self.assigned:
            if end in self.papers:
                why = _("several papers have ids that end like this; none gets the districts")
                report.note(end, why)
            else:
                places = self.assigned[end]
        return places if isinstance(places, Mapping) else {}

    def _text(self, raw: dict[str, Any], report: Report) -> str:
        """Join the texts of a paper's files, in their order and up to `MOST_TEXT`."""
        name = foreign.words(raw.get("reference"), 60) or oparl.title_of(raw)
        texts = (self._text_of_file(row, report) for row in oparl.files_of(raw))
        whole = "\n\n".join(filter(None, texts))
        if not whole:
            report.note(name, _("paper without a text"))
        if len(whole) > MOST_TEXT:
            words = {"number": MOST_TEXT}
            report.note(name, _("paper longer than %(number)s characters; cut") % words)
        return whole[:MOST_TEXT]

    def _text_of_file(self, raw: dict[str, Any], report: Report) -> str:
        number = foreign.last_part(foreign.identifier(raw.get("id")))
        file = self.texts.get(number)
        if file and number in self.files:
            why = _("several files have ids that end like this; none gets the text")
            report.note(file.name, why)
        if file is None or number in self.files:
            said = raw.get("text")  # where OParl itself has it
            return storable(said).strip() if isinstance(said, str) else ""
        try:
            data = files.bytes_of(file, name=_("The file"))
        except files.Unreadable as error:
            report.skip(file.name, str(error))
            return ""
        text, remark = files.readable(data)
        if remark:
            report.note(file.name, remark)
        return storable(text).strip()


def _ambiguous(ids: Iterable[str]) -> set[str]:
    """Return what several ids end with."""
    ends: dict[str, set[str]] = defaultdict(set)
    for identifier in ids:
        ends[foreign.last_part(identifier)].add(identifier)
    return {end for end, found in ends.items() if len(found) > 1}
