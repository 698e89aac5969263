"""The site as a whole: commands that need every app."""

from django.apps import AppConfig
from django.urls import register_converter

from text.whole_numbers import NumberConverter


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        register_converter(NumberConverter, "number")
        # Models can be imported only now.
        from community.inbox import site_warnings
        from config import wellbeing

        site_warnings.register(wellbeing.for_staff)
