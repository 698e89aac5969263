"""The chooser of images suggests tags of images one may know of, and no others."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, GroupCollectionPermission

from cms.services.roles import permission
from pictures.models import Picture
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def tagged(tag: str, collection: Collection) -> Picture:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    content.seek(0)
    made: Picture = Picture.objects.create(
        title=tag,
        description="Ein Bach",
        file=ImageFile(content, name=f"{tag}.png"),
        credit="Mia Muster",
        licence="cc-by-4.0",
        source_url="https://example.org/bach",
        collection=collection,
    )
    made.tags.add(tag)
    return made


def suggested(client: Client) -> set[str]:
    answer = client.get(reverse("wagtailimages_chooser:choose"))
    assert answer.status_code == 200
    return {tag.name for tag in answer.context["popular_tags"]}


def test_the_chooser_suggests_tags_of_images_that_one_may_choose(client: Client) -> None:
    root = Collection.get_first_root_node()
    here, elsewhere = root.add_child(name="Hier"), root.add_child(name="Anderswo")
    tagged("bach", here)
    tagged("geheim", elsewhere)
    group = Group.objects.create(name="Hier")
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    for name in ("choose_image", "add_image"):
        right = permission("wagtailimages", name)
        GroupCollectionPermission.objects.create(group=group, collection=here, permission=right)
    editor = people.person(is_staff=True)
    editor.groups.add(group)
    client.force_login(editor)
    assert suggested(client) == {"bach"}
    editor.is_superuser = True
    editor.save()
    assert suggested(client) == {"bach", "geheim"}
