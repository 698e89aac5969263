"""What was hidden, deleted, refused or unpublished is nowhere for those who may not see it.

One word stands in one thing of each sort that was public, or asked to be; then each is taken from
the public in its own way, and the whole site is walked through by everybody who may not know of it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.services import create_page, find_page
from community.models import Case
from community.talk import comment_kind, discussion
from districts import services as directory
from districts.services import deciding
from districts.services.signature import Signature
from tests.canary import Canary, scan_database, scan_mail, scan_site
from tests.fixtures.conditions import full_proofs
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district
from wiki import services

WORD = "Zwitscherquarzgarten"
MAIL = "gast@kanarienfluh.example"
HIDDEN = Canary.of(WORD)
GUEST = Canary.of(MAIL)


def in_the_wiki(by: Any) -> list[str]:
    """A hidden version between two others, a deleted article, a refused change."""
    hidden = article(title="Bach", body="Eins.\n", author=by, district=district())
    services.save_edit(
        article=hidden, base_revision=1, title=WORD, body=f"{WORD}.\n", summary=WORD, author=by
    )
    hidden.refresh_from_db()
    services.hide_parts(article=hidden, number=2, parts=["text", "summary"], reason="Schutz", by=by)
    gone = article(title=f"Haus {WORD}", body=f"[[{WORD}]]\n", author=by)
    services.delete_article(article=gone, reason="x", by=by)
    services.save_edit(article=hidden, base_revision=3, body=f"{WORD} neu", author=newcomer())
    services.refuse_contribution(article=hidden, number=4, by=by, reason="x")
    api = f"/api/v1/wiki/articles/{hidden.pk}"
    home = "/wiki/bad-cannstatt/bach/"
    return [
        *(f"{home}version/{n}/" for n in (1, 2, 3, 4)),
        *(f"{home}vergleich/?from={a}&to={b}" for a, b in ((1, 2), (2, 3), (1, 3))),
        *(f"{home}{view}/2/" for view in ("zuruecksetzen", "rueckgaengig", "ausstehend")),
        *(f"{api}{rest}" for rest in ("", "/revisions", "/revisions/2", "/revisions/4")),
        f"/api/v1/wiki/articles/{gone.pk}",
        "/wiki/seiten/gewuenscht/",
    ]


def in_the_directory(by: Any) -> list[str]:
    """A hidden entry that others name, a hidden version of a public one."""
    actor = directory.create_actor(name=f"Verein {WORD}", sector="nonprofit", slug="verein")
    project = directory.create_project(
        title="Bank", summary="Alt.", status="running", actors=[actor], signature=Signature(by)
    )
    directory.update_project(project=project, summary=f"{WORD}.", signature=Signature(by))
    project.refresh_from_db()
    deciding.hide(entry=project, number=2, by=by, reason="x")
    directory.hide_entry(entry=actor)
    url, own = project.get_absolute_url(), actor.get_absolute_url()
    return [own, f"{own}verlauf/", *(f"{url}version/{n}/" for n in (1, 2, 3))]


def among_pages(by: Any) -> list[str]:
    """A page that was taken down, and a comment of a guest that was taken back."""
    parent = find_page(path="", locale="de")
    page: Any = create_page(
        type="standard", parent=parent, locale="de", slug="weg", title=f"Seite {WORD}"
    )
    page.unpublish()
    series = create_page(type="series", parent=parent, locale="de", slug="reihe", title="Reihe")
    talked = create_page(type="article", parent=series, locale="de", slug="text", title="Text")
    written, _case = discussion.write_comment(
        kind="page",
        pk=talked.pk,
        words=f"{WORD}!",
        writer=discussion.CommentWriter(name="Gast", mail=MAIL, wants_answers=True),
    )
    comment_kind.withdraw(written, 0)
    return ["/weg/", "/reihe/text/"]


@pytest.fixture
def addresses(transactional_db: None) -> list[str]:
    by = moderator()
    return [*in_the_wiki(by), *in_the_directory(by), *among_pages(by)]


@pytest.mark.walk
@pytest.mark.always
@pytest.mark.long("asks every address of the site")
@pytest.mark.timeout(600)
def test_hidden_things_are_nowhere(addresses: list[str]) -> None:
    assert scan_database(HIDDEN), "nothing of it is lost: it can be shown again"
    seen = Client()
    seen.force_login(moderator())
    assert any(WORD in seen.get(path).content.decode() for path in addresses)
    # Newcomers read as residents do.
    for role in (None, person(), *([newcomer()] if full_proofs() else [])):
        reader = Client()
        if role:
            reader.force_login(role)
        found = scan_site(reader, HIDDEN, start=addresses)
        assert found == [], "\n".join(found)
    assert scan_mail(HIDDEN) == []


def test_the_address_of_a_comment_that_was_taken_back_is_gone(addresses: list[str]) -> None:
    Case.objects.filter(mail=MAIL).update(mail="")  # an hour after the decision, by the worker
    assert scan_database(GUEST, without={"community_mail"}) == []
