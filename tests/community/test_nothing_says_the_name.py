"""Somebody does everything there is to do, is renamed, and is erased: nothing says who it was."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail as django_mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts import services as accounts
from accounts import tokens
from accounts.models import User
from cms.models import ThemePage
from cms.services import Extras, create_page, find_page
from community import cases, decisions, mail
from community.inbox import reports
from community.models import Case, Comment, Mail
from community.people import blocking, responsibilities
from community.talk import discussion
from community.talk.discussion import CommentWriter
from districts import services
from districts.models import Actor, District, Project
from districts.services import Signature, checking, claiming, relaying
from search.sync import sync_once
from tests.canary import (
    Canary,
    scan_cache,
    scan_database,
    scan_files,
    scan_index,
    scan_mail,
    scan_site,
)
from tests.cms.forms import send
from tests.look import small_site
from tests.people import moderator, person
from wiki import services as wiki
from wiki.models import Article

OLD, NEW = "Ottokar Altnamensky", "Zwitscherine Kanarienfluh"
ADDRESS, PASSWORD = "zwitscher@kanarienpost.example", "ein-Satz-mit-7-Wörtern"
WRITTEN = "/wiki/west/brunnen/"
FIRST, SECOND, REACHED = Canary.of(OLD), Canary.of(NEW), Canary.of(ADDRESS)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(1200),
    pytest.mark.walk,
    pytest.mark.long("looks for a name wherever anything is said or stored"),
]


@pytest.fixture
def somebody(client: Client) -> User:
    """An account that was used for everything an account can be used for."""
    small_site.build()
    accounts.create_user(email="boss@example.org", name="Boss", is_admin=True)
    user = accounts.create_user(
        email=ADDRESS, name=OLD, password=PASSWORD, trust="resident", about=f"Ich bin {OLD}."
    )
    assert client.login(email=ADDRESS, password=PASSWORD)
    Client().post("/konto/login/code/", {"email": ADDRESS})
    tokens.issue_token(user=user, name="Skript")
    _write(user)
    _talk(user)
    _care(user)
    _report(user)
    _edit(user)
    return user


def _write(user: User) -> None:
    west = District.objects.get(slug="west")
    article, _result = wiki.create_article(
        title="Brunnen", body="Er läuft.\n", district=west, author=user
    )
    wiki.save_edit(article=article, base_revision=1, body="Er läuft wieder.\n", author=user)
    wiki.save_edit(article=article, base_revision=2, body="Läuft.\n", author=person())
    wiki.confirm_article(article=Article.objects.get(slug="plauderbank"), by=user)
    where: dict[str, Any] = {"districts": [west], "signature": Signature(user)}
    services.create_project(title="Brunnenfest", summary="Ein Fest.", status="running", **where)
    services.create_need(title="Eimer", text="Zwei.", mail=ADDRESS, **where)
    services.create_actor(
        name="Brunnenverein", sector="nonprofit", summary="Pflegt.", mail=ADDRESS, **where
    )
    project = Project.objects.get(slug="bank-am-bach")
    services.adopt_project(
        source=project, project=Project.objects.get(slug="brunnenfest"), why="Schön.", author=user
    )


def _talk(user: User) -> None:
    page = Page.objects.get(slug="eins").pk
    said, _case = discussion.write_comment(
        kind="page", pk=page, words="Das stimmt.", writer=CommentWriter(user, wants_answers=True)
    )
    discussion.write_comment(
        kind="page", pk=page, words="Nein.", writer=CommentWriter(person()), parent=said
    )
    Comment.objects.create(
        place_kind="page", place_pk=page, author_name="Gast", mail=ADDRESS, words="Und?"
    )


def _care(user: User) -> None:
    actor, boss = Actor.objects.get(slug="baeckerei-kruemel"), moderator()
    claiming.ask_moderators(actor=actor, user=user, words="Ich backe dort.")
    decisions.accept(case=Case.objects.get(object_kind="claim"), by=boss)
    checking.confirm_entry(entry=actor, by=user)
    west = District.objects.get(slug="west")
    responsibilities.appoint_steward(
        user=user,
        kind="district",
        pk=west.pk,
        until=timezone.localdate() + timedelta(days=30),
        by=boss,
    )
    blocking.block(user=user, by=boss, reason="Versehen.")
    blocking.unblock(user=user, by=boss, reason="War ein Versehen.")
    relaying.keep_message(
        to=Actor.objects.get(slug="brunnenverein"),
        name="Gast",
        address=ADDRESS,
        text="Wann?",
        copy=True,
        network="",
    )


def _report(user: User) -> None:
    """Reports by, about and against somebody; one is decided, one waits."""
    boss = moderator()
    said = Comment.objects.get(words="Das stimmt.")
    for path, sender in (
        ("/wiki/west/plauderbank/", cases.Sender(user)),
        (f"/kommentare/{said.pk}/", cases.Sender(mail=ADDRESS)),
        (f"/mitwirkende/{user.slug}/", cases.Sender()),
    ):
        case = reports.receive_report(path=path, cause="other", words="Ach.", sender=sender)
        if sender.user is None:
            decisions.answer_report(case=case, by=boss, outcome="kept", reason="Bleibt.")
    accounts.create_user(email="new@example.org", name="Neu")
    wiki.save_edit(
        article=Article.objects.get(slug="brunnen"),
        base_revision=3,
        body="Läuft nicht.\n",
        author=User.objects.get(email="new@example.org"),
    )
    User.objects.filter(pk=user.pk).update(trust="moderator")
    held = Case.objects.open().pending().get(author__email="new@example.org")
    decisions.accept(case=held, by=User.objects.get(pk=user.pk))


def _edit(user: User) -> None:
    """Work in the admin: pages, versions, a picture of oneself, mails of Wagtail's."""
    User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    user = User.objects.get(pk=user.pk)
    page = create_page(
        type="theme",
        parent=find_page(path="", locale="de"),
        locale="de",
        slug="wasser",
        title="Wasser",
        intro="Vom Brunnen.",
        extras=Extras(authors=[user]),
    )
    assert isinstance(page, ThemePage)
    page.owner = page.locked_by = user
    page.save_revision(user=user, log_action=True).publish(user=user)
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("zwitscherine-kanarienfluh.png", ContentFile(b"\x89PNG"))
    browser = Client()
    browser.force_login(user)
    form = {"name": OLD, "groups": [], "districts": [], "is_superuser": "on", "is_active": "on"}
    boss = Client()
    boss.force_login(User.objects.get(email="boss@example.org"))
    assert send(boss, f"/admin/users/edit/{user.pk}/", form).status_code == 302
    browser.get(f"/admin/pages/{page.pk}/edit/")
    FormState.objects.create(
        user=user,
        data=f"name={NEW}&email={ADDRESS}",
        content_object=page,
        last_updated_at=timezone.now(),
    )
    EditingSession.objects.create(user=user, content_object=page, last_seen_at=timezone.now())
    mail.queue(
        to="boss@example.org",
        subject=f"{OLD} hat „Wasser“ eingereicht",
        paragraphs=[f"Von {OLD}, {ADDRESS}."],
        why="",
        topic="editing",
    )


