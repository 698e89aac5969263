#!/usr/bin/env python
"""Django's command line for Quartierswissen."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if sys.argv[1:2] == ["demo"]:
        # Mails can be read at /demo/postfach/; settings decide that before the command runs.
        os.environ.setdefault("DEMO", "on")
    # After the settings are named.
    from django.core.management import execute_from_command_line

    from config.settings.checked import known_module

    known_module(os.environ)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
