"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "districts"
    verbose_name = _("Who does what in which district")

    def ready(self) -> None:
        # All of these need the models to be loaded.
        from accounts import homes
        from accounts.signals import person_changed
        from accounts.why_sign_in import explain
        from community import page_titles
        from districts import entries, panels, receivers, reported
        from districts.entries.actors import ACTORS
        from districts.entries.dates import DATES
        from districts.entries.needs import NEEDS
        from districts.entries.networks import NETWORKS
        from districts.entries.papers import PAPERS
        from districts.entries.projects import PROJECTS
        from districts.histories import register_history
        from districts.homes import district_choices
        from districts.inbox import register_kind, register_places_and_claims
        from districts.models import Project
        from districts.paper_panel import papers_of
        from districts.searchable import register_source, register_words
        from districts.signing_in import REASONS

        person_changed.connect(receivers.forget_person, dispatch_uid="districts.forget_person")
        entries.register(PROJECTS, ACTORS, DATES, NETWORKS, NEEDS, PAPERS)
        register_words()
        register_places_and_claims()
        for act in (register_source, register_history, register_kind):
            entries.each(act)
        page_titles.register(reported.titles)
        homes.register(district_choices)
        explain(REASONS)
        panels.register(Project, papers_of, "districts/_papers.html")
