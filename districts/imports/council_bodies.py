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

#: What OParl 1.1 lists as `organizationType`, where its words alone would not say it.
_TYPES = {
    "verwaltungsbereich": Sector.MUNICIPAL,
    "institution": Sector.MUNICIPAL,
}
#: Ends of words whose members are elected or appointed to advise. A genitive needs no word here.
_COUNCILS = (
    *("rat", "räte", "räten", "raete", "raeten"),
    *("ausschuss", "ausschuß", "ausschüsse", "ausschüssen", "ausschuesse", "ausschuessen"),
    *("fraktion", "fraktionen", "fraktionsgemeinschaft", "zählgemeinschaft", "ratsgruppe"),
    *("fraktionslos", "fraktionslose", "fraktionsloser", "fraktionslosen"),
    *("versammlung", "versammlungen", "vertretung", "vertretungen", "gremium", "gremien"),
    *("kommission", "kommissionen", "deputation", "deputationen", "kuratorium", "kuratorien"),
    *("kreistag", "bezirkstag", "landtag", "bundestag", "regionaltag"),
    *("parlament", "parlamente", "plenum", "bürgerschaft", "buergerschaft", "senat", "magistrat"),
    *("abgeordnetenhaus", "stadtverordnete", "stadtverordneten", "partei", "parteien"),
    *("wählergruppe", "wählervereinigung", "wählergemeinschaft", "wählerinitiative"),
    *("bürgerliste", "wählerliste"),
)
#: Words that end like those and are something else: offices, staff, persons, things.
_NO_COUNCILS = (
    *("orat", "eferat", "iterat", "pparat", "quadrat", "heirat", "vorrat", "unrat", "verrat"),
    *("inserat", "karat", "krat", "substrat", "zierrat", "nitrat"),
    *("landrat", "baurat", "notariat", "regierungsrat", "amtsrat", "forstrat", "medizinalrat"),
    *("personalrat", "betriebsrat", "richterrat", "studienrat", "schulrat"),
    *("personalräte", "betriebsräte", "personalkommission", "gutachterausschuss"),
    *("personalvertretung", "mitarbeitervertretung", "schwerbehindertenvertretung"),
    *("auszubildendenvertretung", "schülervertretung", "mietervertretung", "handelsvertretung"),
    *("interessenvertretung", "rechtsvertretung", "stellvertretung", "auslandsvertretung"),
    *("personalversammlung", "betriebsversammlung", "belegschaftsversammlung"),
    *("mieterversammlung", "eigentümerversammlung", "gesellschafterversammlung"),
    *("hauptversammlung", "mitgliederversammlung", "jahresversammlung", "gläubigerversammlung"),
)
#: Ends of words that name a part of the administration, or one of its firms.
_OFFICES = (
    *("amt", "ämter", "referat", "dezernat", "büro", "buero", "sekretariat"),
    *("stelle", "abteilung", "verwaltung", "betrieb", "betriebe", "werke", "dienst", "dienste"),
    *("fachbereich", "sachgebiet", "behörde", "direktion", "kämmerei", "zentrum", "archiv"),
    *("beauftragte", "beauftragter", "gmbh", "agentur", "haus", "schule", "bibliothek"),
)
#: Parties by the word they are known by.
_PARTIES = frozenset(
    {
        *("spd", "cdu", "csu", "fdp", "afd", "bsw", "ssw", "ödp", "oedp", "dkp", "npd", "mlpd"),
        *("freibeuter", "fwg", "uwg", "freidemokraten", "piratenpartei"),
        *("sozialdemokraten", "christdemokraten", "linkspartei"),
    }
)
#: Parties whose word means other things, too ("FW 3" is a fire station): only as the whole name,
#: beside others, or beside what says that a party is meant.
_PARTIES_OR_NOT = frozenset(
    {"fw", "volt", "piraten", "grüne", "grünen", "gruene", "gruenen", "linke", "linken"}
)
#: What may stand beside them.
_BESIDE = re.compile(
    r"(?:fraktion|gruppe|ortsverein|ortsgruppe|ortsverband|kreisverband|stadtverband"
    r"|regionalverband|bezirksverband|liste)$"
    r"|^(?:und|die|der|im|in|stadtrat|gemeinderat|kreistag)$"
)
#: "Rat" as what one gives to somebody.
_ADVICE = re.compile(r"^(?:mit )?rat (?:und |u )?(?:hilfe|tat|auskunft|beratung|unterstützung)\b")
#: Parties whose name is made of usual words: only together, or as the whole name.
_PARTY_NAMES = re.compile(
    r"\b(?:bündnis 90|(?:die|b90|90) grünen?|die linke|freien? wähler(?:innen)?"
    r"|freien? demokraten|tierschutzpartei)\b"
    r"|^die partei$"
)
#: A word with its hyphens: "SPD-Fraktion" is one, and its last part says what it is.
_WORD = re.compile(r"\w+(?:-\w+)*")


def sector_of(name: str, *, classification: str = "", organization_type: str = "") -> Sector:
    """Return politics for councils, their committees and groups, else the administration."""
    known = _TYPES.get(" ".join(_folded(organization_type).split()))
    if known is not None:
        return known
    for text in (organization_type, name, classification):
        found = _by_words(text)
        if found is not None:
            return found
    return Sector.MUNICIPAL


def _by_words(text: str) -> Sector | None:
    words = _WORD.findall(_folded(text))
    whole = " ".join(words)
    if _ADVICE.search(whole):
        return Sector.MUNICIPAL
    if _are_parties(words):
        return Sector.POLITICS
    party = _PARTY_NAMES.search(whole)
    place = 0
    for word in words:
        if _ends_with(word, _NO_COUNCILS):
            return Sector.MUNICIPAL
        if _ends_with(word, _COUNCILS) or not _PARTIES.isdisjoint({word, word.partition("-")[0]}):
            return Sector.POLITICS
        if party and party.start() <= place:
            return Sector.POLITICS
        if _ends_with(word, _OFFICES):
            return Sector.MUNICIPAL
        place += len(word) + 1
    return None


def _ends_with(word: str, ends: tuple[str, ...]) -> bool:
    """Say whether a word, or that of which it is the genitive, has one of these ends."""
    return word.endswith(ends) or (
        word.endswith("s") and word.removesuffix("s").removesuffix("e").endswith(ends)
    )


def _are_parties(words: list[str]) -> bool:
    """Say whether a name consists of parties and what may stand beside them."""
    parts = [part for word in words for part in word.split("-")]
    known = [part for part in parts if part in _PARTIES_OR_NOT or part in _PARTIES]
    rest = (part for part in parts if part not in known)
    return bool(known) and all(_BESIDE.search(part) for part in rest)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
