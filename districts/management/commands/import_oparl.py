"""Read a council's organisations, meetings and papers from a folder of OParl objects."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from districts import services
from districts.imports import oparl_read, oparl_write
from districts.imports.city_names import city_name
from districts.imports.missing import LIMIT, Missing, find_missing, known_city, withdraw_body
from districts.imports.oparl_read import Folder
from districts.imports.report import KINDS, Report
from districts.models import City
from text.progress import each


class Command(BaseCommand):
    """Read council papers; a second run changes nothing."""

    help = (
        "Read a council's organisations (as actors outside the usual list), meetings (as dates) "
        "and papers by district from a folder of OParl 1.1 objects. May be repeated: it follows "
        "changes and hides what the source has deleted. What the folder does not name is hidden, "
        "too, but not more than --limit without being told so: the folder may be only a part."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder, the city, and what becomes of what is missing."""
        parser.add_argument("folder", type=Path, help="folder with papers/, meetings/ …")
        parser.add_argument(
            "--city",
            default="",
            help="name of the city (default: the one that has objects of this folder already, the "
            "name in body.json, the folder's)",
        )
        parser.add_argument(
            "--missing",
            choices=("ask", "keep", "hide"),
            default="ask",
            help="what is public here and not in the folder: keep it (the folder is a part), hide "
            "it (the folder is everything there is), or ask above the limit (default)",
        )
        parser.add_argument(
            "--limit",
            type=int,
            default=LIMIT,
            metavar="PERCENT",
            help=f"of each kind so much may be missing without a question (default: {LIMIT})",
        )
        parser.add_argument(
            "--no-input",
            "--noinput",
            action="store_false",
            dest="interactive",
            help="never ask; above the limit nothing is written",
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    # A shell has no language of its own; what a person reads here is in that of the site.
    @translation.override(settings.LANGUAGE_CODE)
    def handle(self, *args: Any, **options: Any) -> None:
        """Read, ask, write, report."""
        report = Report()
        if not 0 <= options["limit"] <= 100:
            raise CommandError(_("--limit is a number of percent, 0 to 100."))
        try:
            folder = oparl_read.read_folder(
                options["folder"], report, lambda files: each(files, _("Reading files"))
            )
        except oparl_read.BadFolder as error:
            raise CommandError(str(error)) from error
        city, name = _city(options["city"], folder)
        if city and folder.withdrawn:
            withdraw_body(city, folder, report)
        missing = self._decide(find_missing(city, folder, report), report, options)
        city = city or services.ensure_city(name=name)
        oparl_write.import_folder(city, folder, report, gone=missing, steps=each)
        if options["json"]:
            self.stdout.write(json.dumps({"city": city.name, **report.as_json()}))
        else:
            self.stdout.write("\n".join([f"{city.name}:", *report.lines()]))

    def _decide(
        self, missing: list[Missing], report: Report, options: dict[str, Any]
    ) -> list[Missing]:
        """Return what is hidden of what is missing; raises `CommandError` where nobody can say."""
        above = [kind for kind in missing if kind.is_above(options["limit"])]
        if options["missing"] == "hide" or (options["missing"] == "ask" and not above):
            return missing
        if options["missing"] == "ask" and self._may_hide(above, options):
            return missing
        for kind in missing:
            report.note(str(KINDS[kind.kind]), _kept(len(kind.ids)))
        return []

    def _may_hide(self, above: list[Missing], options: dict[str, Any]) -> bool:
        words = {"listed": ", ".join(kind.words() for kind in above)}
        if not (options["interactive"] and sys.stdin.isatty()):
            raise CommandError(
                _(
                    "This delivery lacks so much that it may be only a part (%(listed)s). Nothing "
                    "was written. If it is a part: --missing keep. If it is everything, and the "
                    "rest is to be hidden: --missing hide. How much may be missing: --limit."
                )
                % words
            )
        question = _(
            "This delivery lacks %(listed)s. Is it everything there is, and is the rest to be "
            "hidden? Otherwise it stays. [y/N] "
        )
        return input(question % words).strip().lower() in ("j", "ja", "y", "yes")


def _city(given: str, folder: Folder) -> tuple[City | None, str]:
    """Return the city a delivery belongs to, and what it is or will be called."""
    city = None if given else known_city(folder)
    name = city.name if city else city_name(given or folder.city)
    city = city or services.city_named(name)
    brought = folder.organisations.found or folder.meetings.found or folder.papers.found
    if city is None and (folder.withdrawn or not brought):
        words = {"name": name}
        raise CommandError(
            _("There is no city %(name)s here; please say with --city which one is meant.") % words
        )
    return city, name


def _kept(number: int) -> str:
    words = ngettext(
        "%(number)s is not in this delivery and stays",
        "%(number)s are not in this delivery and stay",
        number,
    )
    return words % {"number": number}
