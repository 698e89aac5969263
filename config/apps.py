"""The site as a whole: commands that need every app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        # Models can be imported only now.
        from community import site_warnings
        from config import wellbeing

        site_warnings.register(wellbeing.for_staff)
