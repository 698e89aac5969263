"""“I am in this picture”: hidden by whoever confirms it, destroyed for good by a moderator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services import create_user
from cms.services import EDITORS
from community import decisions, mail
from community.models import Attempt, Case, KeptText, Mail, MailLink
from community.people import erasing_again, erasure_ledger
from pictures import services
from pictures.models import Picture
from pictures.refused_files import digest_of
from pictures.services import objecting
from pictures.sizes import SPECS, make_sizes
from tests.people import moderator, person
from tests.pictures.sharing import given_picture
from tests.pictures.uploads import saved

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ADDRESS = "pia.auf-dem-bild@example.org"
WORDS = "Ich stehe links neben dem Brunnen"


@pytest.fixture(autouse=True)
def own_ledger(settings: Any, tmp_path: Path, own_folders: None) -> None:
    settings.ERASURE_LEDGER = str(tmp_path / "ledger.jsonl")
    settings.RATE_LIMITS = False


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


@pytest.fixture
def giver() -> User:
    return person()


@pytest.fixture
def picture(giver: User) -> Picture:
    return given_picture(giver)


@pytest.fixture
def mara() -> User:
    return moderator()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(picture: Picture, address: str = ADDRESS, **more: str) -> Any:
    data = {"mail": address, "words": WORDS, **more}
    return Client().post(f"/bilder/{picture.pk}/abgebildet/", data)


def link_to(address: str = ADDRESS) -> str:
    row = Mail.objects.filter(to=address, body__contains="/abgebildet/").latest("pk")
    found = re.search(r"/bilder/\d+/abgebildet/\S+", row.body)
    assert found, row.body
    return found[0]


def confirmed(picture: Picture, address: str = ADDRESS) -> Case:
    ask(picture, address)
    assert Client().post(link_to(address)).status_code == 302
    return Case.objects.filter(sort="objection").latest("pk")


def decide(by: User, case: Case, decision: str, reason: str = "So ist es.") -> Any:
    fields = {"decision": decision, "reason": reason}
    return signed_in(by).post(f"/moderation/{case.pk}/entscheiden/", fields)


def state(picture: Picture) -> str:
    return str(Picture.objects.values_list("state", flat=True).get(pk=picture.pk))


def files(*roots: str) -> Iterator[Path]:
    return (path for root in roots for path in Path(root).rglob("*") if path.is_file())


def share(by: User, data: bytes) -> Any:
    words = {
        "description": "Wieder da", "credit": "Mia", "licence": "cc0-1.0", "people": "none",
        "may_share": "on", "file": SimpleUploadedFile("a.jpg", data),
    }  # fmt: skip
    return signed_in(by).post("/bilder/neu/", words)


def test_confirming_hides_it_everywhere_and_a_moderator_is_asked(
    picture: Picture, giver: User, mara: User, django_capture_on_commit_callbacks: Any
) -> None:
    page = f"/bilder/{picture.pk}/"
    assert "Ich bin auf dem Bild" in Client().get(page).content.decode()
    assert "Link zuschicken" in Client().get(f"{page}abgebildet/").content.decode()
    assert ask(picture).status_code == 200
    row = Mail.objects.get()
    assert (row.to, Case.objects.count(), state(picture)) == (ADDRESS, 0, "live")
    assert WORDS not in row.body
    assert "Brunnen" not in row.body
    link = link_to()
    assert "Ja, Bild verbergen" in Client().get(link).content.decode()
    assert state(picture) == "live"
    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post(link)
    assert state(picture) == "hidden"
    assert "jetzt verborgen" in Client().get(answer["Location"]).content.decode()
    for reader in (Client(), signed_in(giver)):
        for address in (page, f"{page}datei/", f"{page}abgebildet/"):
            assert reader.get(address).status_code == 404
        assert "Brunnen" not in reader.get("/bilder/").content.decode()
    assert not list(files(str(picture.file.storage.base_location)))
    case = Case.objects.get()
    assert (case.words, case.mail, case.title[:5]) == (WORDS, ADDRESS, "Bild ")
    shown = signed_in(mara).get(f"/moderation/{case.pk}/").content.decode()
    for words in ("per Mail bestätigt", WORDS, "Einwilligung zurückgezogen", "Wieder zeigen"):
        assert words in shown
    assert "Einwilligung" in signed_in(mara).get("/moderation/").content.decode()


def test_the_link_acts_once(picture: Picture, mara: User) -> None:
    case = confirmed(picture)
    decide(mara, case, "kept")
    assert state(picture) == "live"
    for method in ("get", "post"):
        answer = getattr(Client(), method)(link_to())
        assert answer.status_code == 404
        assert "wurde damals verborgen" in answer.content.decode()
    assert state(picture) == "live"
    assert Client().get(f"/bilder/{picture.pk}/abgebildet/erfunden/").status_code == 404


def test_nothing_stays_of_an_address(picture: Picture, mara: User) -> None:
    ask(picture)
    later = timezone.now() + objecting.LASTS + timedelta(minutes=1)
    with time_machine.travel(later, tick=False):
        assert Client().post(link_to()).status_code == 404
        assert state(picture) == "live"
    case = confirmed(picture)
    assert not KeptText.objects.filter(digest=digest_of(link_to().split("/")[-2].encode())).exists()
    assert "pia" not in json.dumps(list(MailLink.objects.values("details", "address")))
    assert "pia" not in json.dumps(list(Attempt.objects.values("key")))
    decide(mara, case, "gone")
    with time_machine.travel(later + timedelta(days=1), tick=False):
        mail.send_due()
        from community.people import forgetting

        forgetting.forget_addresses()
    case.refresh_from_db()
    assert case.mail == ""


def test_destroyed_it_never_comes_back(
    picture: Picture, giver: User, mara: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_sizes()
    picture.refresh_from_db()
    shown = [path.read_bytes() for path in files(str(picture.file.storage.base_location))]
    assert len(shown) == len(SPECS) + 1
    with django_capture_on_commit_callbacks(execute=True):
        case = confirmed(picture)
        answer = decide(mara, case, "gone")
    assert answer.status_code == 302
    row = Picture.objects.get(pk=picture.pk)
    said = (row.state, row.title, row.description, row.caption, row.credit)
    assert said == ("deleted", "", "", "", "")
    root = Path(picture.file.storage.base_location).parent
    assert not list(files(str(root / "media"), str(root / "private")))
    ledger = erasure_ledger.path().read_text()
    assert digest_of(saved("JPEG")) not in ledger
    for data in [saved("JPEG"), *shown]:
        answer = share(giver, data)
        assert answer.status_code == 400
        assert "hier nicht zu sehen sein möchte" in answer.content.decode()
    # The same pixels in another file draw the same picture.
    assert share(giver, saved("JPEG") + b"und ein Wort dahinter").status_code == 400
    assert share(giver, saved("PNG")).status_code == 302
    editor = create_user(email="r@example.org", name="Rita", groups=(EDITORS,))
    file = SimpleUploadedFile("a.jpg", saved("JPEG"))
    sent = {"title": "Wieder", "collection": 1, "file": file}
    answer = signed_in(editor).post("/admin/images/add/", sent)
    assert "hier nicht zu sehen sein möchte" in str(answer.context["form"].errors["file"])
    told = Mail.objects.get(to=giver.email)
    assert "Ein Bild von Ihnen wurde vernichtet" in told.subject
    assert "Brunnen" not in told.body


def test_what_is_destroyed_stays_so(picture: Picture, mara: User) -> None:
    case = confirmed(picture)
    decide(mara, case, "gone")
    case.refresh_from_db()
    signed_in(mara).post("/moderation/zuruecknehmen/", {"case": case.pk})
    with pytest.raises(decisions.contract.CannotDecide):
        decisions.undo(case=case, by=mara)
    assert state(picture) == "deleted"
    ask_again = Client().get(link_to())
    assert ask_again.status_code == 404


def test_a_backup_brings_nothing_back(picture: Picture, giver: User, mara: User) -> None:
    row = Picture.objects.filter(pk=picture.pk).values().get()
    other = given_picture(giver)
    Picture.objects.filter(pk=other.pk).update(upload_digest="f" * 64, shown_digests=[])
    decide(mara, confirmed(picture), "gone")
    assert erasing_again.replay() == 0
    Picture.objects.filter(pk=picture.pk).delete()
    Picture.objects.bulk_create([Picture(**row)])
    assert state(picture) == "live"
    assert erasing_again.replay() == 1
    assert state(picture) == "deleted"
    assert Picture.objects.get(pk=picture.pk).description == ""
    assert state(other) == "live"
    assert erasing_again.replay() == 0
    # Another picture under the same number is another one.
    Picture.objects.filter(pk=picture.pk).delete()
    Picture.objects.bulk_create(
        [Picture(**{**row, "upload_digest": "a" * 64, "shown_digests": []})]
    )
    assert erasing_again.replay() == 0
    assert state(picture) == "live"


def test_the_same_file_given_twice_goes_as_well(picture: Picture, giver: User, mara: User) -> None:
    twin = given_picture(giver)
    decide(mara, confirmed(picture), "gone")
    assert (state(picture), state(twin)) == ("deleted", "deleted")


def test_without_the_ledger_nothing_is_destroyed(
    picture: Picture, giver: User, mara: User, settings: Any, tmp_path: Path
) -> None:
    case = confirmed(picture)
    settings.ERASURE_LEDGER = str(tmp_path)  # a folder
    answer = decide(mara, case, "gone")
    assert answer.status_code == 409
    assert "nicht beschreibbar" in answer.content.decode()
    assert (state(picture), Case.objects.open().count()) == ("hidden", 1)
    assert share(giver, saved("JPEG")).status_code == 400


def test_shown_again_with_a_reason_and_back(picture: Picture, mara: User) -> None:
    case = confirmed(picture)
    assert decide(mara, case, "kept", reason="").status_code == 400
    assert state(picture) == "hidden"
    decide(mara, case, "kept", reason="Sie sind nicht zu erkennen.")
    assert state(picture) == "live"
    receipt = Client().get(f"/konto/beleg/{case.receipt}/").content.decode()
    assert "Das Bild bleibt." in receipt
    signed_in(mara).post("/moderation/zuruecknehmen/", {"case": case.pk})
    assert (state(picture), Case.objects.open().count()) == ("hidden", 1)


def test_it_stays_hidden_while_somebody_else_waits(picture: Picture, mara: User) -> None:
    ask(picture, "a@example.org")
    ask(picture, "b@example.org")
    for address in ("a@example.org", "b@example.org"):
        Client().post(link_to(address))
    first, second = Case.objects.filter(sort="objection").order_by("pk")
    decide(mara, first, "kept")
    assert state(picture) == "hidden"
    decide(mara, second, "kept")
    assert state(picture) == "live"


def test_what_was_answered_is_not_hidden_again_by_the_same(picture: Picture, mara: User) -> None:
    decide(mara, confirmed(picture), "kept")
    case = confirmed(picture)
    assert (state(picture), case.state) == ("live", "open")
    assert "bis jemand entschieden hat" in (
        Client().get(f"/konto/beleg/{case.receipt}/").content.decode()
    )
    assert confirmed(picture, "b@example.org").state == "open"
    assert state(picture) == "hidden"


def test_only_moderators_destroy(picture: Picture, giver: User) -> None:
    case = confirmed(picture)
    assert decide(giver, case, "gone").status_code in (403, 404)
    with pytest.raises(services.sharing.NotAllowed):
        services.destroy_picture(picture=picture, by=giver)
    assert state(picture) == "hidden"


def test_a_report_destroys_nothing(picture: Picture, mara: User) -> None:
    Client().post("/melden/", {"url": picture.get_absolute_url(), "cause": "wrong"})
    case = Case.objects.get()
    assert "Einwilligung" not in signed_in(mara).get(f"/moderation/{case.pk}/").content.decode()
    assert decide(mara, case, "gone").status_code == 409
    assert state(picture) == "live"


def test_confirmed_after_somebody_was_quicker(picture: Picture, giver: User, mara: User) -> None:
    ask(picture)
    services.set_state(picture=picture, state=Picture.State.HIDDEN, by=mara)
    assert Client().post(link_to()).status_code == 302
    assert (state(picture), Case.objects.open().count()) == ("hidden", 1)
    twin = given_picture(giver, description="Anderes")
    ask(twin, "b@example.org")
    services.delete_picture(picture=Picture.objects.get(pk=twin.pk), by=mara)
    for method in ("get", "post"):
        assert getattr(Client(), method)(link_to("b@example.org")).status_code == 404
    assert Case.objects.open().count() == 1


def test_what_waits_or_belongs_to_editors_is_not_asked_for(giver: User) -> None:
    held = given_picture(person(User.Trust.NEW))
    assert held.state == "held"
    for method in ("get", "post"):
        path = f"/bilder/{held.pk}/abgebildet/"
        assert getattr(Client(), method)(path, {"mail": ADDRESS}).status_code == 404
    assert not Mail.objects.filter(to=ADDRESS).exists()


@pytest.mark.parametrize("before", ["held", "refused"])
def test_what_was_not_public_is_not_made_so(
    picture: Picture, giver: User, mara: User, before: str
) -> None:
    """Its link was mailed while it was, and a decision was taken back meanwhile."""
    ask(picture)
    services.move(picture, Picture.State(before))
    for reader in (giver, mara):
        assert signed_in(reader).get(f"/bilder/{picture.pk}/abgebildet/").status_code == 404
    assert Client().post(link_to()).status_code == 302
    assert state(picture) == before
    case = Case.objects.get(sort="objection")
    assert decide(mara, case, "kept").status_code == 302
    assert state(picture) == before
    signed_in(mara).post("/moderation/zuruecknehmen/", {"case": case.pk})
    assert (state(picture), Case.objects.open().count()) == (before, 1)


def test_nobody_accepts_it_while_somebody_in_it_waits(mara: User) -> None:
    held = given_picture(person(User.Trust.NEW))
    waiting = Case.objects.get(sort="pending")
    decisions.accept(case=waiting, by=mara)
    held.refresh_from_db()
    ask(held)
    decisions.undo(case=waiting, by=mara)
    Client().post(link_to())
    with pytest.raises(decisions.contract.CannotDecide, match="ist auf diesem Bild"):
        decisions.accept(case=waiting, by=mara)
    decide(mara, Case.objects.get(sort="objection"), "kept")
    decisions.accept(case=waiting, by=mara)
    assert state(held) == "live"


@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_hidden_for_another_reason_stays_hidden(
    picture: Picture, mara: User, is_first: bool
) -> None:
    """And whoever has decided that may take it back, as ever."""
    Client().post("/melden/", {"url": picture.get_absolute_url(), "cause": "wrong"})
    report = Case.objects.get()
    ask(picture)
    if is_first:
        decide(mara, report, "hidden")
        Client().post(link_to())
        objection = Case.objects.get(sort="objection")
    else:
        objection = confirmed(picture)
        Case.objects.filter(pk=objection.pk).update(state="withdrawn")  # only the report is hidden
        decide(mara, report, "hidden")
        Case.objects.filter(pk=objection.pk).update(state="open")
    decide(mara, objection, "kept")
    assert state(picture) == "hidden"
    decisions.undo(case=Case.objects.get(pk=report.pk), by=mara)
    assert state(picture) == "live"


def test_not_without_end(giver: User, picture: Picture, settings: Any) -> None:
    settings.RATE_LIMITS = True
    from community import antispam

    started = antispam.stamp(60)
    for number in range(10):
        assert ask(picture, f"{number}@example.org", started=started).status_code == 200
    answer = ask(picture, "zu.viel@example.org", started=started)
    assert (answer.status_code, Mail.objects.filter(to="zu.viel@example.org").count()) == (429, 0)
    assert "zu.viel@example.org" in answer.content.decode()
    for number in range(12):
        each = given_picture(giver, description=f"Bild {number}")
        ask(each, ADDRESS, started=started)
    assert Mail.objects.filter(to=ADDRESS).count() <= 5


def test_a_form_without_an_address_is_shown_again(picture: Picture) -> None:
    answer = ask(picture, "keine")
    assert answer.status_code == 400
    assert WORDS in answer.content.decode()