def follow_up() -> None:
    """What the worker does in a minute."""
    for _round in range(3):
        sync_once()
    mail.send_due()
    django_mail.outbox.clear()


def at_rest(canary: Canary) -> list[str]:
    found = [*scan_database(canary), *scan_mail(canary), *scan_files(canary)]
    found += scan_cache(canary, expired=False)
    return found + (scan_index(canary) if settings.ELASTICSEARCH_URL else [])


def erase(client: Client, user: User) -> None:
    assert client.post("/konto/loeschen/", {"sure": "on"}).status_code == 302
    last = Mail.objects.get(to=ADDRESS)
    assert not SECOND.found_in(last.subject + last.body), "the last mail needs no name"


def test_nobody_learns_it_any_more(
    client: Client,
    somebody: User,
    elasticsearch: str,
    tmp_path: Path,
    proof_size: Callable[[str, str], str],
) -> None:
    call_command("search_rebuild")
    assert at_rest(FIRST)
    assert at_rest(REACHED)
    assert scan_site(Client(), FIRST, start=[WRITTEN], below=WRITTEN)
    django_mail.outbox.clear()

    about = {"name": NEW, "about": "Neu.", "home_district": ""}
    assert client.post("/konto/", about).status_code == 302
    follow_up()
    later = time_machine.travel(timezone.now() + timedelta(seconds=61))
    with later:
        assert at_rest(FIRST) == [], "who is called otherwise is called so everywhere"
        assert scan_site(Client(), SECOND, start=[WRITTEN], below=WRITTEN)

    erase(client, somebody)
    follow_up()
    exported = tmp_path / "articles.jsonl"
    call_command("wiki_export", str(exported))
    with time_machine.travel(timezone.now() + timedelta(seconds=125)):
        for canary in (FIRST, SECOND, REACHED):
            assert at_rest(canary) == []
            assert scan_files(canary, tmp_path) == []
        # The whole admin has a thousand addresses.
        _assert_site_is_silent(somebody, proof_size("/admin/users/", "/admin/"))
        for canary in (FIRST, SECOND, REACHED):
            assert scan_cache(canary, expired=False) == [], "nor what was made since"


def _assert_site_is_silent(somebody: User, admin: str) -> None:
    somebody.refresh_from_db()
    boss = Client()
    boss.force_login(User.objects.get(email="boss@example.org"))
    pages = [f"/moderation/konten/{somebody.pk}/", f"/mitwirkende/{somebody.slug}/"]
    everything = Canary((), (*FIRST.forms, *SECOND.forms, *REACHED.forms))
    assert scan_site(Client(), everything, start=pages, variants=2) == []
    assert scan_site(boss, everything, start=pages, below="/moderation/") == []
    assert scan_site(boss, everything, below=admin, variants=1) == []


def test_the_canary_would_be_seen() -> None:
    """The scans find a name where one is left; `tests/fixtures/test_canary.py` has the rest."""
    somebody = person(name=NEW)
    assert re.match("accounts_user.name", scan_database(SECOND)[0])
    assert scan_site(Client(), SECOND, start=[f"/mitwirkende/{somebody.slug}/"], below="/mitw")
