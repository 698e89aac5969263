"""`manage.py setup_site`: a real town's site, without demo content."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import create_user
from cms.services import ensure_site, ensure_taking_part_pages, fill_operator, name_site
from cms.starter import starter_topics
from districts.imports import outlines
from districts.imports.report import Report
from districts.models import City, District, Topic
from districts.services import modules, places, topics

# What a town calls its parts. Others are given as "singular/plural".
PLURALS = {
    "Bezirk": "Bezirke",
    "Dorf": "Dörfer",
    "Gemeinde": "Gemeinden",
    "Grätzl": "Grätzl",
    "Kiez": "Kieze",
    "Ortschaft": "Ortschaften",
    "Ortsteil": "Ortsteile",
    "Quartier": "Quartiere",
    "Stadtbezirk": "Stadtbezirke",
    "Stadtteil": "Stadtteile",
    "Veedel": "Veedel",
    "Viertel": "Viertel",
}


class Command(BaseCommand):
    help = (
        "Set up a town's site: city, districts, topics, duty pages, pages on taking part,"
        " administrator. Repeatable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--city", required=True, help="name of the town")
        parser.add_argument("--districts", type=Path, help="GeoJSON file with the districts")
        parser.add_argument(
            "--term",
            default="Stadtbezirk",
            help=f"what a part of the town is called: {', '.join(PLURALS)}, or singular/plural",
        )
        parser.add_argument("--operator", required=True, help="who runs the site, for the imprint")
        parser.add_argument("--admin", required=True, help="mail address of the administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        singular, plural = _term(options["term"])
        _check(options["admin"], options["districts"])
        with transaction.atomic():
            ensure_site()
            city = self._city(options["city"], singular, plural)
            self._topics()
            name_site(name=f"Quartierswissen {city.name}")
            fill_operator(operator=options["operator"], mail=options["admin"])
            if made := ensure_taking_part_pages():
                self.stdout.write(f"Taking part: {made} pages made at /mitmachen/.")
            self._admin(options["admin"])
        if options["districts"]:
            call_command(
                "import_districts", str(options["districts"]), city=city.name, stdout=self.stdout
            )
        self._say_what_is_left(city)

    def _city(self, name: str, singular: str, plural: str) -> City:
        is_new = not City.objects.filter(name=name).exists()
        city = places.ensure_city(name=name)
        if is_new:
            modules.begin(city=city)
        if (city.district_term, city.district_term_plural) != (singular, plural):
            city = places.update_city(
                city=city, district_term=singular, district_term_plural=plural
            )
        self.stdout.write(f"City: {city.name}, with {plural}.")
        return city

    def _topics(self) -> None:
        there = {topic.slug: topic for topic in Topic.objects.all()}
        names = {topic.name for topic in there.values()}
        made = 0
        for row in sorted(starter_topics(), key=lambda row: bool(row["parent"])):
            if row["slug"] in there or row["name"] in names:
                continue
            there[row["slug"]] = topics.create_topic(
                name=row["name"],
                slug=row["slug"],
                parent=there.get(row["parent"]),
                synonyms=row["synonyms"],
            )
            made += 1
        self.stdout.write(f"Topics: {made} made, {len(there) - made} were there.")

    def _admin(self, mail: str) -> None:
        if User.objects.filter(email__iexact=mail).exists():
            self.stdout.write(f"Administrator: {mail} has an account already; left as it is.")
            return
        create_user(email=mail, name="Verwaltung", trust=User.Trust.MODERATOR, is_admin=True)
        self.stdout.write(f"Administrator: {mail} signs in with a mailed code at /konto/login/.")

    def _say_what_is_left(self, city: City) -> None:
        if not District.objects.filter(city=city).exists():
            self.stdout.write("Districts: none yet. Import them with import_districts.")
        if City.objects.filter(is_demo=True).exists():
            self.stdout.write("Demo content is still there: demo --remove takes it away.")
        self.stdout.write("Fill the duty pages in the admin: check --deploy names the gaps.")


def _term(text: str) -> tuple[str, str]:
    """Return singular and plural; raises `CommandError` for a word whose plural is not known."""
    singular, slash, plural = text.partition("/")
    if not slash and singular not in PLURALS:
        raise CommandError(
            f"What are several of {singular!r} called? Write --term singular/plural."
        )
    return singular.strip(), plural.strip() or PLURALS[singular]


def _check(mail: str, file: Path | None) -> None:
    try:
        validate_email(mail)
    except ValidationError as error:
        raise CommandError(f"{mail}: {error.messages[0]}") from error
    if file:
        _check_districts(file)


def _check_districts(file: Path) -> None:
    """Read the file before anything is written: half a site would be left by a bad one."""
    report = Report()
    with translation.override(settings.LANGUAGE_CODE):
        try:
            found = outlines.read_features(file, report)
        except outlines.BadFile as error:
            raise CommandError(str(error)) from error
        if not found:
            lines = [_("No district can be read; nothing was written."), *report.lines()]
            raise CommandError("\n".join(lines))
