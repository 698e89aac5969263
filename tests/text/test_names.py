"""What may stand as a name or a title, and what looks alike."""

from __future__ import annotations

import unicodedata

import pytest
from faker.providers.person.de_DE import Provider as Names
from hypothesis import example, given
from hypothesis import strategies as st

from text import lookalikes, names, offices

GOOD = [
    "Anna",
    "Jörg Müßig-Größer",
    "Nguyễn Thị Hồng Ngọc",
    "Ọ̀ṣun Adébáyọ̀",
    "محمد الأحمد",
    "שָׁלוֹם עֲלֵיכֶם",
    "مِهمان‌خانه",  # Persian, with a joiner that parts letters
    "क्‍ष त्र",
    "สวัสดีครับ",
    "李小龍",
    "김철수",
    "Łódź – Stuttgart 2030",
    "Repair-Café „Alte Post“ (Ost)",
    "Wer hilft beim Umzug?",
    "1. FC Nachbarschaft e. V.",
    "Sommerfest 🌳👨‍👩‍👧 ❤️",
    "7️⃣ Tipps",
    "C++ für Kinder",
    "½ Preis & mehr",
    "H₂O am Neckar",
    "x",
    "🌳",
]
BAD = {
    "empty": ["", " ", "…", "---", "!?", "+", "„“", "́"],
    "unseen": [
        "An\u2061na",
        "\u115fAnna",
        "Anna\u3164",
        "\uffa0Anna",
        "An\u034fna",
        "A\u180enna",
        "Anna\ufe0f",
        "Anna\ufe00",
        "Anna\U000e0100",
        "Anna\U000e0041\U000e007f",
        "An\u200dna",
        "An\u200cna",
        "\u200dAnna",
        "Anna\u2800Bert",
        "An\ufffcna",
        "An\ufff9na",
        "Kh\u17b4mer",
    ],
    "direction": [f"Anna{char}Bert" for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068"]
    + ["Anna\u2069", "\u200eAnna", "Anna\u200f", "\u061cAnna"],
    "signs": [f"An{char}na" for char in "\x00\x07\x9b\ud800\ue000\U0010ffff\u0378\U000f0000"],
    "marks": ["Q" + "\u0301" * 3 + "algo", "A\u0336d\u0336m\u0336in", "A\u20dd", "nn\u0338 "],
}
BAD["marks"] += ["".join(c + "\u0330" for c in "Wir machen alles kaputt hier in der Stadt")]
BAD["marks"] += ["क" + "\u0901" * 5, "Titel " + "\u0301" * 60]


@pytest.mark.parametrize("name", GOOD)
def test_names_of_all_languages_are_welcome(name: str) -> None:
    kept = names.clean(name)
    assert (names.problem(kept), names.made_fit(name)) == ("", kept)
    assert unicodedata.normalize("NFC", name) == kept


@pytest.mark.parametrize(("why", "name"), [(why, name) for why in BAD for name in BAD[why]])
def test_what_is_no_name_is_refused_with_its_reason(why: str, name: str) -> None:
    found = names.problem(names.clean(name))
    assert found == why or (why == "empty" and found == "marks")
    assert found in names.PROBLEMS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \t Maier ", "Anna Maier"),
        ("Anna\nMaier", "Anna Maier"),
        ("Anna\r\n\r\nMaier\u2028x\u2029y\x85z\x0bu\x0cv\x1cw", "Anna Maier x y z u v w"),
        ("Anna\u00a0Maier\u3000x\u2003y", "Anna Maier x y"),
        ("Quar\u00adtiers\u200bhaus\ufeff\u2060", "Quartiershaus"),
        ("Mu\u0308ller", "Müller"),
        ("\u1100\u1161", "가"),
    ],
)
def test_what_nobody_meant_is_put_right(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


@pytest.mark.parametrize(
    ("foreign", "kept"),
    [
        ("Sitzung\u202e gnuztiS", "Sitzung gnuztiS"),
        ("Anna\u3164", "Anna"),
        ("Z\u0301\u0302\u0303\u0304algo", "Źalgo"),
        ("\u202e", "ohne Titel"),
        ("…", "ohne Titel"),
        ("Haus\x00meister", "Hausmeister"),
    ],
)
def test_foreign_data_is_made_fit(foreign: str, kept: str) -> None:
    assert names.made_fit(foreign, "ohne Titel") == kept


@given(st.text(max_size=60))
@example("a\u200d\u200d")
@example("\u0301" * 70)
@example("\u200c\u0915\u200d\u202e\u0915")
def test_whatever_comes_is_made_a_name_or_left_out(value: str) -> None:
    fit = names.made_fit(value, "ersatz")
    assert names.problem(fit) == ""
    assert names.clean(fit) == fit
    assert fit.isprintable() or any(joiner in fit for joiner in "\u200c\u200d")
    assert len(fit.splitlines()) == 1


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(value: str) -> None:
    once = names.clean(value)
    assert names.clean(once) == once


def test_length_counts_what_is_seen() -> None:
    assert names.length("Nguyễn") == 6
    assert names.length("á̱") == 1


@pytest.mark.parametrize(
    "name",
    "Admin|ADMIN|Аdmin|Αdmin|A d m i n|A.d.m.i.n|A_d_m_i_n|Adm1n|4dmin|Ａｄｍｉｎ|ⓐⓓⓜⓘⓝ|𝐀dmin|ᴀᴅᴍɪɴ"
    "|🇦🇩🇲🇮🇳|Adrnin|Ådmin|аԁmіn|🅰🅳🅼🅸🅽|Αdmιη|Админ|Administrator|Die Administration|Anna (Admin)"
    "|Admin1|Moderation|Mоderation|M0deration|Moderatorin|Das Moderationsteam|Moderations-Team"
    "|Модератор|Redaktion|Redaktion Ost|Redaktíon|Stadt-Redaktion|Redakteurin|Team|Das Team"
    "|System|Support|Sеitenbetreiber|Webmaster|admin@stadt"
    "|SuperAdmin|superadmin|SUPERADMIN Ost|KoAdmin|Seitenadmins|Chefredaktion Ost|Stadtredaktion"
    "|Vize-Moderatorinnen|Stadtredaktionsleitung|Support-Team|Support Team Ost|Supportteam"
    "|Das Service-Team|QW Moderation|Systemverwaltung|Quartier-Admin-Team|Adm!n|M0dera7ion"
    "|ꓮꓓꓟꓲꓠ|ꓮdmin|ᎪᎠᎷᎥN|ᗩᗪᗰIᑎ|ⲁⲇⲙⲓⲛ|𝕬𝖉𝖒𝖎𝖓|🅐🅓🅜🅘🅝|ᴬᵈᵐⁱⁿ|𐊠𝖽ᛖ𐌉ꓠ|Адмін|Adminski".split("|"),
)
def test_names_of_offices_are_known_in_disguise(name: str) -> None:
    assert offices.names_office(names.clean(name))


@pytest.mark.parametrize(
    "name",
    "Anna Schmidt|Badminton-Verein Ost|Ad van Minnen|Moderne Kunst e. V.|Modersohn|Редько|Clara"
    "|Teamsport Süd|Jugendhilfe Ost|Edith Torberg|Systemische Beratung Beck|Hilfe im Alltag|Redlich"
    "|李小龍|محمد|Mode und Ration|Kreditor|Edi Torberg|Nachbarschaftshilfe-Team Ost|Team Blau"
    "|Weber|Anna Leitung|Chefkoch|Seitenspinner|Adam Minde|Serviceclub e. V.|Redakowski".split("|"),
)
def test_honest_names_are_no_offices(name: str) -> None:
    assert not offices.names_office(name)


def test_no_ordinary_name_of_germany_is_an_office_or_mixes_scripts() -> None:
    """Two thousand of them, alone and together."""
    family = {*Names.last_names, "Redakowski", "Moderow", "Editz", "Systermans", "Badmann"}
    first = {*Names.first_names}
    together = {f"{one} {other}" for one, other in zip(sorted(first), sorted(family), strict=False)}
    refused = {
        name
        for name in family | first | together
        if offices.names_office(name) or lookalikes.mixes_scripts(name)
    }
    assert refused == set()
    assert len(family) > 400


@pytest.mark.parametrize(
    "name",
    "Аnna|Annа Maier|ꓮnna|Anna Ⲙaier|Иванова Anna|田中Tanaka|Ευa|Αnna Μαρία|Anna Σ|Ꭰora|Ａnnа"
    "|Anna Иванова".split("|"),
)
def test_two_alphabets_in_one_name_are_a_disguise(name: str) -> None:
    assert lookalikes.mixes_scripts(names.clean(name))


@pytest.mark.parametrize(
    "name",
    "Анна Иванова|Μαρία Παπαδοπούλου|Bruce Lee 李小龍|田中さくら|金さん|김철수 (Kim)"
    "|محمد (Mohammed)|Keʻala|Ａｎｎａ|Straße 7b|𝐀nna|Łukasz Żółć|Ⴀნა|ԱՆՆԱ|Ọ̀ṣun Adébáyọ̀"
    "|मेरी Maria|H₂O|№ 5|x²".split("|"),
)
def test_one_alphabet_or_scripts_that_nobody_confuses_are_none(name: str) -> None:
    assert not lookalikes.mixes_scripts(names.clean(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eva Maier", "eva  maier"),
        ("Eva Maier", "Еvа Mаіеr"),
        ("Eva Maier", "Eva-Maier"),
        ("Eva Maier", "EvaMaier."),
        ("Eva Maier", "Éva Maïer"),
        ("Eva Maier", "Eva Maler"),
        ("Tom Kern", "Torn Kem"),
        ("Bo 10", "Bo lO"),
    ],
)
def test_what_looks_alike_has_one_skeleton(one: str, other: str) -> None:
    assert lookalikes.skeleton(one) == lookalikes.skeleton(other)


def test_different_names_have_different_skeletons() -> None:
    people = [
        "Eva Maier",
        "Eva Mayer",
        "Ewa Maier",
        "Eva M.",
        "Maier Eva",
        "Вася",
        "李小龍",
        "محمد",
    ]
    assert len({lookalikes.skeleton(name) for name in people}) == len(people)
    assert "" not in {lookalikes.skeleton(name) for name in people}


def test_every_letter_of_the_table_is_read_as_the_one_it_looks_like() -> None:
    read = {
        char: (lookalikes.skeleton(char), lookalikes.skeleton(latin))
        for latin, chars in lookalikes._TABLE.items()
        for char in chars.replace(" ", "")
    }
    assert {char: pair for char, pair in read.items() if pair[0] != pair[1]} == {}
