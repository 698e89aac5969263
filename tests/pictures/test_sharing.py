"""Giving a picture to all, over HTTP: who may, what is kept, who sees it before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import create_user
from community import decisions
from community.models import Attempt, Case
from community.people import erasing
from pictures.models import Picture
from pictures.sizes import SPECS, make_sizes
from tests.pictures.uploads import SECRET, TAKEN, exif, photo, saved

pytestmark = [
    pytest.mark.usefixtures("own_folders"),
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SHARE = "/bilder/neu/"
WORDS = {
    "description": "Ein Fest am Bach",
    "caption": "Das Bachfest im Mai",
    "credit": "Mia Muster",
    "licence": "cc-by-sa-4.0",
    "people": "crowd",
    "may_share": "on",
}


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


def account(trust: str, name: str = "Rita") -> User:
    return create_user(email=f"{name.lower()}@example.org", name=name, trust=trust)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(data: bytes | None = None, name: str = "IMG_2044.JPG") -> SimpleUploadedFile:
    content = saved("JPEG", exif=exif()) if data is None else data
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def send(client: Client, data: bytes | None = None, **words: Any) -> Any:
    return client.post(SHARE, {**WORDS, "file": upload(data), **words})


@pytest.fixture
def resident(db: None) -> Client:
    return signed_in(account(User.Trust.RESIDENT))


@pytest.fixture
def newcomer(db: None) -> Client:
    return signed_in(account(User.Trust.NEW, "Nele"))


@pytest.fixture
def moderator(db: None) -> User:
    return account(User.Trust.MODERATOR, "Mara")


def stored(root: str) -> Iterator[bytes]:
    return (path.read_bytes() for path in Path(root).rglob("*") if path.is_file())


def test_a_resident_gives_a_picture(resident: Client, client: Client) -> None:
    answer = send(resident)
    made = Picture.objects.get()
    assert answer["Location"] == made.get_absolute_url() == f"/bilder/{made.pk}/"
    assert (made.state, made.is_shared) == ("live", True)
    page = client.get(answer["Location"]).content.decode()
    for words in ("Ein Fest am Bach", "Das Bachfest im Mai", "Mia Muster", "CC BY-SA 4.0"):
        assert words in page
    assert f"![Ein Fest am Bach](/bilder/{made.pk}/)" in page
    assert made.get_absolute_url() in client.get("/bilder/").content.decode()
    kept = list(stored(settings.MEDIA_ROOT))
    assert len(kept) == 1
    assert SECRET not in kept[0]
    assert "2044" not in made.file.name


def test_what_somebody_new_gives_waits_and_nobody_else_sees_it(
    newcomer: Client, resident: Client, client: Client, moderator: User
) -> None:
    page = send(newcomer)["Location"]
    made = Picture.objects.get()
    assert made.state == "held"
    assert list(stored(settings.MEDIA_ROOT)) == []
    file = f"{page}datei/"
    for stranger in (client, resident):
        assert stranger.get(page).status_code == 404
        assert stranger.get(file).status_code == 404
        assert "Ein Fest" not in stranger.get("/bilder/").content.decode()
    for reader in (newcomer, signed_in(moderator)):
        assert "Ein Fest" in reader.get(page).content.decode()
        answer = reader.get(file)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "image/jpeg"


def test_the_inbox_decides(
    newcomer: Client, moderator: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = send(newcomer)["Location"]
    case = Case.objects.get()
    shown = signed_in(moderator).get(reverse("community:case", args=[case.pk])).content.decode()
    assert "Das Bachfest im Mai" in shown
    assert f"{page}datei/" in shown
    with django_capture_on_commit_callbacks(execute=True):
        decisions.accept(case=case, by=moderator)
    assert client.get(page).status_code == 200
    assert list(stored(settings.PRIVATE_MEDIA_ROOT)) == []
    with django_capture_on_commit_callbacks(execute=True):
        decisions.undo(case=case, by=moderator)
    assert client.get(page).status_code == 404
    assert list(stored(settings.MEDIA_ROOT)) == []
    decisions.refuse(case=Case.objects.get(), by=moderator, reason="Zu dunkel.")
    assert Picture.objects.get().state == "refused"
    assert newcomer.get(page).status_code == 200
    assert client.get(page).status_code == 404


def test_hidden_and_shown_again(resident: Client, moderator: User, client: Client) -> None:
    page = send(resident)["Location"]
    made = Picture.objects.get()
    from pictures import inbox

    assert inbox.hide(made, 0, moderator, "weil")
    assert resident.get(page).status_code == 404
    assert resident.get(f"{page}datei/").status_code == 404
    assert signed_in(moderator).get(page).status_code == 200
    assert inbox.show(Picture.objects.get(), 0, moderator)
    assert client.get(page).status_code == 200


def test_who_gave_it_puts_its_words_right(resident: Client, client: Client) -> None:
    page = send(resident)["Location"]
    form = resident.get(f"{page}bearbeiten/").context["form"]
    changed = {**WORDS, "caption": "Das Fest im Juni", "seen": form["seen"].value()}
    assert resident.post(f"{page}bearbeiten/", changed)["Location"] == page
    assert "Das Fest im Juni" in client.get(page).content.decode()
    late = resident.post(f"{page}bearbeiten/", {**changed, "caption": "Ganz anders"})
    assert late.status_code == 409
    assert "Ganz anders" in late.content.decode()
    assert "Das Fest im Juni" in late.content.decode()
    assert Picture.objects.get().caption == "Das Fest im Juni"


def test_others_do_not(resident: Client, newcomer: Client, client: Client) -> None:
    page = send(resident)["Location"]
    for view in ("bearbeiten/", "loeschen/"):
        assert newcomer.get(page + view).status_code == 403
        assert newcomer.post(page + view, WORDS).status_code == 403
        assert "/konto/" in client.get(page + view)["Location"]
    assert Picture.objects.get().state == "live"


def test_somebody_new_changes_nothing_that_was_accepted(newcomer: Client, moderator: User) -> None:
    page = send(newcomer)["Location"]
    assert newcomer.get(f"{page}bearbeiten/").status_code == 200
    decisions.accept(case=Case.objects.get(), by=moderator)
    assert newcomer.get(f"{page}bearbeiten/").status_code == 403


def test_who_gave_it_has_it_destroyed(
    resident: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = send(resident)["Location"]
    make_sizes()
    assert len(list(stored(settings.MEDIA_ROOT))) == 1 + len(SPECS)
    assert "vernichtet" in resident.get(f"{page}loeschen/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        resident.post(f"{page}loeschen/")
    assert list(stored(settings.MEDIA_ROOT)) == list(stored(settings.PRIVATE_MEDIA_ROOT)) == []
    gone = Picture.objects.get()
    assert (gone.state, gone.description, gone.caption, gone.title) == ("deleted", "", "", "")
    assert client.get(page).status_code == resident.get(page).status_code == 404


def test_what_waits_is_taken_back(newcomer: Client, moderator: User) -> None:
    page = send(newcomer)["Location"]
    newcomer.post(f"{page}loeschen/")
    assert Case.objects.get().state == Case.State.WITHDRAWN
    assert signed_in(moderator).get(page).status_code == 404


@pytest.mark.parametrize("trust", [User.Trust.RESIDENT, User.Trust.NEW])
def test_an_erased_account_is_named_below_no_picture(trust: str, client: Client) -> None:
    """What others use stays, without a name; what was never public is destroyed."""
    user = account(trust)
    send(signed_in(user), credit="Foto: Rita")
    made = Picture.objects.get()
    told = erasing.copy_of(user)["pictures"]
    assert [(row["pk"], row["caption"]) for row in told] == [(made.pk, "Das Bachfest im Mai")]
    with transaction.atomic():
        erasing.forget(user=user, action="erase")
    made = Picture.objects.get()
    assert "Rita" not in made.credit
    if trust == User.Trust.RESIDENT:
        page = client.get(made.get_absolute_url()).content.decode()
        assert "Rita" not in page
        assert made.credit in page
        assert made.credit
    else:
        assert (made.state, made.caption, Case.objects.get().state) == ("deleted", "", "withdrawn")


def test_a_refused_file_costs_no_words(resident: Client) -> None:
    for data, why in (
        (b"<svg/>", "kein Bild"),
        (TAKEN["png"]()[:50], "beschädigt"),
        (bytes(15 * 1024 * 1024 + 1), "15 MB"),
        (b"", "leer"),
    ):
        answer = send(resident, data, caption="Zwei Stunden getippt")
        assert answer.status_code == 400
        page = answer.content.decode()
        assert "Zwei Stunden getippt" in page
        assert why in page
        assert answer.context["form"]["file"].errors
    assert not Picture.objects.exists()


def test_a_field_that_is_missing_says_so_and_asks_for_the_file_again(resident: Client) -> None:
    answer = send(resident, people="", description="")
    form = answer.context["form"]
    assert answer.status_code == 400
    assert form["people"].errors
    assert form["description"].errors
    assert "noch einmal" in str(form["file"].errors)
    assert not Picture.objects.exists()


def test_a_wrong_ending_says_nothing(resident: Client) -> None:
    sent = SimpleUploadedFile("plan.svg", TAKEN["png"](), content_type="image/svg+xml")
    resident.post(SHARE, {**WORDS, "file": sent})
    assert Picture.objects.get().file.name.endswith((".jpg", ".png"))


def test_guests_are_asked_to_sign_in_and_the_blocked_refused(client: Client) -> None:
    assert "/konto/" in client.get(SHARE)["Location"]
    blocked = account(User.Trust.RESIDENT, "Bo")
    User.objects.filter(pk=blocked.pk).update(blocked_at=blocked.date_joined)
    assert send(signed_in(blocked)).status_code == 403
    assert not Picture.objects.exists()


def test_ten_a_day_from_somebody_new(newcomer: Client, settings: Any) -> None:
    settings.RATE_LIMITS = True
    user = User.objects.get(name="Nele")
    from django.utils import timezone

    one = Attempt(key=f"account {user.pk}", action="picture", when=timezone.now())
    Attempt.objects.bulk_create(
        Attempt(key=one.key, action=one.action, when=one.when) for _number in range(9)
    )
    assert send(newcomer).status_code == 302
    answer = send(newcomer)
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert Picture.objects.count() == 1


def test_the_database_wants_all_that_is_needed(resident: Client) -> None:
    send(resident)
    for field, nothing in (
        *((name, "") for name in ("description", "credit", "licence", "people")),
        ("licence", "all-rights"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Picture.objects.update(**{field: nothing})


def test_a_picture_of_the_editors_has_no_page(client: Client) -> None:
    from tests.pictures.factories import create_picture

    made = create_picture()
    assert client.get(f"/bilder/{made.pk}/").status_code == 404
    assert client.get(f"/bilder/{made.pk}/datei/").status_code == 404
    assert "Weiden" not in client.get("/bilder/").content.decode()


def test_the_worker_makes_sizes_ahead(resident: Client, client: Client) -> None:
    page = send(resident, saved("JPEG", photo(2000, 1000)))["Location"]
    assert f"{page}datei/" in client.get(page).content.decode()
    assert make_sizes() == 1
    assert make_sizes() == 0
    shown = client.get(page).content.decode()
    assert "image/avif" in shown
    assert "1440w" in shown
    assert f"{page}datei/" not in shown
    assert 'width="2000" height="1000"' in shown
