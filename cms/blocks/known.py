"""Blocks that show what the districts know: projects, actors, dates, a search box.

A block is a form with filters of its own that editors choose and migrations hold, so each is
written by hand and none comes of itself with a kind.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.titles import TitleBlock
from cms.reading import directory_lists
from districts.models import DateKind, District, Sector, Status, Topic
from districts.modules import Usage
from districts.modules.states import states
from text.translatable import Words

Choices = list[tuple[str, str]]


def topic_choices() -> Choices:
    """All topics by name, for the admin."""
    return list(Topic.objects.order_by("name").values_list("slug", "name"))


def district_choices() -> Choices:
    """All districts by name, for the admin."""
    return list(District.objects.order_by("name", "pk").values_list("slug", "name"))


def _choice(choices: Callable[[], Choices] | Iterable[Any], label: Words) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=choices, label=label, required=False, search_index=False)


class ListBlock(blocks.StructBlock):
    """A list that is made anew whenever the page is shown; an address cannot be too old.

    Readers see nothing of it while its town has switched off what it lists.
    """

    title = TitleBlock(label=_("Heading"), required=False, max_length=120)
    topic = _choice(topic_choices, _("Topic"))
    district = _choice(district_choices, _("District"))
    number = blocks.IntegerBlock(
        label=_("How many at most"), default=4, min_value=1, max_value=20, search_index=False
    )

    #: Path of the whole list, and the parameters its filters have besides topic and district.
    path = ""

    def find(
        self, value: blocks.StructValue, topics: list[Topic], districts: list[District]
    ) -> Any:
        """Return the queryset of what is shown."""
        raise NotImplementedError

    def parameters(self, value: blocks.StructValue) -> dict[str, str]:
        """Return the filters of the whole list beside topic and district."""
        return {}

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        topics = list(Topic.objects.filter(slug=value["topic"])) if value["topic"] else []
        districts = (
            list(District.objects.filter(slug=value["district"]).select_related("city"))
            if value["district"]
            else []
        )
        gone = bool(value["topic"] and not topics) or bool(value["district"] and not districts)
        rows = self.find(value, topics, districts)
        # A filter whose topic is gone must not turn into "everything".
        found = [] if gone else list(rows[: value["number"]])
        [cards] = directory_lists.cards_of(found, districts=districts)
        query = {"topic": value["topic"], "district": value["district"], **self.parameters(value)}
        filled = urlencode({name: text for name, text in query.items() if text})
        town = districts[0].city_id if districts else None
        return {
            **context,
            "is_off": states().of(rows.module, town) == Usage.OFF,
            "cards": cards,
            "all_url": f"{self.path}?{filled}".rstrip("?"),
        }

    class Meta:
        template = "cms/blocks/known.html"
        group = _("What the districts know")


class ProjectsBlock(ListBlock):
    """Projects by filter."""

    status = _choice(Status.choices, _("Status"))
    transferable = blocks.BooleanBlock(label=_("Only what can be taken over"), required=False)
    path = "/projekte/"

    def find(
        self, value: blocks.StructValue, topics: list[Topic], districts: list[District]
    ) -> Any:
        chosen: dict[str, Any] = {"status": value["status"]} if value["status"] else {}
        if value["transferable"]:
            chosen["transferable"] = True
        return directory_lists.projects(topics, districts, **chosen)

    def parameters(self, value: blocks.StructValue) -> dict[str, str]:
        return {"status": value["status"], "transferable": "1" if value["transferable"] else ""}

    class Meta:
        icon = "folder-open-inverse"
        label = _("Projects")
        description = _("Projects on a topic or from a district, always up to date.")
        help_text = _("What can be taken over comes first; you need not maintain the list.")
        preview_value = {
            "title": "Projekte dazu",
            "number": 3,
            "topic": "",
            "district": "",
            "status": "",
            "transferable": False,
        }


class ActorsBlock(ListBlock):
    """Actors by filter."""

    sector = _choice(Sector.choices, _("Sector"))
    path = "/akteure/"

    def find(
        self, value: blocks.StructValue, topics: list[Topic], districts: list[District]
    ) -> Any:
        chosen = {"sector": value["sector"]} if value["sector"] else {}
        return directory_lists.actors(topics, districts, **chosen)

    def parameters(self, value: blocks.StructValue) -> dict[str, str]:
        return {"sector": value["sector"]}

    class Meta:
        icon = "group"
        label = _("Actors")
        description = _("Who is active on a topic or in a district.")
        help_text = _("The list follows the directory; you need not maintain it.")
        preview_value = {
            "title": "Wer dazu arbeitet",
            "number": 3,
            "topic": "",
            "district": "",
            "sector": "",
        }


class DatesBlock(ListBlock):
    """The next dates by filter."""

    kind = _choice(DateKind.choices, _("Kind"))
    path = "/termine/"

    def find(
        self, value: blocks.StructValue, topics: list[Topic], districts: list[District]
    ) -> Any:
        return directory_lists.dates(
            topics, districts, **({"kind": value["kind"]} if value["kind"] else {})
        )

    def parameters(self, value: blocks.StructValue) -> dict[str, str]:
        return {"kind": value["kind"]}

    class Meta:
        icon = "date"
        label = _("Dates")
        description = _("What takes place next; past dates vanish by themselves.")
        help_text = _("Where nothing takes place a sentence says so.")
        preview_value = {
            "title": "Nächste Termine",
            "number": 3,
            "topic": "",
            "district": "",
            "kind": "",
        }


class SearchBoxBlock(blocks.StructBlock):
    """A search box, on one topic or one district if wanted."""

    title = TitleBlock(label=_("Heading"), required=False, max_length=120)
    help_text = TitleBlock(label=_("Line below"), required=False, max_length=160)
    topic = _choice(topic_choices, _("Topic"))
    district = _choice(district_choices, _("District"))

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page = (parent_context or {}).get("page")
        return {**context, "box": f"feld-{getattr(page, 'pk', 0)}-{id(value) % 10_000}"}

    class Meta:
        icon = "search"
        label = _("Search box")
        description = _("Lets readers search from here, on a topic or in a district if you like.")
        help_text = _("What you choose here narrows the search of your readers.")
        group = _("What the districts know")
        template = "cms/blocks/search_box.html"
        preview_value = {"title": "Suchen Sie weiter", "help_text": "Zum Beispiel: Mittagstisch"}
