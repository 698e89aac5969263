"""Is a body of a council's information system a council, or an office? Pure.

What the system says itself (`organizationType`) counts first. Else the words of the name are read
from the left, since a German name says first what a thing is: "Ausschuss für Verwaltung" is a
committee, "Geschäftsstelle des Gemeinderats" is an office. In a compound the last part says it:
"Gemeinderat", "Rathaus". A part in the middle says nothing: "Referat", "Integration".
"""

from __future__ import annotations

import re
import unicodedata

from districts.models import Sector

#: What OParl 1.1 lists as `organizationType`, where it decides.
_TYPES = {
    "gremium": Sector.POLITICS,
    "partei": Sector.POLITICS,
    "fraktion": Sector.POLITICS,
    "verwaltungsbereich": Sector.MUNICIPAL,
    "institution": Sector.MUNICIPAL,
}
#: Ends of words whose members are elected or appointed to advise.
_COUNCILS = (
    *("rat", "rats", "rates", "räte", "raete"),
    *("ausschuss", "ausschuß", "ausschusses", "ausschüsse", "ausschuesse"),
    *("fraktion", "fraktionen", "fraktionsgemeinschaft", "fraktionslose", "ratsgruppe"),
    *("versammlung", "vertretung", "kommission", "kuratorium", "parlament", "plenum"),
    *("kreistag", "bezirkstag", "landtag", "bundestag", "regionaltag"),
    *("bürgerschaft", "buergerschaft", "senat", "senats", "magistrat", "abgeordnetenhaus"),
    *("partei", "wählergruppe", "wählervereinigung", "wählergemeinschaft", "wählerinitiative"),
    *("bürgerliste", "wählerliste", "stadtverordnete"),
)
#: Words that end like those and are something else: offices, staff, persons, things.
_NO_COUNCILS = (
    *("orat", "eferat", "iterat", "pparat", "quadrat", "heirat", "vorrat", "unrat"),
    *("landrat", "baurat", "notariat"),
    *("personalrat", "personalrats", "betriebsrat", "richterrat", "studienrat", "schulrat"),
    *("personalvertretung", "mitarbeitervertretung", "schwerbehindertenvertretung"),
    *("personalversammlung", "betriebsversammlung", "gutachterausschuss"),
    *("schülervertretung", "interessenvertretung", "rechtsvertretung", "stellvertretung"),
)
#: Ends of words that name a part of the administration, or one of its firms.
_OFFICES = (
    *("amt", "amtes", "ämter", "referat", "dezernat", "büro", "buero", "sekretariat"),
    *("stelle", "abteilung", "verwaltung", "betrieb", "betriebe", "werke", "dienst", "dienste"),
    *("fachbereich", "sachgebiet", "behörde", "direktion", "kämmerei", "zentrum", "archiv"),
    *("beauftragte", "beauftragter", "gmbh", "agentur", "haus", "schule", "bibliothek"),
)
#: Parties by the word they are known by.
_PARTIES = frozenset(
    {
        *("spd", "cdu", "csu", "fdp", "afd", "bsw", "ssw", "ödp", "oedp", "dkp", "npd", "mlpd"),
        *("volt", "piraten", "freibeuter", "fwg", "uwg", "fw", "freidemokraten"),
        *("sozialdemokraten", "christdemokraten", "linkspartei", "piratenpartei"),
    }
)
#: Parties whose name is made of usual words: only together, or as the whole name.
_PARTY_NAMES = re.compile(
    r"\b(?:bündnis 90|(?:die|b90|90) grünen?|die linke|freien? wähler(?:innen)?"
    r"|freien? demokraten|tierschutzpartei)\b"
    r"|^(?:grüne|grünen|linke|die partei)$"
)
#: A word with its hyphens: "SPD-Fraktion" is one, and its last part says what it is.
_WORD = re.compile(r"\w+(?:-\w+)*")


def sector_of(name: str, *, classification: str = "", organization_type: str = "") -> Sector:
    """Return politics for councils, their committees and groups, else the administration."""
    known = _TYPES.get(" ".join(_folded(organization_type).split()))
    if known is not None:
        return known
    for text in (name, classification):
        found = _by_words(text)
        if found is not None:
            return found
    return Sector.MUNICIPAL


def _by_words(text: str) -> Sector | None:
    words = _WORD.findall(_folded(text))
    party = _PARTY_NAMES.search(" ".join(words))
    place = 0
    for word in words:
        if word.endswith(_NO_COUNCILS):
            return Sector.MUNICIPAL
        if word.endswith(_COUNCILS) or not _PARTIES.isdisjoint({word, word.partition("-")[0]}):
            return Sector.POLITICS
        if party and party.start() <= place:
            return Sector.POLITICS
        if word.endswith(_OFFICES) and word != "gesamt":
            return Sector.MUNICIPAL
        place += len(word) + 1
    return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace("/", " ")
