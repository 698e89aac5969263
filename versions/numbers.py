"""What is one word although blanks stand in it?

A telephone number, a date, a time, a price, an account number, an appointment: whoever changes a
part of it changes the whole. Two people's halves put together would be one that nobody wrote.
"""

from __future__ import annotations

# Blanks of every width and length, those that HTML spells out, and signs that nobody sees.
_SPELT = "&(?:nbsp|thinsp|\\#160);"
_B = f"(?:[^\\S\\r\\n\x0b\x0c\x85\u2028\u2029]|[\u200b\u200e\u200f\u2060\ufeff]|{_SPELT})"
_END = "(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])"
#: A blank where a mail programme may have ended the line.
_GAP = f"(?:{_B}++(?:{_END}{_B}*+)?+|{_END}{_B}*+)"
_DASH = "\\-\u2010-\u2015\u2212"
#: More groups than any number has that people dial or pay with; tables of figures are cut here.
_GROUPS = 12

# Short names of days only with a capital: "so" and "do" are words of two languages.
_WEEKDAY = (
    r"(?:(?i:(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|sonntag)s?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
    r"|Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
)
_WEEKDAYS = (
    f"{_WEEKDAY}(?:(?:{_B}*+[{_DASH}/,&+]{_B}*+|{_GAP}(?:bis|und|oder|to|and){_GAP}){_WEEKDAY})"
    "{0,6}"
)
_MONTH = (
    r"(?i:jan(?:uary?)?|jänner|feb(?:ruary?)?|feber|m(?:är|rz|ärz|ar(?:ch)?)|apr(?:il)?|mai|may"
    r"|jun[ie]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?"
    r"|de[zc](?:ember)?)\b\.?"
)
_FRACTION = "[¼-¾⅐-⅞]"
_UNIT = (
    f"(?:(?i:mio|mrd)\\.?{_B}*+)?"
    r"(?:(?i:uhr|euros?|eur|cent|ct|prozent|std|min|mio|mrd|h|kg|g|ml|l|p\.?m|a\.m"
    r"|[kcm]?m[²³]?|qm|ha|grad|jahren?|monate?n?|wochen?|tagen?|stunden?|minuten?)"
    # "Bachweg 7 a"
    r"|[a-f](?=[\s,;)]|$)"
    # In German "am" follows the hour: "um 15 am Markt", "um 15 am 3. Mai".
    r"|(?i:am)(?!\s+[A-ZÄÖÜ\d])|[€%‰$£])(?!\w)"
)
#: "dritter", "am zwölften": which day of a month it is, or which weekday.
_ORDINAL = (
    "(?i:(?:(?:vor)?letzt|nächst|erst|zweit|dritt|viert|fünft|sechst|siebt|siebent|acht|neunt|zehnt"
    "|elft|zwölft|(?:drei|vier|fünf|sech|sieb|acht|neun)zehnt|(?:(?:ein|zwei|drei|vier|fünf|sechs"
    "|sieben|acht|neun)und)?(?:zwanzig|dreißig)st)e[nrms]?)"
)
_HOUR_IN_WORDS = "(?:eins?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
#: "halb drei", "viertel nach vier", "fünf vor zwölf", "zwei bis vier".
_CLOCK = (
    f"(?i:(?:halb|(?:drei)?viertel|(?:(?:drei)?viertel|kurz|fünf|zehn|zwanzig){_GAP}(?:vor|nach)"
    f"(?:{_GAP}halb)?){_GAP}{_HOUR_IN_WORDS}\\b"
    f"|{_HOUR_IN_WORDS}{_GAP}bis{_GAP}{_HOUR_IN_WORDS}\\b)"
)
#: Parts of a year, and of a month.
_SEASON = (
    "(?i:frühling|frühjahr|sommer|herbst|winter|ostern|pfingsten|weihnachten|advent|fasching"
    "|quartal|halbjahr|semester|sommersemester|wintersemester|schuljahr)"
)
_OF_YEAR = f"(?:\\d\\.{_GAP})?{_SEASON}{_GAP}\\d{{4}}(?!\\d)|Q[1-4]{_B}*+/?{_B}*+\\d{{4}}(?!\\d)"
_OF_DAY = "(?:\\.|(?:st|nd|rd|th)\\b)"
_YEAR = f"(?:{_B}*+\\d{{2,4}}|{_END}{_B}*+\\d{{4}})(?!\\d)"
_DAY = f"\\d{{1,2}}(?:\\.{_B}*+\\d{{1,2}}\\.|{_OF_DAY}?+{_GAP}?+(?:of{_GAP})?{_MONTH})(?:{_YEAR})?"
_MONTHS = f"{_MONTH}(?:(?:{_B}*+[{_DASH}/]{_B}*+|{_GAP}(?:bis|und|to|and){_GAP}){_MONTH}){{0,3}}"
_OF_MONTH = f"{_MONTHS}{_GAP}\\d{{1,4}}(?:(?:st|nd|rd|th)\\b)?+(?:,{_GAP}\\d{{4}})?(?!\\d)"
_PART_OF_MONTH = f"(?i:anfang|mitte|ende){_GAP}{_MONTHS}(?:{_YEAR})?"
_WHICH_DAY = f"(?:{_ORDINAL}{_GAP}(?:{_MONTH}(?:{_YEAR})?|{_WEEKDAY})|\\d\\.{_GAP}{_WEEKDAY})"
#: A town with its postcode.
_TOWN = f"(?<!\\d[ \\t])\\d{{5}}{_B}++[A-ZÄÖÜ][^\\W\\d_]+(?:-[^\\W\\d_]+)*+"
#: Latitude and longitude.
_PLACE = f"[{_DASH}]?\\d{{1,3}}\\.\\d{{4,}},{_B}*+[{_DASH}]?\\d{{1,3}}\\.\\d{{4,}}"
_TO = f"(?:bis|auf|und|oder|to|and|or|until){_GAP}(?:(?:zum|zur|den|dem|the|einschließlich){_GAP})?"
_FIRST_OF_SEVERAL = (
    f"\\d{{1,2}}\\.(?={_GAP}{_TO}\\d|,{_GAP}\\d{{1,2}}\\.|{_B}*+[{_DASH}/]{_B}*+\\d)"
    f"(?:{_GAP}(?:auf|und|oder)(?:{_GAP}(?:den|zum))?+|,)?+"
)
_AMOUNT = f"(?:\\d+(?:,[-–]+|{_B}*+{_FRACTION})?|{_FRACTION})(?:{_GAP}?+{_UNIT})?"
_PART = (
    f"(?:{_PLACE}|{_TOWN}|{_DAY}|{_WHICH_DAY}|{_OF_YEAR}|{_FIRST_OF_SEVERAL}|{_AMOUNT}|{_OF_MONTH}"
    f"|{_PART_OF_MONTH}|{_CLOCK})"
)

