"""Read districts with their outlines from a GeoJSON file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from districts import services
from districts.imports import outlines
from districts.imports.city_names import city_name
from districts.imports.report import Report
from text.progress import each


class Command(BaseCommand):
    """Read districts with their outlines; a second run changes nothing."""

    help = (
        "Read districts with their outlines (WGS84) from a GeoJSON file. May be repeated: what is "
        "there already is compared and changed only where the file differs; addresses never change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, the city, and where names stand."""
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection")
        parser.add_argument("--city", required=True, help="name of the city; made if it is new")
        parser.add_argument(
            "--name-property", default="", metavar="P", help="property with the name (usual: name)"
        )
        parser.add_argument(
            "--parent",
            default="",
            metavar="P",
            help="property that names the district above, or the name of one above all of them",
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    # A shell has no language of its own; what a person reads here is in that of the site.
    @translation.override(settings.LANGUAGE_CODE)
    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, write, report."""
        report = Report()
        name = city_name(options["city"])
        try:
            features = outlines.read_features(
                options["file"],
                report,
                name_property=options["name_property"],
                parent=options["parent"],
            )
        except outlines.BadFile as error:
            raise CommandError(str(error)) from error
        if not features:
            lines = [_("No district can be read; nothing was written."), *report.lines()]
            raise CommandError("\n".join(lines))
        city = services.ensure_city(name=name)
        outlines.import_features(city, features, report, steps=lambda items: each(items, f"{city}"))
        if options["json"]:
            self.stdout.write(json.dumps({"city": city.name, **report.as_json()}))
        else:
            self.stdout.write("\n".join([f"{city.name}:", *report.lines()]))
