"""The addresses of this app."""

from django.urls import URLPattern, path

from community.views import talks, watching
from districts import entries
from districts.entries import EntryKind
from districts.entries.actors import ACTORS
from districts.entries.dates import DATES
from districts.entries.projects import PROJECTS
from districts.modules.routes import used
from districts.views import (
    cancelling,
    caring,
    checking,
    details,
    families,
    files,
    galleries,
    linking,
    lists,
    objecting,
    outcomes,
    phone_list,
    places,
    project_editing,
    relaying,
    sheet,
    single_times,
    taking_over,
    topics,
    wanting,
)
from districts.views.around import entry_view
from districts.views.editing import edit_view, new_view
from districts.views.pending import pending_view
from text.tables import TYPES
from versions import views as versions
from versions.day_view import on_day


def of_kind(kind: EntryKind) -> list[URLPattern]:
    """Return all addresses that every kind has which is written, listed and shown like it."""
    return [
        *(of_writing(kind) if kind.writing else ()),
        *(of_list(kind) if kind.listed else ()),
        *(of_talk(kind) if kind.talk else ()),
        path(
            f"{kind.start}/<slug:slug>/beobachten/",
            entry_view(kind, watching.of_kind(kind.key)),
            name=f"{kind.route}_watch",
        ),
        path(f"{kind.start}/<slug:slug>/", details.page_view(kind), name=kind.route),
    ]


def of_writing(kind: EntryKind) -> list[URLPattern]:
    """Return the addresses of writing and looking back, the same for every kind."""
    start, one, name = kind.start, f"{kind.start}/<slug:slug>", kind.route
    histories = (
        ("verlauf/", versions.history, "history", False),
        ("version/<number:number>/", versions.version, "version", False),
        ("vergleich/", versions.compare, "compare", False),
        ("stand/<str:day>/", on_day, "on_day", False),
        ("zuruecksetzen/<number:number>/", versions.revert, "revert", True),
        ("rueckgaengig/<number:number>/", versions.undo, "undo", True),
    )
    return [
        path(f"{start}/neu/", used(kind.module, new_view(kind)), name=f"{name}_new"),
        path(f"{one}/bearbeiten/", edit_view(kind), name=f"{name}_edit"),
        path(f"{one}/ausstehend/<number:number>/", pending_view(kind), name=f"{name}_pending"),
        path(f"{one}/stimmt-noch/", checking.still_right_view(kind), name=f"{name}_still_right"),
        *(
            path(f"{one}/{route}", entry_view(kind, view, writes=writes), name=f"{name}_{what}")
            for route, view, what, writes in histories
        ),
    ]


def of_relay(start: str, find: relaying.Find, name: str) -> list[URLPattern]:
    """Return the addresses at which a message is passed on."""
    one = f"{start}/<slug:slug>/nachricht/"
    return [
        path(one, relaying.message_view(find), name=name),
        path(f"{one}<str:secret>/", relaying.confirm_view(find), name=f"{name}_confirm"),
    ]


def of_talk(kind: EntryKind) -> list[URLPattern]:
    """Return the addresses of what is said about an entry."""
    one, name = f"{kind.start}/<slug:slug>/diskussion/", kind.route
    page, feed = talks.of_kind(kind.key), talks.feed_of_kind(kind.key)
    return [
        path(one, entry_view(kind, page), name=f"{name}_talk"),
        path(f"{one}talk.atom", entry_view(kind, feed), name=f"{name}_talk_feed"),
    ]


def of_list(kind: EntryKind) -> list[URLPattern]:
    """Return the addresses of a list, and of the list as a table."""
    start, name = kind.start, kind.list_route
    return [
        path(f"{start}/", used(kind.module, kind.lists.view or lists.list_view(kind)), name=name),
        *(
            path(
                f"{start}/tabelle.{form}",
                used(kind.module, kind.lists.table or files.table_view(kind)),
                {"form": form},
                name=f"{name}_{form}",
            )
            for form in TYPES
        ),
    ]


app_name = "districts"
urlpatterns = [
    path("stadtteile/", places.districts, name="districts"),
    path("stadtteile/<slug:slug>/", places.district, name="district"),
    path("stadtteile/<slug:slug>/bilder/", galleries.gallery, name="gallery"),
    path("stadtteile/<slug:slug>/aushang/", sheet.sheet, name="sheet"),
    path("stadtteile/<slug:slug>/faltblatt/", sheet.leaflet, name="leaflet"),
    path("lagezeichen/<slug:slug>.<slug:digest>.svg", places.signs, name="signs"),
    path("projekte/aehnlich/", used(PROJECTS.module, project_editing.similar), name="similar"),
    path("projekte/<slug:slug>/uebernehmen/", taking_over.take_over, name="take_over"),
    path("projekte/<slug:slug>/familie/", used(PROJECTS.module, families.family), name="family"),
    path("projekte/<slug:slug>/bedingungen/", taking_over.conditions, name="conditions"),
    path("projekte/<slug:slug>/antwort/", outcomes.reply, name="outcome_replies"),
    path("projekte/<slug:slug>/antwort/<str:token>/", outcomes.reply, name="outcome_reply"),
    path("projekte/<slug:slug>/<slug:action>/tun/", taking_over.act, name="project_act"),
    path("akteure/telefonliste/", used(ACTORS.module, phone_list.phone_list), name="phone_list"),
    *of_relay("akteure", caring.to_write, "relay"),
    *of_relay("mitwirkende", relaying.contact_of, "person_relay"),
    path("akteure/<slug:slug>/kuemmern/", caring.care, name="care"),
    path("akteure/<slug:slug>/kuemmern/<str:token>/", caring.claim_confirm, name="claim_confirm"),
    path("akteure/<slug:slug>/stimmt-noch/<str:token>/", checking.answer, name="answer"),
    path("akteure/<slug:slug>/widerspruch/", objecting.objection, name="objection"),
    path(
        "akteure/<slug:slug>/widerspruch/<str:token>/",
        objecting.confirm,
        name="objection_confirm",
    ),
    path("akteure/angebot/<str:token>/", caring.offer, name="care_offer"),
    path("termine/<slug:slug>/absagen/", cancelling.cancel, name="date_cancel"),
    path("termine/<slug:slug>/einzeln/<str:day>/", single_times.single_time, name="single_time"),
    path("termine/kalender.ics", used(DATES.module, files.calendar), name="calendar"),
    path("termine/<slug:slug>.ics", files.date_calendar, name="date_calendar"),
    path("ratspapiere/<slug:slug>/verknuepfen/", linking.link, name="paper_link"),
    *of_relay("gesucht", relaying.need_of, "need_relay"),
    path("gesucht/<slug:slug>/gefunden/", wanting.close, name="need_close"),
    *(route for kind in entries.kinds() for route in of_kind(kind)),
    path("themen/", topics.topics, name="topics"),
    path("themen/<slug:slug>/", topics.topic, name="topic"),
]