# A number that goes on in the next line. Two below each other are none: the second has a 0, a colon
# or the five digits of a postcode.
_WRAP = f"(?:{_END}{_B}*+(?=[1-9]\\d{{1,3}}(?![\\d:]|\\.\\d)))"
# What holds the parts of a number together; a comma or a full stop only without a blank.
_HOUR = f"\\d{{1,2}}(?:[.:]\\d\\d)?{_B}*+(?i:uhr|h\\b|[ap]\\.?m\\b)"
_PARAGRAPH = r"(?i:abs(?:atz)?|satz|nr|nummer|ziff(?:er)?|buchst(?:abe)?)\b\.?"
_EXTENSION = r"(?i:durchwahl|nebenstelle|dw|app(?:arat)?|ext(?:ension)?)\b\.?:?"
_JOINT = (
    f"(?:[.,:·'’′][-–]?|{_B}*+[/(){_DASH}+]{{1,3}}{_GAP}?+"
    f"|{_B}++{_WRAP}?|{_WRAP}"
    f"|{_GAP}(?:bis|to|until|till){_GAP}(?:(?:zum|zur|den|einschließlich){_GAP})?"
    f"|,?{_GAP}(?:um|ab|gegen|von|at|from){_GAP}|,{_GAP}(?={_HOUR})"
    f"|{_B}*+[x×]{_B}*+(?=\\d)|,?{_GAP}{_PARAGRAPH}{_GAP}?+(?=\\d)"
    f"|,?{_GAP}(?:oder|und|or|and){_GAP}[{_DASH}](?=\\d)|,?{_B}*+[/(]?{_B}*+{_EXTENSION}{_GAP}?+)"
)
_BEFORE = f"{_WEEKDAYS},?{_GAP}(?:(?:de[nmr]|am|um|ab|von|from|at){_GAP})?(?=[\\d])"
_ABROAD = f"(?:(?:\\+|[A-Z]{{2}}|€|EUR){_B}*+(?=\\d)|\\({_B}*+(?=[\\d+])\\+?)"
_BOTH_ENDS = f"(?i:zwischen|between){_GAP}{_PART}{_GAP}(?i:und|and){_GAP}(?={_PART})"
# A list of numbers, one a line.
_ALONE = f"(?<![^\\r\\n])\\d++(?={_B}*+{_END})"

#: The pattern of such a word, to be put before that of other words.
NUMBER = (
    f"(?=[\\d(+€A-ZÄÖÜ¼-¾⅐-⅞a-hj-qs-wz\\-])(?<![^\\W_])"
    f"(?:{_ALONE}|(?:{_BEFORE}|{_BOTH_ENDS})?(?:{_ABROAD})?"
    f"{_PART}(?:{_JOINT}{_PART}){{0,{_GROUPS}}}(?!\\w|(?!{_SPELT})[-@&'’/:]+[^\\W\\d]))"
)
