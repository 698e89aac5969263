"""The admin speaks German: its pages, the sentences it may say, and its programs."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
import wagtail
import wagtail_localize
from django.template import Engine
from django.template.loaders import app_directories
from django.test import Client
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import trans_real
from wagtail.admin.localization import get_js_translation_strings
from wagtail.models import Page

from cms.admin.template_words import WORDS
from cms.models import SiteSettings
from cms.wagtail_hooks import translating
from tests.cms.shown_words import in_html, in_json, wrong, wrong_template
from tests.fixtures.conditions import full_proofs
from tests.permissions.roles import account
from tests.permissions.routes import CLOSED, addresses, questions, routes
from tests.permissions.walk import OK, some_of
from tests.permissions.world import World
from tests.site_walk import unrecorded
from wiki.models import Starter

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.long("asks every route of the admin"),
]
#: What is read by programs, or is a page of the site in its own language.
NOT_READ = re.compile(
    r"/admin/api/|/preview/|/view_draft/|/revisions/<revision_id>/view/|/find/$|jsi18n|sprite"
)
#: Where links and pictures of the admin lead, also in the JSON that programs read.
HOSTS = re.compile(r"(?:https?:)?\\?/\\?/([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
#: Namespaces, this machine, and what examples and things of the world name.
OWN_HOSTS = {"www.w3.org", "127.0.0.1", "example.org", "example.com", "beispiel.de"}
#: Sentences that are looked up and not shown.
NOT_SHOWN = {
    'Method "{method}" not allowed.',  # the API's, to programs
    *("exact", "Id", "Initial forms", "Max num forms", "Min num forms", "Total forms"),
}
#: Not installed, or never shown here.
OTHER_APPS = re.compile(
    r"wagtail/locales/|contrib/(forms|search_promotions|styleguide|simple_translation|table_block|typed_table_block)"
)


def pages(client: Client, world: World) -> Iterator[tuple[str, Any]]:
    """Yield every page of the admin with the address it was asked at."""
    with unrecorded():
        for number, route in enumerate(routes()):
            if not route.startswith("/admin/") or route in CLOSED or NOT_READ.search(route):
                continue
            for address in some_of(addresses(route, world), number, 2 if full_proofs() else 1):
                answer: Any = client.get(address)
                if answer.streaming or answer.status_code != OK:
                    continue
                yield address, answer
                for question in questions(route, answer.content, world)[:1]:
                    if "export" not in question:
                        yield f"{address}?{question}", client.get(f"{address}?{question}")


def texts_of(answer: Any) -> list[str]:
    """Return what an answer shows."""
    kind, text = answer.headers.get("Content-Type", ""), answer.content.decode(errors="replace")
    if "json" in kind:
        return in_json(text)
    return in_html(text) if "html" in kind else []


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What is looked up in the catalogues and not found there."""
    found: set[str] = set()
    for name, of in (("gettext", 0), ("pgettext", 1), ("ngettext", 0), ("npgettext", 1)):
        look = getattr(trans_real, name)

        def noting(
            *args: Any, look: Any = look, of: int = of, counts: bool = "ngettext" in name
        ) -> Any:
            context = f"{args[0]}\x04" if of else ""
            key: Any = f"{context}{args[of]}"
            known: Any = trans_real.catalog()._catalog
            keys = [(key, 0), (key, 1)] if counts else [key]
            if args[of] and all(known.get(one) is None for one in keys):
                found.add(str(args[of]))
            return look(*args)

        monkeypatch.setattr(
            translation._trans,  # type: ignore[attr-defined]
            name,
            noting,
            raising=False,
        )
    return found


