"""What a form of the admin refers to by its key, the person sending it must be allowed to see."""

import html
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from wagtail.admin.forms.pages import ParentChooserForm
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)
from wagtail_localize.models import SegmentOverride, Translation, TranslationSource

from accounts.models import User
from accounts.services import create_user
from cms.admin.posted_references import REFUSAL
from cms.admin.visible_things import asked_by, key_of, unknown
from cms.models import HomePage, SiteSettings, StandardPage
from cms.services import AUTHORS, EDITORS
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, rich, seen
from tests.permissions.world import picture, text_file

pytestmark = pytest.mark.any_database
SECRET = "Heimlichquarz"
REFUSED = "Darauf können Sie nicht verweisen"
NAMELESS = "Für Sie nicht sichtbar"


@pytest.fixture
def author(db: None) -> User:
    return create_user(email="a@example.org", name="Anna", groups=(AUTHORS,))


@pytest.fixture
def closed(db: None) -> Collection:
    """A collection for editors only."""
    made: Collection = Collection.get_first_root_node().add_child(name="Intern")
    rule = CollectionViewRestriction.objects.create(collection=made, restriction_type="groups")
    rule.groups.add(Group.objects.get(name=EDITORS))
    return made


@pytest.fixture
def hidden(closed: Collection, make_page: MakePage) -> dict[str, int]:
    """The keys of what an author may not see, and that of a picture that everybody may."""
    image = picture(SECRET)
    image.collection = closed
    image.save()
    file = text_file(f"{SECRET}.txt")
    document = Document.objects.create(title=SECRET, file=file, collection=closed)
    draft = make_page(SECRET.lower(), title=SECRET)
    draft.unpublish()
    gone = create_user(email="g@example.org", name=f"Gesa {SECRET}")
    User.objects.filter(pk=gone.pk).update(blocked_at=timezone.now())
    return {
        "image": image.pk,
        "document": document.pk,
        "page": draft.pk,
        "account": gone.pk,
        "open image": picture("Bach").pk,
    }


@pytest.fixture
def own(author: User, home: Page) -> StandardPage:
    """A draft of the author's."""
    page = StandardPage(title="Mein Text", slug="mein-text", live=False, owner=author)
    home.add_child(instance=page)
    page.save_revision(user=author)
    return page


def words(answer: Any) -> str:
    """Return what an answer says, also within the JSON that blocks are drawn from."""
    said = html.unescape(answer.content.decode())
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), said)


def latest(page: StandardPage) -> StandardPage:
    found: StandardPage = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return found


def image_block(pk: int) -> tuple[str, dict[str, str]]:
    value = {"image-image": str(pk), "image-alt_text": "Ein Bach", "caption": "Getippt"}
    return "image", value


