"""The WSGI entry point."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from config.settings.checked import USUAL, Refused, known_module

# gunicorn gives up when a process ends so; with any other number it starts it again and again.
FAILED_TO_BOOT = 3

os.environ.setdefault("DJANGO_SETTINGS_MODULE", USUAL)
try:
    known_module(os.environ)
    application = get_wsgi_application()
except Refused as refused:
    print(refused.line, file=sys.stderr)  # noqa: T201  (there is no log yet)
    sys.exit(FAILED_TO_BOOT)

# Imported only now: models can be when the application is there.
from community.people.erasing_again import replay_at_start  # noqa: E402

replay_at_start()
