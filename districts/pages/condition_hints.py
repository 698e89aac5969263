"""What does a condition's wording say about the partner it needs?"""

import re

from districts.models import Sector
from text.fold import fold

#: Words by which texts name a sector, as patterns; the longer ones first where one holds the other.
_WORDS = (
    ("sozialunternehm", Sector.SOCIAL_ENTERPRISE),
    ("sozial-unternehm", Sector.SOCIAL_ENTERPRISE),
    ("lokale wirtschaft", Sector.BUSINESS),
    ("ortliche wirtschaft", Sector.BUSINESS),
    ("gewerbe", Sector.BUSINESS),
    ("kirche", Sector.CHURCH),
    ("religion", Sector.CHURCH),
    ("stiftung", Sector.FOUNDATION),
    ("bezirksbeirat", Sector.POLITICS),
    ("gemeinderat", Sector.POLITICS),
    ("politik", Sector.POLITICS),
    ("bildung", Sector.EDUCATION),
    ("schule", Sector.EDUCATION),
    ("stadt und bezirk", Sector.MUNICIPAL),
    ("verwaltung", Sector.MUNICIPAL),
    ("bezirksamt", Sector.MUNICIPAL),
    ("gemeinnutzig", Sector.NONPROFIT),
    ("verein(?!bar|fach|zel)", Sector.NONPROFIT),
    ("ohne trager", Sector.CITIZENS),
    ("engagierte", Sector.CITIZENS),
)


def sector_named_in(text: str) -> str:
    """Return the sector a German sentence names, best in brackets at its end; "" when none."""
    whole = fold(text)
    _, _, bracket = whole.rpartition("(")
    for part in (bracket, whole) if bracket != whole else (whole,):
        for word, sector in _WORDS:
            if re.search(word, part):
                return str(sector.value)
    return ""
