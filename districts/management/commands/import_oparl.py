"""Read a council's organisations, meetings and papers from a folder of OParl objects."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from districts import services
from districts.imports import oparl_read, oparl_write
from districts.imports.progress import progress
from districts.imports.report import Report


class Command(BaseCommand):
    """Read council papers; a second run changes nothing."""

    help = (
        "Read a council's organisations (as actors outside the usual list), meetings (as dates) "
        "and papers by district from a folder of OParl 1.1 objects. May be repeated: it follows "
        "changes, and hides what the source no longer has."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the city."""
        parser.add_argument("folder", type=Path, help="folder with papers/, meetings/ …")
        parser.add_argument(
            "--city",
            default="",
            help="name of the city (default: the name in body.json, else the folder's)",
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, write, report."""
        report = Report()
        try:
            folder = oparl_read.read_folder(
                options["folder"], report, lambda files: progress(files, "Reading files")
            )
        except oparl_read.BadFolder as error:
            raise CommandError(str(error)) from error
        name = " ".join(options["city"].split()) or folder.city
        if not 0 < len(name) <= 120:
            raise CommandError("--city needs a name of at most 120 characters.")
        city = services.ensure_city(name=name)
        oparl_write.import_folder(city, folder, report, steps=progress)
        if options["json"]:
            self.stdout.write(json.dumps({"city": city.name, **report.as_json()}))
        else:
            self.stdout.write("\n".join([f"{city.name}:", *report.lines()]))
