"""Every kind of setting: what is understood, and which German sentence a wrong one gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.settings import addresses, checked, public, values
from config.settings.checked import Refused, Settings

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent

UNDERSTOOD: list[tuple[Callable[[str], Any], str, Any]] = [
    *[(values.flag, text, True) for text in ("on", "ON", "true", "1", "yes", "ja")],
    *[(values.flag, text, False) for text in ("off", "Off", "false", "0", "no", "nein")],
    (values.level, "info", "INFO"),
    (values.level, "Warn", "WARNING"),
    (values.host, "quartier.example", "quartier.example"),
    (values.host, ".quartier.example", ".quartier.example"),
    (values.host, "xn--brger-kva.example", "xn--brger-kva.example"),
    (values.host, "localhost", "localhost"),
    (values.host, "192.0.2.7", "192.0.2.7"),
    (values.host, "[::1]", "[::1]"),
    (values.origin, "https://quartier.example", "https://quartier.example"),
    (values.origin, "https://quartier.example/", "https://quartier.example"),
    (values.origin, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    (values.origin, "http://[::1]:8000", "http://[::1]:8000"),
    (values.origin, "https://*.quartier.example", "https://*.quartier.example"),
    (addresses.server, "http://127.0.0.1:9200/", "http://127.0.0.1:9200"),
    (
        addresses.server,
        "https://u:p%40x@suche.example:9243/es",
        "https://u:p%40x@suche.example:9243/es",
    ),
    (values.network, "127.0.0.1", "127.0.0.1/32"),
    (values.network, "172.16.0.0/12", "172.16.0.0/12"),
    (values.network, "172.18.0.1/16", "172.18.0.0/16"),
    (values.network, "fd00::/8", "fd00::/8"),
    (values.network, "unix", "unix"),
    (values.index_prefix, "quartier-2", "quartier-2"),
    (values.sender, "post@quartier.example", "post@quartier.example"),
    (values.sender, "Quartier <post@quartier.example>", "Quartier <post@quartier.example>"),
]
WRONG: list[tuple[Callable[[str], Any], str]] = [
    *[(values.flag, text) for text in ("vielleicht", "2", "onn", "an aus")],
    *[(values.level, text) for text in ("laut", "30", "INFO,DEBUG")],
    *[
        (values.host, text)
        for text in (
            "https://quartier.example",
            "quartier.example/",
            "quartier.example:8000",
            "quartier .example",
            "*.quartier.example",
            "bürger.example",
            "quartier..example",
            "..",
            "[::1",
            "-a.example",
        )
    ],
    *[
        (values.origin, text)
        for text in (
            "quartier.example",
            "//quartier.example",
            "ftp://quartier.example",
            "https://",
            "https:/quartier.example",
            "https://quartier.example/wiki",
            "https://quartier.example?x=1",
            "https://quartier.example:vier",
            "https://quartier.example:99999",
            "https://quartier example",
            "https://name:wort@quartier.example",
            "https://[::1",
        )
    ],
    *[
        (addresses.server, text)
        for text in ("127.0.0.1:9200", "elasticsearch:9200", "http://", "http://a b", "http://x:y")
    ],
    *[
        (values.network, text)
        for text in ("quatsch", "*", "0.0.0.0/0", "::/0", "1.0.0.0/7", "172.16.0.0/33", "1.2.3")
    ],
    *[
        (addresses.database, text)
        for text in (
            "quatsch",
            "postgres://",
            "postgres://rechner",
            "postgres:name",
            "mysql://u:p@h/n",
            "postgres://u:p@h:port/n",
            "postgres://u:ge/heim@h/n",
            "sqlite:////gibt/es/nicht/site.sqlite3",
            "sqlite:////tmp",
        )
    ],
    *[
        (addresses.cache, text)
        for text in ("quatsch", "redis://127.0.0.1", "pymemcache://127.0.0.1", "locmem", "http://x")
    ],
    *[
        (addresses.mail_server, text)
        for text in (
            "quatsch",
            "mail.example:587",
            "smtp://",
            "smtp+tls://u:p@",
            "smtp://h:p",
            "x://h",
        )
    ],
    *[
        (values.sender, text)
        for text in (
            "quatsch",
            "@quartier.example",
            "post@",
            "a@b c.example",
            "a@b.example\nBcc: x@y.z",
        )
    ],
    *[
        (values.index_prefix, text)
        for text in ("Quartier", "-q", "q*", "q,r", "q r", "ä", "q/r", "_q")
    ],
    *[(values.folder, text) for text in ("/dev/null", "/dev/null/media")],
]


@pytest.mark.parametrize(("parse", "text", "value"), UNDERSTOOD)
def test_understood(parse: Callable[[str], Any], text: str, value: Any) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(("parse", "text"), WRONG)
def test_wrong_ones_get_a_sentence_without_the_password(
    parse: Callable[[str], Any], text: str
) -> None:
    with pytest.raises(ValueError, match=r"\.$") as wrong:
        parse(text)
    assert "heim" not in str(wrong.value)
    assert not isinstance(wrong.value, UnicodeError)


@pytest.mark.parametrize(
    ("text", "fits"), [("30", True), ("29", False), ("x", False), ("-5", False)]
)
def test_numbers_have_bounds(text: str, fits: bool) -> None:
    env = Settings({"SECONDS": text})
    if fits:
        assert env.number("SECONDS", default=1, least=30, most=60) == 30
    else:
        with pytest.raises(Refused, match="SECONDS"):
            env.number("SECONDS", default=1, least=30, most=60)


def test_blanks_do_not_count_and_empty_is_missing() -> None:
    env = Settings({"A": " on ", "B": "  ", "C": " a.example , ,b.example,"})
    assert env.flag("A", default=False) is True
    assert env.flag("B", default=True) is True
    assert env.hosts("B", default=["x"]) == ["x"]
    assert env.hosts("C", default=[]) == ["a.example", "b.example"]
    assert not env.has("B")


def test_a_wrong_one_ends_the_process_with_one_line() -> None:
    with pytest.raises(SystemExit) as ended:
        Settings({"HTTPS": "viel\nleicht"}).flag("HTTPS", default=True)
    assert str(ended.value.code).startswith("Einstellung HTTPS: ")
    assert "\n" not in str(ended.value.code)


GOOD = {
    "SECRET_KEY": "".join(chr(97 + number % 26) for number in range(60)),
    "ALLOWED_HOSTS": ["quartier.example", ".stadt.example"],
    "WAGTAILADMIN_BASE_URL": "https://quartier.example",
    "HTTPS": True,
    "EMAIL_CONFIG": addresses.mail_server("smtp+tls://u:p@mail.example:587"),
    "DEFAULT_FROM_EMAIL": "post@quartier.example",
    "DEMO": False,
    "RATE_LIMITS": True,
    "DATABASES": {"default": {"NAME": "quartier"}},
    "MEDIA_ROOT": str(CHECKOUT),
    "PRIVATE_MEDIA_ROOT": str(CHECKOUT),
    "STATIC_ROOT": CHECKOUT / "static",
    "KEPT_PAGES_FILE": str(CHECKOUT.parent / "site.sqlite3-pages"),
}
UNSAFE: list[tuple[str, Any, str]] = [
    *[("SECRET_KEY", key, "SECRET_KEY") for key in (*checked.PUBLIC_KEYS, "kurz", "ab" * 40)],
    ("SECRET_KEY", "django-insecure-" + "abcdefgh" * 9, "SECRET_KEY"),
    ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", ["quartier.example", "*"], "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", ["anders.example"], "BASE_URL"),
    ("WAGTAILADMIN_BASE_URL", "http://quartier.example", "BASE_URL"),
    ("HTTPS", False, "HTTPS"),
    ("EMAIL_CONFIG", addresses.mail_server("consolemail://"), "EMAIL_URL"),
    ("EMAIL_CONFIG", addresses.mail_server("dummymail://"), "EMAIL_URL"),
    ("EMAIL_CONFIG", addresses.mail_server("filemail:///tmp/mails"), "EMAIL_URL"),
    ("DEFAULT_FROM_EMAIL", "quartierswissen@localhost", "DEFAULT_FROM_EMAIL"),
    ("DEFAULT_FROM_EMAIL", "Quartier <q@localhost>", "DEFAULT_FROM_EMAIL"),
    ("DEMO", True, "DEMO"),
    ("RATE_LIMITS", False, "RATE_LIMITS"),
    ("DATABASES", {"default": {"NAME": ":memory:"}}, "DATABASE_URL"),
    ("MEDIA_ROOT", "/dev/null", "MEDIA_ROOT"),
    ("PRIVATE_MEDIA_ROOT", "/dev/null", "PRIVATE_MEDIA_ROOT"),
    ("KEPT_PAGES_FILE", str(CHECKOUT / "deep" / "pages"), "KEPT_PAGES_FILE"),
    ("STATIC_ROOT", CHECKOUT.parent, "KEPT_PAGES_FILE"),
]
SAID = dict.fromkeys(public.NEEDED, "something")


def test_a_good_site_passes() -> None:
    public.check(Settings(SAID), GOOD)
    public.check(
        Settings(SAID), {**GOOD, "WAGTAILADMIN_BASE_URL": "https://west.stadt.example:8443"}
    )


@pytest.mark.parametrize(("name", "value", "named"), UNSAFE)
def test_unsafe_for_strangers(name: str, value: Any, named: str) -> None:
    with pytest.raises(Refused) as refused:
        public.check(Settings(SAID), {**GOOD, name: value})
    assert refused.value.name == named


@pytest.mark.parametrize("name", public.NEEDED)
@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_public_site_cannot_do_without(name: str, text: str | None) -> None:
    said = {**SAID, name: text or ""}
    with pytest.raises(Refused, match="fehlt") as refused:
        public.check(Settings(said), GOOD)
    assert refused.value.name == name


def test_debug_is_never_on_for_strangers() -> None:
    with pytest.raises(Refused, match="DEBUG"):
        public.check(Settings({**SAID, "DEBUG": "on"}), GOOD)


def test_every_key_that_stands_in_the_repository_is_known_as_public() -> None:
    example = (CHECKOUT / ".env.example").read_text()
    assert set(re.findall(r"^#?SECRET_KEY=(.+)$", example, re.MULTILINE)) <= set(
        checked.PUBLIC_KEYS
    )


def test_a_database_is_reached_by_its_socket() -> None:
    found = addresses.database("postgres://u:p%40x@%2Fvar%2Frun%2FPg:5433/n?connect_timeout=5")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/var/run/Pg", 5433, "n")
    assert (found["USER"], found["PASSWORD"]) == ("u", "p@x")
    with pytest.raises(ValueError):
        addresses.database("postgres://u@%2Fvar%00/n")
    with pytest.raises(ValueError):
        addresses.server("http://%2Fvar%2Frun/n")
