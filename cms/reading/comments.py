"""Where readers may comment on editorial pages, who settles what they ask, what guests are asked.

What guests are asked is the same wherever they may talk.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from accounts.models import User
from cms.models import ArticlePage, SiteSettings
from cms.page_kinds import PAGE
from cms.querysets import readable
from community import trust
from community.subjects import Subject
from community.talk import places, resolving, threads
from districts.towns import city_of
from search import outbox
from text.languages import current_language


def load(pk: int) -> Page | None:
    """Return a published page that everybody may read."""
    return readable(Page.objects.filter(pk=pk)).specific().first()


def url(page: Page) -> str:
    """Return the path of a page."""
    return page.get_url() or "/"


def visible_to(page: Page, user: trust.Person) -> bool:
    """`load` finds nothing else."""
    return True


def is_open(page: Page) -> bool:
    """Say whether comments may be written today: only below articles."""
    return bool(getattr(page, "takes_comments", False))


def edits(user: User, page: Page) -> bool:
    """Say whether somebody edits a page: who does answers what is asked there."""
    return bool(page.permissions_for_user(user).can_edit())


def question() -> places.SpamQuestion | None:
    """Return the editors' own question in the reader's language, or a simple one."""
    language = current_language()
    rows = SiteSettings.objects.filter(locale__language_code__in=(language, settings.LANGUAGE_CODE))
    asked = {row.locale.language_code: row for row in rows.select_related("locale")}
    own = asked.get(language) or asked.get(settings.LANGUAGE_CODE)
    if own and own.comment_question and own.comment_answers.strip():
        return places.SpamQuestion(own.comment_question, tuple(own.comment_answers.split(",")))
    return places.SpamQuestion(_("How many days has a week?"), ("7", _("seven")))


def changed(pk: int) -> None:
    """What is said below an article is found with it."""
    outbox.changed(PAGE, pk)


PAGES = Subject(
    key=PAGE,
    one=gettext_lazy("Page"),
    many=pgettext_lazy("subject", "Pages"),
    load=load,
    url=url,
    visible_to=visible_to,
    city_of=city_of,
)
PLACE = places.TalkedAbout(PAGES, is_open=is_open, changed=changed, below="", settles=edits)


def settled_by(user: trust.Person, pk: int, begun: Collection[resolving.BegunBy]) -> frozenset[int]:
    """Return which threads below a page somebody may settle; no query for guests."""
    page = load(pk) if begun and isinstance(user, User) else None
    return frozenset() if page is None else resolving.which_resolves(user, PAGE, page, begun)


def talk_context(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """Context of templates/community/talk.html; nothing where comments were never wanted.

    Which threads the reader may settle stands at the request, where it is known
    (`cms.reading.page_parts`).
    """
    settles: frozenset[int] = getattr(request, "settles", frozenset())
    found = threads.talk(PAGE, page.pk) if page.pk else []
    talk = [replace(one, may_resolve=one.first.pk in settles) for one in found]
    return {"talk": talk, "talk_kind": PAGE, "shows_talk": bool(talk) or page.takes_comments}
