"""Pictures that are not public: in no list, chosen by no key, shown by no view, but to a few."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import create_user
from cms.services import EDITORS
from pictures.models import Picture
from tests.pictures.factories import create_picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LISTS = (
    "/admin/images/",
    "/admin/images/results/",
    "/admin/images/?q=Verborgen",
    "/admin/images/chooser/",
    "/admin/images/chooser/results/",
    "/admin/images/chooser/results/?q=Verborgen",
    "/admin/images/chooser/chosen-multiple/?id={pk}",
    "/admin/api/main/images/",
    "/admin/arbeitslisten/",
)
BY_KEY = (
    "/admin/images/{pk}/",
    "/admin/images/{pk}/delete/",
    "/admin/images/{pk}/preview/width-100/",
    "/admin/images/usage/{pk}/",
    "/admin/images/chooser/{pk}/",
    "/admin/images/chooser/{pk}/select_format/",
    "/admin/api/main/images/{pk}/",
)


@pytest.fixture(params=[Picture.State.HELD, Picture.State.HIDDEN])
def picture(request: pytest.FixtureRequest, db: None) -> Picture:
    return create_picture(title="Verborgenes", description="", state=request.param)


def editor(**more: object) -> Client:
    client = Client()
    user = create_user(email="e@example.org", name="Edda", groups=(EDITORS,), **more)  # type: ignore[arg-type]
    client.force_login(user)
    return client


def body(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address, follow=True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.decode(errors="replace")


@pytest.mark.parametrize("address", [*LISTS, *BY_KEY])
def test_others_do_not_learn_of_them(picture: Picture, address: str) -> None:
    address = address.format(pk=picture.pk)
    client = editor()
    status, said = body(client, address)
    assert status < 500
    assert "Verborgenes" not in said
    assert "PNG" not in said[:8]
    if address in {one.format(pk=picture.pk) for one in BY_KEY}:
        assert client.get(address).status_code in {302, 403, 404}


@pytest.mark.parametrize("address", LISTS[:5])
def test_moderators_see_them_without_an_address_for_all(picture: Picture, address: str) -> None:
    status, said = body(editor(trust=User.Trust.MODERATOR), address)
    assert status == 200
    assert "Verborgenes" in said
    assert "/media/" not in said
    assert f"/admin/images/{picture.pk}/preview/max-165x165/" in said


def test_moderators_are_served_it_by_the_view_that_asks(picture: Picture) -> None:
    client = editor(trust=User.Trust.MODERATOR)
    for address in (picture.get_rendition("width-100|format-webp").url, picture.file.url):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"
        assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/admin/images/{picture.pk}/").status_code == 200


def test_one_finds_what_waits_of_ones_own(picture: Picture) -> None:
    client = editor()
    Picture.objects.update(uploaded_by_user=User.objects.get(email="e@example.org"))
    said = body(client, "/admin/images/")[1]
    assert ("Verborgenes" in said) is (picture.state == Picture.State.HELD)
