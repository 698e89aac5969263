"""Councils and offices are told apart by words, not by letters that stand next to each other."""

import json
from pathlib import Path

import pytest

from districts.imports.council_bodies import sector_of

COUNCILS = """
Gemeinderat|Stadtrat|Rat|Rat der Stadt|Kreistag|Bezirkstag|Landtag|Bürgerschaft|Senat|Magistrat
Stadtverordnetenversammlung|Gemeindevertretung|Stadtvertretung|Bezirksvertretung 1|Ortsbeirat Nord
Bezirksbeirat Mitte|Bezirksausschuss 12|Stadtbezirksrat Südost|Ortschaftsrat Durlach|Ortsrat
Abgeordnetenhaus|Bezirksverordnetenversammlung|Verbandsversammlung|Verbandsgemeinderat|Plenum
Ältestenrat|Jugendgemeinderat|Jugendparlament|Seniorenrat|Kinder- und Jugendrat|Kita-Rat
Integrationsrat|Migrationsbeirat|Beirat für Integration|Inklusionsbeirat|Gestaltungsbeirat
Behindertenbeirat|Gesamt-Elternbeirat|Ausschuss für Umwelt|Haupt- und Finanzausschuss
Ausschuss für Verwaltung und Referate|Betriebsausschuss Eigenbetrieb Abfallwirtschaft
Stadtwerke-Ausschuss|Werkausschuss|Kommission für Straßennamen|Kuratorium der Stadtbibliothek
Ausschuss für Beratungsstellen|Beirat der Beratungsstelle|Mitglieder des Gemeinderats
SPD|CDU|CSU|FDP|AfD|BSW|Volt|ÖDP|Die Linke|DIE LINKE|Die Grünen|Bündnis 90/Die Grünen|GRÜNE
Freie Wähler|FW|Fraktion Die Linke|SPD-Fraktion|CDU-Ratsfraktion|FDP/Freie Wähler|Ratsgruppe Volt
Piratenpartei|Tierschutzpartei|Unabhängige Wählervereinigung|Bürgerliste|SPD-Ortsverein|Die PARTEI
GEMEINDERAT|gemeinderat|Gemeinderat - Beratungen zum Haushalt|Ausschüsse des Kreistags
Kreistages|Präsidium des Kreistages|Vorstand des Kreistags|Vorstand des Senates|Mitglieder des Rates
Präsidium der Bürgerschaft|Vorsitz des Bauausschusses|Sprecher des Jugendparlaments|Gremium Verkehr
Fraktionslos|Fraktionslose Mitglieder|Deputation für Bau|Staatliche Deputation|Beiräte|Kommissionen
Zählgemeinschaft SPD/Grüne|Grüne und Linke|Grüne Fraktion|FW-Gruppe|FW Ortsverein|Volt/FDP|Piraten
SPD-Stadträtinnen|Beira\u0308te
Volt und FDP|Linke-Stadtverband|Freie Wähler (FW)|FW/UWG|Grüne im Stadtrat|SPD Musterstadt
"""
OFFICES = """
Referat Jugend|Kulturreferat|Referat für Ratsangelegenheiten|Amt für Integration|Integration
Büro für Integration|Beratungsstelle Wohnen|Beratung|Literaturhaus|Literatur|Rathaus|Ratskeller
Ratsbüro|Rathausverwaltung|Bezirksamt Mitte|Ordnungsamt|Amt für Ratsangelegenheiten|Landrat
Landratsamt|Dezernat 5|Geschäftsstelle des Gemeinderats|Geschäftsstelle Gemeinderat
Büro der Fraktionen|Sekretariat|Notariat|Rektorat|Inspektorat|Schulapparat|Museum Quadrat
Personalrat|Gesamtpersonalrat|Betriebsrat|Personalvertretung|Gutachterausschuss
Senatsverwaltung für Wohnen|Kreistagsbüro|Stadtbaurat|Stadtwerke|Eigenbetrieb Gewerbeflächen
Karlsruhe Tourismus GmbH|Zoologischer Garten|Gleichstellungsbeauftragte|Badisches Konservatorium
Standesamt für Heirat|Grünflächenamt|Grüne Mitte|Linke Rheinseite|Bündnis für Familie|Volkswohnung
FW 3 Feuerwehr|Volt-Halle|Volt-Ampere-Labor|Piraten-Spielplatz|Rat und Hilfe|Rat & Tat|Verrat
Landesverrat|Inserat|Inserate|Demokrat|Handelsvertretung|Mieterversammlung|Mietervertretung
Personalkommission|Hauptversammlung der Feuerwehr|Mitgliederversammlung|Eigentümerversammlung
Büro des Kreistages|Geschäftsstelle des Rates|Leitung des Amtes|Rektorats|Landrats|Betriebsräte
Büro der Freien Wähler|Sekretariat Bündnis 90/Die Grünen
Grüne Gasse|Linke Seite|Gremienbüro|Gremiendienst|Grüne Hauptverwaltung
Stabsstelle Partizipation|Parteienverkehr|Kommissariat|Vertretungsplan|Betreuung|Offen||12
"""


