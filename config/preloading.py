"""What is the same in every process of a server? It is loaded once, before they part.

Code, addresses, words and templates take more memory than all that readers ask for. Made by one
process before it forks they lie in memory once, as long as nobody writes to them.
"""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.db import connections
from django.template import Engine
from django.urls import get_resolver
from django.utils import translation

from search import compounds


def load() -> None:
    """Load what every process needs, and leave nothing open that must not be taken along."""
    django.setup()
    import_module(settings.ROOT_URLCONF)
    compounds.splitter()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
            get_resolver().reverse_dict  # noqa: B018  (asking for it makes it)
    engine = Engine.get_default()
    for folder in engine.dirs:
        for file in Path(folder).rglob("*.html"):
            engine.get_template(str(file.relative_to(folder)))
    connections.close_all()


def settle() -> None:
    """Take what is loaded out of what is looked through for garbage; it stays for good.

    Half a million objects of ours and of libraries were looked through whenever an answer made
    many of its own: comparing 40,000 points took 1.1 s of processor time and takes 0.8. And what
    is looked through is written to, so that each process would soon have its own.
    """
    gc.collect()
    gc.freeze()