@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.parametrize("role", ["admin", pytest.param("editor", marks=pytest.mark.full)])
def test_no_page_of_the_admin_shows_an_english_word(
    world: World, client: Client, role: str, lacking: set[str]
) -> None:
    user = account(world, role)
    assert user is not None
    client.force_login(user)
    foreign = Page.objects.exclude(locale__language_code="de")
    own = {*foreign.values_list("title", flat=True)}
    for site in SiteSettings.objects.exclude(locale__language_code="de"):
        own |= {site.name, site.tagline}
    for starter in Starter.objects.exclude(language="de"):
        own |= {starter.title, starter.sentence, *starter.lines}
    seen: dict[str, str] = {}
    abroad: dict[str, str] = {}
    asked = 0
    for address, answer in pages(client, world):
        asked += 1
        for text in texts_of(answer):
            seen.setdefault(text, address)
        for host in set(HOSTS.findall(answer.content.decode(errors="replace"))) - OWN_HOSTS:
            abroad.setdefault(host, address)
    assert not abroad, "the admin leads to or loads from other hosts"
    assert asked > 250, "a walk that sees nothing proves nothing"
    found = defaultdict(list)
    for text, address in seen.items():
        plain = _without(text, own)
        if bad := wrong(plain):
            found[address].append(f"{text[:120]!r}: {bad}")
    assert not found, "\n".join(f"{at} {line}" for at, lines in found.items() for line in lines)
    unknown = {name for name in lacking if wrong(name)} - NOT_SHOWN
    made = {name for name in unknown if said_of_word(str(capfirst(name))) is None}
    assert not made, f"give these a German word in cms/admin/wagtail_overrides.py: {sorted(made)}"


def _without(text: str, own: set[str]) -> str:
    """Leave out what a page in another language is called."""
    for title in sorted(own, key=len, reverse=True):
        text = text.replace(title, "")
    return text


def installed(language: str) -> Iterator[polib.POEntry]:
    """Yield what the parts of Wagtail that are installed here say."""
    for package in ("wagtail", "wagtail_localize", "taggit"):
        folder = Path(str(__import__(package).__file__)).parent
        for path in sorted(folder.glob(f"**/locale/{language}/**/django.po")):
            if not OTHER_APPS.search(str(path)):
                yield from polib.pofile(str(path))


def said_of_word(word: str) -> str | None:
    """Return the German of a single word; None where no catalogue has it."""
    return said(polib.POEntry(msgid=word))


def said(entry: polib.POEntry) -> str | None:
    """Return how the admin says it in German, all catalogues together; None where none has it."""
    key: Any = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
    known: Any = trans_real.translation("de")._catalog  # type: ignore[attr-defined]
    found = known.get((key, 0)) if entry.msgid_plural else known.get(key)
    return str(found) if found else None


def test_every_sentence_of_wagtail_is_said_in_german_also_those_no_walk_meets() -> None:
    sentences = [entry for entry in installed("en") if not entry.obsolete]
    assert len(sentences) > 1500
    assert {entry.msgid for entry in sentences if said(entry) is None} == set()
    broken = re.compile(r"\b(locales?|dashboard|breadcrumbs?)\b|-Objekt", re.IGNORECASE)
    plain = re.compile(r"%\(\w+\)s|\{\w*\}")
    wrong_ones = {
        entry.msgid: german
        for entry in sentences
        if (german := said(entry)) and broken.search(plain.sub("X", german))
    }
    assert wrong_ones == {}


def test_a_site_is_not_called_a_page() -> None:
    plain = re.compile(r"%\(\w+\)s|\{\w*\}")
    of_sites = [
        entry
        for entry in installed("en")
        if re.search(r"\bsites?\b", text := plain.sub("X", entry.msgid), re.IGNORECASE)
        and "page" not in text.lower()
    ]
    assert len(of_sites) > 30
    page = re.compile(r"webseite|\bseite", re.IGNORECASE)
    said_wrongly = {
        entry.msgid: said(entry) for entry in of_sites if page.search(said(entry) or "")
    }
    assert said_wrongly == {}


#: `AP` is what Wagtail's bundler calls gettext, `WI` ngettext; wagtail-localize's keeps the names.
CALLS = re.compile(
    r"""\(0,\s?\w+\.(?:AP|WI)\)\(\s*"((?:[^"\\]|\\.)+)"|\bgettext\(\s*(["'])(.+?)\2""", re.DOTALL
)