def names(table: str) -> list[str]:
    return table.strip("\n").replace("\n", "|").split("|")


@pytest.mark.parametrize("name", names(COUNCILS))
def test_councils_their_parts_and_parties_are_politics(name: str) -> None:
    assert sector_of(name) == "politics"


@pytest.mark.parametrize("name", names(OFFICES))
def test_offices_are_not_whatever_their_letters_hold(name: str) -> None:
    assert sector_of(name) == "municipal"


@pytest.mark.parametrize(
    ("name", "kind", "sector"),
    [
        ("Runder Tisch", "Gremium", "politics"),
        ("Runder Tisch", "externes Gremium", "politics"),
        ("Runder Tisch", "Gremien", "politics"),
        ("Bunte Liste", "Fraktionen", "politics"),
        ("Umwelt", "Ausschuss", "politics"),
        ("Umwelt", "https://rat.example.org/types/Fraktion", "politics"),
        ("Rat und Tat", "Fachbereich", "municipal"),
        ("Rat der Stadt", "Sonstiges", "politics"),
        ("Bunte Liste", " Fraktion ", "politics"),
        ("Zukunft", "Partei", "politics"),
        ("Rat und Tat", "Verwaltungsbereich", "municipal"),
        ("Stadtrat-Archiv", "Institution", "municipal"),
        ("Kreistag", "Institution", "municipal"),
        ("Gemeinderat", "Verwaltungsbereich", "municipal"),
        ("Gemeinderat", "Amt", "municipal"),
        ("Amt für Ratsangelegenheiten", "Ausschuss", "politics"),
        ("Planungsverband, Versammlung", "externes Gremium", "politics"),
        ("Gemeinderat", "Sonstiges", "politics"),
        ("Ordnungsamt", "", "municipal"),
    ],
)
def test_what_the_source_says_itself_counts_first(name: str, kind: str, sector: str) -> None:
    assert sector_of(name, organization_type=kind) == sector


@pytest.mark.parametrize(
    ("name", "classification", "sector"),
    [
        ("Umwelt", "Beschließender Ausschuss", "politics"),
        ("Umwelt", "Fachamt", "municipal"),
        ("Umweltamt", "Unterstützt den Ausschuss", "municipal"),
    ],
)
def test_the_classification_helps_where_the_name_says_nothing(
    name: str, classification: str, sector: str
) -> None:
    assert sector_of(name, classification=classification) == sector


def test_the_given_names(shared_data: Path) -> None:
    rows = json.loads((shared_data / "cases/oparl/bodies/names.json").read_text())
    assert [sector_of(row["name"]) for row in rows] == [row["sector"] for row in rows]
