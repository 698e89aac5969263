"""What differs between the kinds of entry? One description of each; everything else is derived.

A kind is described in one module and registered from `AppConfig.ready()`::

    districts.entries.register(PROJECTS)

Forms, services and views are given by dotted names, because they are loaded after the models and
ask for kinds themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string

from community.subjects import Subject
from districts.entries.acts import Expressions, acts_of, at_once
from districts.entries.card import Card
from districts.entries.listed import InMenu, Listed, Rows
from districts.entries.overviews import OnDistrict, OnEntry, OnTopic
from districts.entries.page import EntryPage
from districts.entries.shape import Shape
from districts.entries.staff import Staff
from districts.modules import Module, Usage, states
from districts.towns import city_of
from search.contract import Source
from text.acts import Act
from text.translatable import Words

if TYPE_CHECKING:
    from accounts.person import Person
    from districts.models import Entry, VersionedEntry
    from districts.querysets import EntryQuerySet
    from districts.services.signature import Signature

#: Stands for any slug in an address.
ANY_SLUG = "0-0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a kind is written by many people: its form, its service, what is said above and below.

    `writer` is a `services.entry_writers.EntryWriter`; `create(signature=, **values)` and
    `update(base=, signature=, **values)` are services of its own, where there are any; `editing` is
    the class that answers the form; `template` shows it, where there is more to it than its fields.
    `agreed` is the licence that writers give.
    """

    form_name: str
    writer_name: str = "districts.services.entry_writers.PLAIN"
    create_name: str = ""
    update_name: str = ""
    editing_name: str = "districts.views.editing.Editing"
    template: str = "districts/form.html"
    new_title: Words
    new_lead: Words
    agreed: Words

    @property
    def form(self) -> Any:
        """The class of the form."""
        return import_string(self.form_name)

    @property
    def writer(self) -> Any:
        """What the kind adds to every write."""
        return import_string(self.writer_name)

    @property
    def editing(self) -> Any:
        """The class that answers the form."""
        return import_string(self.editing_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """One kind of entry.

    `key`        by what search, versions, inbox, trust and comments know it; never changes
    `module`     with what else it is switched on and off
    `start`      the first segment of its addresses ("termine")
    `route`      the name of its page's address ("date"); with an s that of its list
    `one`, `many`   what it is called
    `naming`     the field with its name
    `shape`      its versioned fields; None for kinds without history
    `writing`    its form and services; None where only imports and programs write it
    `reach`      how its people are reached, and where it is: see `districts.entries.acts`
    `relay`      the route at which a message to them is written
    `card`       what its card says, see `lists.cards`; at the time, in the chosen districts
    `listed`     its list; None where it has none
    `menu`       where the menu leads to that list
    `kept`       which of the rows stand in lists, feeds and overviews
    `current`    which of those count at a moment
    `staff`      its list in the admin
    `page`       what its page shows besides what all do
    `on_district`, `on_topic`   how it stands on the pages of districts and topics, if it does
    `on_entries`  the panels it has on the pages of other entries: an actor's, a project's
    `source`     what search asks of it; None where search does not know it
    `subject`    what it is to inbox and talk, made of these
    `names_actors`  the relation by which it names actors, whose records hold their names
    `has_carers`  whether whoever writes one down first takes care of it over the years
    `talk`       whether people talk about it: what is over once it is found they do not
    `tells_who`  whether it is somebody, or invites in somebody's name: it does not stand beside a
                 project without names, whose own it might be
    """

    key: str
    module: Module
    model: type[Any]
    start: str
    route: str
    one: Words
    many: Words
    naming: str = "title"
    shape: Shape | None = None
    writing: Writing | None = None
    card: Callable[[Any, frozenset[int]], Card]
    reach: Callable[[], Expressions] | None = None
    relay: str = "relay"
    listed: Listed | None = None
    menu: InMenu = field(default_factory=InMenu)
    in_lists: Callable[[Rows], Rows] = lambda rows: rows
    current: Callable[[Rows, datetime], Rows] = lambda rows, _now: rows
    staff: Staff = field(default_factory=Staff)
    page: EntryPage = field(default_factory=EntryPage)
    on_district: OnDistrict | None = None
    on_topic: OnTopic | None = None
    on_entries: tuple[OnEntry, ...] = ()
    source: Callable[[EntryKind], Source] | None = None
    names_actors: str = ""
    has_carers: bool = False
    talk: bool = True
    tells_who: bool = True
    subject: Subject = field(init=False)

    def __post_init__(self) -> None:
        subject = Subject(
            key=self.key,
            one=self.one,
            many=self.many,
            load=self.load,
            url=lambda entry: self.url_of(entry.slug),
            visible_to=self.visible_to,
            city_of=city_of,
        )
        object.__setattr__(self, "subject", subject)

    @property
    def list_route(self) -> str:
        """The name of its list's address."""
        return f"{self.route}s"

    @property
    def list_url(self) -> str:
        """Return where the list is."""
        return reverse(f"districts:{self.list_route}")

    @property
    def fields(self) -> Shape:
        """The versioned fields of a kind that has some."""
        assert self.shape is not None, f"{self.key} has no history"
        return self.shape

    @property
    def written(self) -> Writing:
        """How a kind is written that people write."""
        assert self.writing is not None, f"nobody writes {self.key} in a form"
        return self.writing

    @property
    def lists(self) -> Listed:
        """The list of a kind that has one."""
        assert self.listed is not None, f"{self.key} has no list"
        return self.listed

    @property
    def is_used(self) -> bool:
        """Whether any town shows entries of this kind."""
        return states.states().is_used(self.module)

    @property
    def rests(self) -> bool:
        """Whether no town takes new entries of this kind."""
        return states.states().of(self.module, None) != Usage.ON

    def ensure_open(self) -> None:
        """Raise `Resting` where no town takes new entries, 404 where none shows any."""
        states.ensure_open(self.module)

    def counts_stay(self, fields: Collection[str]) -> bool:
        """Say whether lists count all as before, where nothing but these fields has changed.

        Of what is not versioned nobody has said what depends on it.
        """
        if self.listed is None or self.shape is None:
            return False
        return not ({*fields} - self.shape.names - {"sort_key"} or {*fields} & self.listed.counted)

    def listed_for(self, user: Person) -> EntryQuerySet[Any]:
        """Return what stands in the list of this reader."""
        rows: EntryQuerySet[Any] = self.in_lists(self.model.objects.visible_to(user))
        return rows

    def url_of(self, slug: str) -> str:
        """Return where an entry is read."""
        return reverse(f"districts:{self.route}", args=[slug])

    def urls_of(self, slugs: Iterable[str]) -> dict[str, str]:
        """Return where entries are read, by slug: to reckon a thousand costs as much as one."""
        begin, end = self.url_of(ANY_SLUG).split(ANY_SLUG)
        return {slug: f"{begin}{slug}{end}" for slug in slugs}

    def load(self, pk: int) -> Any:
        """Return an entry whatever its state."""
        return self.model.objects.select_related("city").filter(pk=pk).first()

    def visible_to(self, entry: Entry, user: Person) -> bool:
        """Say whether somebody may know of an entry."""
        return bool(self.model.objects.visible_to(user).filter(pk=entry.pk).exists())

    def rows(self, user: Person) -> EntryQuerySet[Any]:
        """Return what this reader may see of the kind."""
        visible: EntryQuerySet[Any] = self.model.objects.visible_to(user)
        return visible.with_usage().select_related("city")

    def get(self, user: Person, slug: str) -> Any:
        """Return the entry of an address; raises 404 for what this reader may not see."""
        found = self.rows(user).filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def to_write(self, user: Person, slug: str) -> Any:
        """Return the entry of an address where something is written; raises `Resting`, too."""
        found = self.get(user, slug)
        found.ensure_open()
        return found

    def with_acts(self, rows: Rows) -> Rows:
        """Read along what can be done about each entry; see `acts_of`."""
        return rows.annotate(reached=at_once(self.reach())) if self.reach else rows

    def acts_of(self, entry: Entry, *, place: str | None = None) -> tuple[Act, ...]:
        """Return what can be done about an entry that was read `with_acts`, else nothing.

        `place` is where it takes place this time.
        """
        said = getattr(entry, "reached", None)
        return tuple(acts_of(self.url_of(entry.slug), said, relay=self.relay, place=place))

    def create(self, values: Mapping[str, Any], *, signature: Signature) -> Any:
        """Make a new entry."""
        if name := self.written.create_name:
            return import_string(name)(signature=signature, **values)
        make = import_string("districts.services.entry_edits.make")
        return make(self.model, values=values, signature=signature)

    def update(
        self,
        entry: VersionedEntry,
        values: Mapping[str, Any],
        *,
        base: int | None,
        signature: Signature,
    ) -> Any:
        """Change an entry seen at revision `base`."""
        if name := self.written.update_name:
            this = {self.fields.revision.thing_field: entry}
            return import_string(name)(base=base, signature=signature, **this, **values)
        edit = import_string("districts.services.entry_edits.edit")
        return edit(entry, base=base, values=values, signature=signature)