def in_programs(package: Any, pattern: str) -> set[str]:
    """Return the sentences that programs for the browser look up."""
    found = set()
    for path in sorted(Path(package.__file__).parent.glob(pattern)):
        for match in CALLS.finditer(path.read_text(encoding="utf-8", errors="replace")):
            found.add((match[1] or match[3]).replace('\\"', '"').replace("\\u2026", "…"))
    return found


@pytest.mark.parametrize(
    ("address", "package", "pattern", "least"),
    [
        ("/admin/jsi18n/", wagtail, "**/static/**/*.js", 70),
        ("/admin/localize/jsi18n/", wagtail_localize, "static_src/**/*.tsx", 25),
    ],
)
def test_what_programs_in_the_browser_look_up_is_served_in_german(
    admin_client: Client, address: str, package: Any, pattern: str, least: int
) -> None:
    served = admin_client.get(address).content.decode()
    catalogue = json.loads(re.search(r"const newcatalog = (\{.*?\});\n", served, re.DOTALL)[1])  # type: ignore[index]
    looked_up = in_programs(package, pattern)
    assert len(looked_up) > least
    assert {sentence for sentence in looked_up if sentence not in catalogue} == set()
    german = [
        one
        for value in catalogue.values()
        for one in (value if isinstance(value, list) else [value])
    ]
    assert {sentence: bad for sentence in german if (bad := wrong_template(sentence))} == {}
    familiar = re.compile(
        r"\b(?:[Dd]ein\w*|[Dd]u|[Ff]üge|Lade|Wähle|Ändere|Übersetze|Wende|Gib|Klicke|Lösche)\b"
    )
    assert [sentence for sentence in german if familiar.search(sentence)] == []


def test_the_date_picker_and_the_bulk_actions_are_german() -> None:
    strings = get_js_translation_strings()
    assert strings["MONTHS"][2] == "März"
    assert strings["WEEKDAYS"][0] == "Sonntag"
    assert strings["WEEKDAYS_SHORT"][:3] == ["So", "Mo", "Di"]
    sentences = in_json(json.dumps({"STRINGS": list(leaves(strings))}))
    assert len(sentences) > 30
    assert {sentence: bad for sentence in sentences if (bad := wrong_template(sentence))} == {}


def leaves(value: Any) -> Iterator[str]:
    """Yield every text in nested values."""
    for inner in value.values() if isinstance(value, dict) else value:
        yield from [inner] if isinstance(inner, str) else leaves(inner)


@pytest.mark.django_db
def test_what_is_english_in_the_program_of_translations_is_replaced() -> None:
    """`title`, headings and hidden words that its sources do not look up, each in our list."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(str(wagtail_localize.__file__)).parent.glob("static_src/**/*.tsx")
    )
    bare = {text.strip() for text in re.findall(r">\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</", sources)}
    bare |= {
        re.sub(r"\$\{\w+\.(\w+?)\.displayName\}", "X", text)
        for text in re.findall(r"title=\{`([^`]+)`\}", sources)
    }
    script = str(translating())
    words = json.loads(html.unescape(re.search(r'data-words="([^"]*)"', script)[1]))  # type: ignore[index]
    known = {re.sub(r"%\(\w+\)s", "X", text) for text in words}
    assert bare == {"More actions", "X to X translation"}
    assert {re.sub(r"\$\{[^}]*\}", "X", text) for text in bare} <= known
    assert not [german for german in words.values() if wrong_template(german)]


@pytest.mark.parametrize("name", WORDS)
def test_what_is_put_into_a_template_of_wagtail_has_a_place_there(name: str) -> None:
    loader = app_directories.Loader(Engine.get_default())
    (origin, *_rest) = [at for at in loader.get_template_sources(name) if Path(at.name).is_file()]
    source = loader.get_contents(origin)
    assert [old for old, _new in WORDS[name] if old not in source] == []
    Engine.get_default().get_template(name)
