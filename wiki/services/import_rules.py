"""What of a foreign article could not have been written here?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.addresses import slug_for
from wiki.edits import check_body
from wiki.errors import AddressTaken, WikiError
from wiki.exchange import ImportedArticle
from wiki.models import RESERVED_SLUGS, SLUG_LENGTH, TITLE_LENGTH, Article

NAME_LENGTH = 80
SUMMARY_LENGTH = 300


class ImportRefused(Exception):
    """An article was not taken over; the message says why."""


@contextmanager
def taken_refused() -> Iterator[None]:
    """Say of a title that another article has what is said of everything else: refused."""
    try:
        yield
    except AddressTaken as error:
        raise ImportRefused(str(error.message)) from error


def title_of(data: ImportedArticle) -> str:
    """Return what an article is called now: as its newest revision is."""
    return data.revisions[-1].title or data.title


def check(data: ImportedArticle) -> None:
    """Raise `ImportRefused` for what could not have been written here."""
    slug = data.slug
    if slug and (slug in RESERVED_SLUGS or slug_for(slug) != slug or len(slug) > SLUG_LENGTH):
        raise ImportRefused(_("%(slug)s cannot be an address") % {"slug": slug})
    if data.language not in dict(settings.LANGUAGES):
        raise ImportRefused(_("there is no language %(code)s") % {"code": data.language})
    if data.protection not in Article.Protection.values:
        raise ImportRefused(_("there is no protection %(name)s") % {"name": data.protection})
    for revision in data.revisions:
        title = data.title if revision.title is None else revision.title
        for name, text, limit in (
            ("title", title, TITLE_LENGTH),
            ("author", revision.author, NAME_LENGTH),
            ("summary", revision.summary, SUMMARY_LENGTH),
        ):
            if len(text) > limit:
                words = {"number": revision.number, "name": name, "limit": limit}
                raise ImportRefused(
                    _("revision %(number)s: %(name)s is longer than %(limit)s signs") % words
                )
        try:
            if revision.body.strip():
                check_body(revision.body)
        except WikiError as error:
            words = {"number": revision.number, "error": error.message}
            raise ImportRefused(_("revision %(number)s: %(error)s") % words) from error