def linked(pk: int, kind: str = "page") -> tuple[str, str]:
    link = {"page": "LINK", "document": "DOCUMENT"}[kind]
    content = json.loads(rich("<p>Getippt hier</p>"))
    content["entityMap"] = {"0": {"type": link, "mutability": "MUTABLE", "data": {"id": pk}}}
    content["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 7, "key": 0}]
    return "text", json.dumps(content)


def posted(page: StandardPage, what: str, keys: dict[str, int]) -> dict[str, str]:
    """Return the form of a page with a reference in it; each with words that were typed."""
    if what == "account":
        data = body_form(page, [("text", "<p>Getippt</p>")])
        row = {"user": str(keys["account"]), "name": "", "role": "", "ORDER": "1", "id": ""}
        return data | {"authors-TOTAL_FORMS": "1"} | {f"authors-0-{k}": v for k, v in row.items()}
    if what in {"link", "document link"}:
        key = keys["page"] if what == "link" else keys["document"]
        data = body_form(page, [("text", "<p>Getippt</p>")])
        kind = "page" if what == "link" else "document"
        return data | {"body-0-value": linked(key, kind)[1]}
    if what == "document":
        value = {"document": str(keys["document"]), "title": "Getippt", "description": ""}
        return body_form(page, [("download", value)])
    return body_form(page, [image_block(keys[what])])


WHAT = ("image", "document", "link", "document link", "account")


def test_a_hidden_thing_is_refused_at_its_field_and_not_named(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    client.force_login(author)
    url = f"/admin/pages/{own.pk}/edit/"
    opened = seen(client, url)
    for what in WHAT:
        answer = client.post(url, posted(own, what, hidden) | opened)
        said = words(answer)
        assert answer.status_code == 200, what
        assert REFUSED in said, what
        assert "Getippt" in said, what
        assert SECRET.lower() not in said.lower(), what
        assert not latest(own).body, what
        assert not latest(own).authors.all(), what


def test_the_preview_does_not_show_it_either(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    client.force_login(author)
    for what in WHAT:
        for url in (
            f"/admin/pages/{own.pk}/edit/preview/",
            f"/admin/pages/add/cms/standardpage/{own.get_parent().pk}/preview/",
        ):
            answer = client.post(url, posted(own, what, hidden))
            assert answer.json()["is_valid"] is False, what
            assert SECRET.lower() not in client.get(url).content.decode().lower(), what


def test_what_may_be_seen_goes_through(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    client.force_login(author)
    url = f"/admin/pages/{own.pk}/edit/"
    answer = client.post(url, posted(own, "open image", hidden) | seen(client, url))
    assert answer.status_code == 302
    assert latest(own).body[0].value["image"].pk == hidden["open image"]


def test_what_another_put_there_stays_without_its_name(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    block: Any = {
        "type": "image",
        "value": {"image": {"image": hidden["image"], "alt_text": "x"}, "caption": "c"},
    }
    links = (
        f'<p><a linktype="page" id="{hidden["page"]}">da</a>'
        f' <a linktype="document" id="{hidden["document"]}">dort</a></p>'
    )
    text: Any = {"type": "text", "value": links}
    own.body = own.body.stream_block.to_python([block, text])
    own.save_revision()
    client.force_login(author)
    url = f"/admin/pages/{own.pk}/edit/"
    form = words(client.get(url))
    assert NAMELESS in form
    assert SECRET.lower() not in form.lower()
    data = body_form(own, [image_block(hidden["image"]), ("text", links)], title="Neuer Titel")
    answer = client.post(url, data | seen(client, url))
    assert answer.status_code == 302
    kept = latest(own)
    assert kept.title == "Neuer Titel"
    assert kept.body[0].value["image"].pk == hidden["image"]
    assert f'id="{hidden["page"]}"' in str(kept.body[1].value.source)


def test_keys_are_read_as_the_database_reads_them(author: User, make_page: MakePage) -> None:
    page = make_page("intern", title=SECRET)
    PageViewRestriction.objects.create(page=page, restriction_type="groups")
    Page.objects.filter(pk=page.pk).update(live=False)
    with asked_by(author):
        assert unknown(Page, [page.pk]) == {page.pk}
        assert unknown(Page, [str(page.pk), "abc", "²", "9" * 30, None, -1]) == {page.pk}
        assert unknown(StandardPage, [page.pk]) == {page.pk}
        assert key_of(Page, "\N{FULLWIDTH DIGIT FIVE}") == 5
        assert unknown(SiteSettings, [1, 2, 3]) == set()
    assert unknown(Page, [page.pk]) == set(), "outside of the admin nobody is held to anything"


@pytest.mark.parametrize("child", [StandardPage, HomePage], ids=["fits", "fits not"])
def test_a_parent_that_is_refused_is_not_named(
    author: User, hidden: dict[str, int], child: type[Page]
) -> None:
    with asked_by(author):
        form = ParentChooserForm(child, author, {"parent_page": str(hidden["page"])})
        assert form.errors == {"parent_page": [REFUSAL]}


def test_copying_below_a_draft_of_others_does_not_name_it(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    client.force_login(author)
    url = f"/admin/pages/{own.pk}/copy/"
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(hidden["page"]),
        "publish_copies": "",
    }
    answer = client.post(url, data | seen(client, url))
    assert answer.status_code == 200
    assert REFUSED in answer.content.decode()
    assert SECRET.lower() not in answer.content.decode().lower()
    assert not Page.objects.filter(slug="kopie").exists()


def test_no_translation_shows_a_hidden_picture_in_place_of_the_originals(
    client: Client, author: User, own: StandardPage, hidden: dict[str, int]
) -> None:
    block: Any = {
        "type": "image",
        "value": {"image": {"image": hidden["open image"], "alt_text": "x"}, "caption": "c"},
    }
    own.body = own.body.stream_block.to_python([block])
    own.save_revision()
    own.refresh_from_db()
    own.body = own.body.stream_block.to_python([block])
    own.save()
    source, _made = TranslationSource.get_or_create_from_instance(own)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    Page.objects.filter(pk=target.pk).update(owner=author)
    segment = source.overridablesegment_set.get(context__path__contains="image")
    url = f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    client.force_login(author)

    def put(key: int) -> Any:
        data = encode_multipart(BOUNDARY, {"value": str(key)})
        return client.put(
            url, data, content_type=MULTIPART_CONTENT, headers={"Accept": "application/json"}
        )

    assert put(hidden["open image"]).status_code in {200, 201}
    answer = put(hidden["image"])
    assert answer.status_code == 409
    assert REFUSED in answer.json()["detail"]
    kept = SegmentOverride.objects.get()
    assert kept.data == str(hidden["open image"])
