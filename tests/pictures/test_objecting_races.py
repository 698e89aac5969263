"""Confirming twice and hiding at one moment: the picture is hidden, and one case waits."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from community.mails.links import LinkOver
from community.models import Case, Mail
from pictures import services
from pictures.errors import PictureError
from pictures.models import Picture
from tests.people import moderator, person
from tests.pictures.sharing import given_picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_folders")]


@pytest.mark.parametrize("_turn", range(2))
def test_one_confirms_and_nothing_stays_public(_turn: int, settings: Any, tmp_path: Path) -> None:
    settings.RATE_LIMITS = False
    picture, mara = given_picture(person()), moderator()
    services.ask_by_mail(picture=picture, address="pia@example.org", words="", network="")
    secret = Mail.objects.latest("pk").body.split("/abgebildet/")[1].split("/")[0]
    start, said = threading.Barrier(3), []

    def now() -> Picture:
        return Picture.objects.get(pk=picture.pk)

    def confirm() -> None:
        services.confirm_by_mail(picture=now(), secret=secret)

    def hide() -> None:
        services.set_state(picture=now(), state=Picture.State.HIDDEN, by=mara)

    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
            said.append("")
        except (LinkOver, PictureError) as error:
            said.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in (confirm, confirm, hide)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 3
    assert said.count("Used") == 1
    assert now().state == "hidden"
    assert Case.objects.filter(sort=Case.Sort.OBJECTION).count() == 1
    assert not list((tmp_path / "media").rglob("*.jpg"))
