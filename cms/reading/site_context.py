"""What templates get as `site`: name, menu, languages, notices, footer.

Everything is fetched when a template asks for it, so a response without a page costs nothing, and
an error page survives a database that is away.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import awaiting
from cms.reading import languages
from cms.reading.frame import Frame, FrameLink, FrameNotice, frame_of
from community import contract, trust
from community.inbox.awaiting import CASES
from community.people import blocked
from text.languages import CODES, current_language, prefix
from text.preview_address import SITE, preview_path
from text.site_address import absolute_url
from wiki.module import begin_url

Entry = dict[str, Any]
#: What addresses call a part of theirs that lets whoever knows it do something.
SECRETS = ("token", "secret")


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the admin has its own frame, and asks for it where it says no."""
    return {"site": SiteContext(request)}


class SiteContext:
    """What stands around every page, in the language of the request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = current_language()
        self.prefix = prefix(self.language)
        self.search_url = f"{self.prefix}/suche/"

    @cached_property
    def frame(self) -> Frame:
        """What is the same for every reader."""
        return frame_of(self.request)

    @property
    def name(self) -> str:
        return self.frame.name

    @property
    def tagline(self) -> str:
        return self.frame.tagline

    @property
    def footer(self) -> str:
        return self.frame.footer

    @property
    def operator(self) -> str:
        return self.frame.operator

    @property
    def mailbox(self) -> str:
        """Where the mails of the demo can be read; a real site has no such page."""
        return reverse("community:demo-mailbox") if settings.DEMO else ""

    @property
    def demo(self) -> bool:
        return self.frame.is_demo

    @property
    def logo(self) -> str:
        return self.frame.logo

    @cached_property
    def menu(self) -> list[Entry]:
        """The editors' menu, or the usual one."""
        here, home = self.request.path, f"{self.prefix}/"
        return [
            {
                "title": line.title,
                "url": line.url,
                "exact": here == line.url,
                "current": here.startswith(line.url) and line.url != home,
            }
            for line in self.frame.menu
        ]

    @cached_property
    def _reader(self) -> Any:
        """Who is signed in; None for guests, and while the database is away."""
        try:
            user = getattr(self.request, "user", None)
            return user if user and user.is_authenticated else None
        except DatabaseError:
            return None

    @property
    def account(self) -> str:
        """The name of who is signed in; "" for guests."""
        return self._reader.name if self._reader else ""

    @property
    def moderates(self) -> bool:
        """Whether who is signed in moderates the whole site; nobody else sees what is for them."""
        return self._reader is not None and trust.may(self._reader, "moderate", trust.EVERYWHERE)

    @cached_property
    def waiting(self) -> int | None:
        """How many cases wait, for moderators; None for anybody else."""
        try:
            return awaiting.number_of(self._reader, CASES) if self.moderates else None
        except DatabaseError:
            return None

    @cached_property
    def asked(self) -> int:
        """How many things who is signed in is asked for; one query, none for guests."""
        try:
            return awaiting.number_of(self._reader) if self._reader else 0
        except DatabaseError:
            return 0

    @cached_property
    def begin_url(self) -> str:
        """The form for a new article; "" where no town takes any at present."""
        return begin_url()

    @cached_property
    def blocked(self) -> list[str]:
        """Why who is signed in may not write, as sentences; [] for whoever is not blocked."""
        return blocked.said_to(self._reader)

    @cached_property
    def desk_url(self) -> str:
        """Where moderators hide what this page shows, or block who wrote it; "" for all others."""
        match = getattr(self.request, "resolver_match", None)
        if not match or not self.moderates:
            return ""
        shown = (kind.shown_at(match) for kind in contract.kinds() if kind.shown_at)
        if match.view_name != "person" and not any(shown):
            return ""
        return self._about_this("community:here")

    @cached_property
    def report_url(self) -> str:
        """Where anybody says that something on this page is wrong; "" where there is no page."""
        if not getattr(self.request, "resolver_match", None):
            return ""
        return self._about_this("community:report")

    def _about_this(self, view: str) -> str:
        """Return the address of a form that is about this page."""
        return f"{reverse(view)}?{urlencode({'url': _without_secret(self.request)})}"

    @property
    def footer_menu(self) -> Sequence[FrameLink]:
        return self.frame.footer_menu

    @property
    def taking_part_url(self) -> str:
        """The page that says how one takes part; "" where this language has none."""
        return self.frame.taking_part_url

    @cached_property
    def languages(self) -> list[languages.LanguageLink]:
        try:
            return languages.language_links(self.request, self.frame.easy_language_url)
        except DatabaseError:
            return []

    @property
    def lost(self) -> str:
        """The last words of the address, to search for where there is no page."""
        last = self.request.path.rstrip("/").rpartition("/")[2]
        return " ".join(re.findall(r"[^\W\d_]{2,40}", last)[:6])

    @cached_property
    def canonical(self) -> str:
        """Full address of what is shown, without filters; the German one where that is shown."""
        path = self._versions.get(self.language) or self._versions.get(settings.LANGUAGE_CODE)
        return self.request.build_absolute_uri((path or self.request.path).partition("?")[0])

    @property
    def preview(self) -> str:
        """Full address of the picture that messengers show of the site."""
        if not self.name:
            return ""
        number = CODES.index(self.language) if self.language in CODES else 0
        return absolute_url(preview_path(SITE, number, self.name))

    @cached_property
    def hreflang(self) -> list[Entry]:
        """The versions for search engines."""
        try:
            return languages.hreflang(self.request)
        except DatabaseError:
            return []

    @property
    def _versions(self) -> Mapping[str, str | None]:
        try:
            return languages.alternates(self.request)
        except DatabaseError:
            return {}

    @cached_property
    def notices(self) -> list[FrameNotice]:
        """The notices whose last day has not passed."""
        today = timezone.localdate()
        return [line for line in self.frame.notices if line.until is None or line.until >= today]

    @property
    def licence(self) -> str:
        """One sentence on what the wiki is licensed under; editorial pages name their own."""
        return _("Unless a page says otherwise, its text is licensed under CC BY-SA 4.0.")


def _without_secret(request: HttpRequest) -> str:
    """Return the path of a page up to what only the reader of a mail knows: it is for no log."""
    match = request.resolver_match
    known = match.kwargs if match else {}
    secret = next((known[name] for name in SECRETS if name in known), "")
    return request.path.rpartition(secret)[0] if secret else request.path
