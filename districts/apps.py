"""Wiring of this app."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "districts"
    verbose_name = _("Who does what in which district")

    def ready(self) -> None:
        # All of these need the models to be loaded.
        from accounts import home_districts
        from accounts.signals import person_changed
        from accounts.why_sign_in import explain
        from community.mail_topics import TOPICS
        from districts import entries, modules, navigation, panels, receivers, reminders
        from districts.entries.actors import ACTORS
        from districts.entries.dates import DATES
        from districts.entries.needs import NEEDS
        from districts.entries.networks import NETWORKS
        from districts.entries.papers import PAPERS
        from districts.entries.projects import PROJECTS
        from districts.modules import states
        from districts.modules.entries_of import Entries
        from districts.registered import awaiting
        from districts.registered.district_choices import district_choices
        from districts.registered.histories import register_history
        from districts.registered.inbox import register_claims, register_kind
        from districts.registered.pictures import register_pictures
        from districts.registered.places import register_places
        from districts.registered.sign_in_reasons import REASONS
        from districts.registered.talks import register_talk
        from districts.searchable import register_source, register_words
        from districts.shown import moved

        TOPICS.register(reminders.CHANGES)
        m2m_changed.connect(moved, dispatch_uid="districts.moved")
        person_changed.connect(receivers.forget_person, dispatch_uid="districts.forget_person")
        entries.register(PROJECTS, ACTORS, DATES, NETWORKS, NEEDS, PAPERS)
        register_words()
        register_places()
        register_claims()
        awaiting.register()
        navigation.register_line(
            navigation.DISTRICTS, navigation.KNOWLEDGE, navigation.ACTIVE, navigation.DATES
        )
        navigation.register(
            navigation.MenuPage("districts", _("Districts"), "districts:districts"),
            navigation.MenuPage("knowledge", _("Topics"), "districts:topics", 10),
            navigation.MenuPage("knowledge", _("Pictures"), "pictures:gallery", 60),
        )
        for act in (
            register_source,
            register_history,
            register_kind,
            register_talk,
            navigation.of_kind,
            panels.of_kind,
        ):
            entries.each(act)
        register_pictures()
        home_districts.register(district_choices)
        explain(REASONS)
        modules.hold(Entries())
        request_started.connect(states.begin, dispatch_uid="districts.module_states")
        request_finished.connect(states.end, dispatch_uid="districts.module_states")
