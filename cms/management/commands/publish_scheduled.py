"""`manage.py publish_scheduled`: Wagtail's command with our transactions."""

from typing import Any

from wagtail.management.commands import publish_scheduled as wagtails

from cms.scheduled_publishing import publish_scheduled


class Command(wagtails.Command):
    help = "Publish and take down the pages whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        self.stdout.write(f"{publish_scheduled()} pages published or taken down.")
