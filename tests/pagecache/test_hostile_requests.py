"""No header, spelling or order of a request puts a page under the address of another one.

Asked over a plain socket, of the server that production uses: browsers and test clients would never
send most of this.
"""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

import pytest

from tests.fixtures.site import Site, StartSite

pytestmark = [pytest.mark.walk, pytest.mark.long("a site of its own")]


def ask(site: Site, target: str, *headers: str, method: str = "GET") -> tuple[int, str]:
    """Send a request as it stands; return status and body."""
    address = urlsplit(site.url)
    lines = [f"{method} {target} HTTP/1.1", *headers, "Connection: close"]
    if not any(line.lower().startswith("host:") for line in headers):
        lines.insert(1, f"Host: {address.netloc}")
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _blank, body = answer.partition(b"\r\n\r\n")
    found = re.match(rb"HTTP/1\.\d (\d+)", head)
    assert found is not None, answer[:200]
    return int(found[1]), body.decode("utf-8", "replace")


def heading(body: str) -> str:
    """Return which page it is."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[1]).split()) if found else ""


HEADERS = [
    "SCRIPT_NAME: /wiki",
    "Script-Name: /wiki",
    "PATH_INFO: /projekte/",
    "Path-Info: /projekte/",
    "X-Script-Name: /wiki",
    "X-Forwarded-Prefix: /wiki",
    "X-Original-URL: /projekte/",
    "X-Rewrite-URL: /projekte/",
    "X-HTTP-Method-Override: POST",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Port: 444",
    "X-Host: evil.example",
    "Forwarded: host=evil.example;proto=https",
    "Accept-Language: en",
    "Cookie: django_language=en",
    "Cookie: theme=dark; wagtail_language=en",
    "Range: bytes=0-10",
    "X-Requested-With: XMLHttpRequest",
    "HX-Request: true",
    "Accept: application/json",
    "Content-Type: text/html; charset=utf-16",
    "Content-Type: text/html; charset=zlib",
]


def no_header_changes_a_stored_page(site: Site) -> None:
    for number, header in enumerate(HEADERS):
        address = f"/wiki/?q={number}"
        first_status, first = ask(site, address, header)
        assert first_status != 200 or heading(first) == "Wiki", header
        status, body = ask(site, address)
        assert (status, heading(body)) == (200, "Wiki"), header
        assert "evil.example" not in body, header
        assert not re.search(r":444\b", body), header  # the site's own port may begin so


def a_page_asked_for_with_head_is_whole_afterwards(site: Site) -> None:
    assert ask(site, "/wiki/?q=head", method="HEAD") == (200, "")
    assert "</html>" in ask(site, "/wiki/?q=head")[1]


def another_spelling_of_the_host_stays_in_its_own_pages(site: Site) -> None:
    port = urlsplit(site.url).port
    for host in (f"LOCALHOST:{port}", f"localhost.:{port}", "localhost:1", "localhost"):
        ask(site, "/wiki/?q=host", f"Host: {host}")
    body = ask(site, "/wiki/?q=host", f"Host: localhost:{port}")[1]
    assert heading(body) == "Wiki"
    for trace in ("LOCALHOST", "localhost.:", "localhost:1/", "localhost:1&quot;"):
        assert trace not in body


def a_foreign_host_is_refused_even_when_the_page_is_stored(site: Site) -> None:
    ask(site, "/wiki/?q=stored")
    assert ask(site, "/wiki/?q=stored", "Host: evil.example")[0] == 400


def test_nothing_puts_a_page_under_the_address_of_another_one(
    start_site: StartSite, subtests: pytest.Subtests
) -> None:
    """Each with addresses of its own, of which the site has stored nothing."""
    site = start_site(workers=1)
    for holds in (
        no_header_changes_a_stored_page,
        a_page_asked_for_with_head_is_whole_afterwards,
        another_spelling_of_the_host_stays_in_its_own_pages,
        a_foreign_host_is_refused_even_when_the_page_is_stored,
    ):
        with subtests.test(holds.__name__):
            holds(site)
