"""What is written in one place stays there: each thing below has one module that does it."""

import re
import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
LINTER = tomllib.loads((HOME / "pyproject.toml").read_text())["tool"]["importlinter"]

#: What would be a second place → what does it, and where else the words may stand.
PLACES = {
    "keys in addresses": (
        r"""["'/]<int:|2 ?\*\* ?(?:31|63)""",
        "text/whole_numbers.py: `<number:pk>` in an address, `whole_number` for a parameter",
        # Wagtail's own addresses, which are shadowed as they are.
        ("text/whole_numbers.py", "cms/admin/overrides.py", "cms/admin/languages.py"),
    ),
    "what no database keeps": (
        r"""replace\("\\(?:x00|0)"|"(?:ignore|replace)"\)\.decode|\\ud800-\\udfff\]""",
        "text/storable.py: `storable`",
        # What is refused there rather than left out.
        ("text/storable.py", "wiki/exchange.py", "districts/lists/facets.py"),
    ),
    "the language of an address": (
        r"""get_language\(\) or (?!"")|f"/\{(?:code|language)\}"|def (?:without_)?prefix\b""",
        "text/languages.py: `current_language`, `prefix`, `without_prefix`, `language_of`",
        ("text/languages.py", "config/german.py"),
    ),
    "digits that somebody sent": (
        r"""\.is(?:digit|decimal|numeric)\(|\bint\((?:request|\w+\.(?:GET|POST)|data|sent)\b""",
        "text/whole_numbers.py: `whole_number`",
        # What reads texts sign by sign.
        ("text/whole_numbers.py", "text/"),
    ),
    "a thing in one word": (
        r"""(?:pk|sent|number)\b[^=]*=.*\.r?(?:partition|split)\(":"|f"\{[\w.]+\}:\{[\w.]*pk\}\"""",
        "text/thing_keys.py: `key`, `read`, `parted`",
        ("text/thing_keys.py",),
    ),
    "the way to the sign-in": (
        r"""redirect_to_login|f"\{settings\.LOGIN_URL""",
        "accounts/sign_in_first.py: `sign_in_first`, `sign_in_url`",
        ("accounts/sign_in_first.py",),
    ),
    "what a form says of its writer": (
        r"""before_sign_in\.(?:secret_of|is_back)\(|"goes_live": not trust\.""",
        "community/typed/writer_context.py: `writer_context`",
        # A comment is no version of anything: it is not kept over a sign-in.
        ("community/typed/writer_context.py", "community/views/comments.py"),
    ),
    "who asks": (
        r"""\b(?:User \| AnonymousUser|AnonymousUser \| User)\b""",
        "accounts/person.py: `Person`",
        ("accounts/person.py",),
    ),
    "the page of a person": (
        r"""f"[^"]*/mitwirkende/\{""",
        "accounts/at_address.py: `person_url`",
        ("accounts/at_address.py",),
    ),
    "names in the cache": (
        r"django\.core\.cache import .*\bcache\b|\bcache\.(?:get|set|add|incr)(?:_\w+)?\(",
        "pagecache/shared.py: `kept`, `key`; pagecache/pages.py: `read`, `keep`",
        ("pagecache/shared.py", "pagecache/pages.py"),
    ),
    "the address of the site": (
        r"settings\.WAGTAILADMIN_BASE_URL",
        "text/site_address.py: `absolute_url`, `site_address`, `site_host`",
        # Settings make it, and a test server says where it listens.
        ("text/site_address.py", "config/settings/", "config/serve.py"),
    ),
    "how far a command is": (
        r"rich\.progress|isatty\(\)",
        "text/progress.py: `each`, `progress`",
        # Asks whether somebody can answer.
        ("text/progress.py", "districts/management/commands/import_oparl.py"),
    ),
    "what a guest wrote before signing in": (
        r"""account_request_login_code""",
        "community/typed/before_sign_in.py",
        ("community/typed/before_sign_in.py", "accounts/", "community/mails/sign_in.py"),
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_it_is_done_in_one_place(name: str) -> None:
    pattern, place, free = PLACES[name]
    assert [found for found in _lines(pattern) if not found.startswith(free)] == [], place


@pytest.mark.parametrize("name", PLACES)
def test_the_pattern_finds_that_place(name: str) -> None:
    pattern, _place, free = PLACES[name]
    assert any(found.startswith(free[0]) for found in _lines(pattern))


def _lines(pattern: str) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(HOME)}:{number}: {line.strip()}"
        for app in LINTER["root_packages"]
        for path in sorted((HOME / app).rglob("*.py"))
        if not {"migrations", "demo"} & set(path.parts)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if wanted.search(line)
    ]
