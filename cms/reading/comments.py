"""Where readers may comment on editorial pages; what guests are asked wherever they may talk."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from cms.models import ArticlePage, SiteSettings
from cms.page_kinds import PAGE
from cms.querysets import readable
from community import trust
from community.subjects import Subject
from community.talk import places, threads
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
PLACE = places.TalkedAbout(PAGES, is_open=is_open, changed=changed, below="")


def talk_context(page: ArticlePage) -> dict[str, Any]:
    """Context of templates/community/talk.html; nothing where comments were never wanted."""
    talk = threads.talk(PAGE, page.pk) if page.pk else []
    return {"talk": talk, "talk_kind": PAGE, "shows_talk": bool(talk) or page.takes_comments}
