"""The site as a whole: commands that need every app."""

from django.apps import AppConfig
from django.db.models import IntegerField
from django.urls import register_converter

from text.whole_numbers import InRange, NumberConverter


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        register_converter(NumberConverter, "number")
        IntegerField.register_lookup(InRange)
        # Models can be imported only now.
        from community.inbox import site_warnings
        from config import wellbeing

        site_warnings.register(wellbeing.for_staff)
