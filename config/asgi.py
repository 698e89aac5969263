"""The ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from config.settings.checked import USUAL, known_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", USUAL)
known_module(os.environ)
application = get_asgi_application()

# Imported only now: models can be when the application is there.
from community.people.erasing_again import replay_at_start  # noqa: E402

replay_at_start()
