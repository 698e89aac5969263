"""Wiring of this app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "tests.new_kind.workshops"
    label = "workshops"

    def ready(self) -> None:
        from districts import entries
        from tests.new_kind.workshops.kind import WORKSHOPS

        entries.register(WORKSHOPS)
