"""The ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from config.settings.checked import USUAL, known_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", USUAL)
known_module(os.environ)
application = get_asgi_application()
