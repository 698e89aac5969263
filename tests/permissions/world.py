"""One small world in which there is one of every hidden thing, and public things around them."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from cms.models import ArticlePage, DistrictPage
from cms.services import EDITORS, Extras, create_page, find_page
from districts import services
from districts.models import Actor, City, District, Topic
from pictures.models import Picture

#: Stands in every title, so that one question finds whatever there is to find.
WORD = "Zeisig"


@dataclass
class World:
    """The places and people of the world, and what an address can name in it.

    `values` holds for each meaning of a parameter ("actor", "actor slug", "page" …) what may stand
    there: keys and slugs of the hidden things and of the public ones beside them.
    """

    city: City
    here: District
    elsewhere: District
    topic: Topic
    home: Page
    bakery: Actor
    editor: User
    moderator: User
    newcomer: User
    reader: User
    #: An image and a page that belong to whoever asks.
    picture: Picture | None = None
    own_page: Page | None = None
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, meaning: str, *values: object) -> None:
        """Let these stand for a parameter of this meaning."""
        known = self.values[meaning]
        known += [str(value) for value in values if str(value) not in known]

    def note_entry(self, entry: object) -> None:
        """Let an entry of the directory be asked for by key and by slug."""
        kind = type(entry).__name__.lower()
        self.note(kind, entry.pk)  # type: ignore[attr-defined]
        self.note(f"{kind} slug", entry.slug)  # type: ignore[attr-defined]

    def note_page(self, page: Page, *, is_a_sort: bool = False) -> None:
        """Let a page be asked for in the admin and at its address.

        `is_a_sort` lets every view that takes a page be asked for it, not the first few alone.
        """
        self.note("page", page.pk)
        if is_a_sort:
            self.note("page of a sort", page.pk)
        self.note("page path", page.url_path.removeprefix(self.home.url_path))
        if page.latest_revision_id:
            self.note("page revision", f"{page.pk}/revisions/{page.latest_revision_id}")

    @property
    def where(self) -> dict[str, list[object]]:
        """Where every hidden thing is."""
        return {"districts": [self.here], "topics": [self.topic]}

    def page(self, slug: str, title: str, **values: object) -> Page:
        """Make a published page of the editor's below the home page."""
        made = create_page(
            **{  # type: ignore[arg-type]
                "type": "standard",
                "parent": self.home,
                "locale": "de",
                "slug": slug,
                "title": title,
                **values,
            }
        )
        Page.objects.filter(pk=made.pk).update(owner=self.editor)
        made.refresh_from_db()
        self.note_page(made)
        return made

    def article_page(self) -> ArticlePage:
        """Return the article of a series below which people comment, about the district here."""
        found = ArticlePage.objects.first()
        if found is not None:
            return found
        parent = find_page(path="beitraege", locale="de")
        series = self.page("reihe", "Eine Reihe", type="series", parent=parent)
        extras = Extras(districts=[self.here], topics=[self.topic])
        made = self.page("teil", "Ein Teil", type="article", parent=series, extras=extras)
        self.note("series slug", "reihe")
        return ArticlePage.objects.get(pk=made.pk)

    def district_page(self) -> DistrictPage:
        """Return the German page of the district here."""
        return DistrictPage.objects.get(district=self.here, locale__language_code="de")


def build() -> World:
    """Make places, people and what is public."""
    city = services.create_city(name="Musterstadt", district_term="Bezirk")
    places = {"latitude": 48.7, "longitude": 9.1}
    here = services.create_district(city=city, name="Ost", **places)  # type: ignore[arg-type]
    elsewhere = services.create_district(city=city, name="West", **places)  # type: ignore[arg-type]
    services.set_neighbours(district=here, neighbours=[elsewhere])
    topic = services.create_topic(name="Hitze")
    home = find_page(path="", locale="de")
    assert home is not None
    bakery = services.create_actor(
        name=f"{WORD} Bäckerei", sector="business", summary="Brot.", districts=[elsewhere]
    )
    world = World(
        city=city,
        here=here,
        elsewhere=elsewhere,
        topic=topic,
        home=home,
        bakery=bakery,
        editor=create_user(email="bea@example.org", name="Bea", groups=(EDITORS,)),
        moderator=create_user(email="mo@example.org", name="Mo Dera", trust=User.Trust.MODERATOR),
        newcomer=create_user(email="neu@example.org", name="Nele Neu"),
        reader=create_user(email="lea@example.org", name="Lea", trust=User.Trust.RESIDENT),
    )
    _note_public(world)
    return world


def _note_public(world: World) -> None:
    world.note_entry(world.bakery)
    world.note("district slug", world.here.slug, world.elsewhere.slug)
    world.note("district", world.here.pk, world.elsewhere.pk)
    world.note("topic", world.topic.pk)
    world.note("topic slug", world.topic.slug)
    world.note("city", world.city.pk)
    world.note("module", "networks")
    world.note("home", world.home.pk)
    world.note("user", world.editor.pk, world.newcomer.pk)
    world.note("person slug", world.newcomer.slug)
    world.note_page(world.district_page(), is_a_sort=True)


def picture(title: str) -> Picture:
    """Make an image."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    content.seek(0)
    return Picture.objects.create(title=title, description=title, file=ImageFile(content, "x.png"))


def text_file(name: str) -> ContentFile[bytes]:
    """Return a file to upload."""
    return ContentFile(b"x", name)
