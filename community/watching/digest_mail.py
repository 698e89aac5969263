"""What our mails say of what somebody watches, written at the moment they leave.

Whether the reader may know of a thing, and what of it is new, is asked for each of them then, and
again when a mail has to be sent once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community import mail
from community.mails import live_names
from community.mails.mail_texts import hello
from community.models import Digest, Mail, Watch
from community.subjects import SUBJECTS
from community.watching import changed as reading
from community.watching import promised, stop_links
from community.watching.changed import TextChange, ThingChange
from community.watching.news import NewsItem
from pagecache.shared import before
from search import contract as search
from text.site_address import absolute_url

#: So many things are told of; of the rest it is said how many they are.
MOST = 20
#: So many people are named.
NAMES = 3


def write(rows: Sequence[Mail]) -> mail.Text | None:
    """Return what a mail says of its digest; None where nothing is new, or nobody wants it."""
    digest = Digest.objects.filter(pk=rows[0].object_pk).select_related("user").first()
    if digest is None or not digest.user.is_active:
        return None
    rows[0].to = digest.user.email
    with translation.override(settings.LANGUAGE_CODE):
        return _text(digest)


def _text(digest: Digest) -> mail.Text | None:
    reader = digest.user
    items = [NewsItem.read(row) for row in digest.items]
    watches = _wanted(items, reader)
    told: list[tuple[NewsItem, ThingChange]] = []
    seen = before()
    rest: list[NewsItem] = []
    for item in items:
        if item.watch not in watches:
            continue
        if len(told) == MOST:
            rest.append(item)
        elif found := reading.changed(item, seen):
            told.append((item, found))
    reminders = promised.lines(reader, digest.day)
    if not told:
        return _reminding(reader, reminders)
    searches = search.in_words({w.parameters for w in watches.values() if w.search})
    parts = [
        _part(f"{number}.", change, watches[item.watch], searches, item, reader)
        for number, (item, change) in enumerate(told, 1)
    ]
    return mail.Text(
        _subject([change.title for _item, change in told], len(rest)),
        [hello(reader), *_beginning(digest), *parts, *_rest(rest), *reminders],
        _why(),
        settings.LANGUAGE_CODE,
    )


def _reminding(reader: User, reminders: list[str]) -> mail.Text | None:
    """Return a mail that only reminds of something; None where that is done, too."""
    if not reminders:
        return None
    why = _("This mail comes because you said that you take care of it.")
    subject = _("You wanted to take care of something")
    return mail.Text(subject, [hello(reader), *reminders], why, settings.LANGUAGE_CODE)


def _wanted(items: Iterable[NewsItem], reader: User) -> dict[int, Watch]:
    """Return the watches of a digest for which their owner still wants mails."""
    pks = {item.watch for item in items}
    rows = Watch.objects.active().exclude(rhythm=Watch.Rhythm.SITE)
    return {row.pk: row for row in rows.filter(user=reader, pk__in=pks)}


def _subject(titles: Sequence[str], rest: int) -> str:
    if len(titles) == 1:
        return _("New: %(title)s") % {"title": titles[0]}
    number = len(titles) + rest
    return ngettext(
        "%(number)d thing that you watch has changed",
        "%(number)d things that you watch have changed",
        number,
    ) % {"number": number}


def _beginning(digest: Digest) -> list[str]:
    return [] if digest.day is None else [_("this is new where you watch:")]


def _part(
    number: str,
    change: ThingChange,
    watch: Watch,
    searches: dict[str, str],
    item: NewsItem,
    reader: User,
) -> str:
    """Return the lines about one thing."""
    label = capfirst(str(SUBJECTS[item.kind].one))
    lines = [f"{number} {change.title} ({label})"]
    if watch.search:
        words = searches.get(watch.parameters, "")
        lines.append(_("Found by your search: %(words)s") % {"words": words})
    if change.text is not None:
        lines += _of_text(change.text, reader)
    if change.comments:
        said = ngettext("%(number)d new comment", "%(number)d new comments", change.comments)
        lines += [said % {"number": change.comments}, absolute_url(change.comment_url)]
    stop = _("Watch this no more:")
    return "\n".join([*lines, f"{stop} {stop_links.url_of(watch)}"])


def _of_text(change: TextChange, reader: User) -> list[str]:
    """Return what is new in a text, by whom, and where it is compared."""
    who = _names([pk for pk in change.people if pk != reader.pk])
    if change.is_new:
        lines = [_("New, by %(people)s:") % {"people": who} if who else _("New:")]
    else:
        lines = [_("Changed by %(people)s:") % {"people": who} if who else _("Changed:")]
    if change.words:
        lines.append(_("“%(words)s”") % {"words": change.words})
    if not change.comparison:
        return [*lines, absolute_url(change.url)]
    there = _("Old and new side by side:")
    return [*lines, f"{there} {absolute_url(change.comparison)}"]


def _names(people: Sequence[int]) -> str:
    """Return who has written, as they are called when the mail is read."""
    names = [live_names.marked_key(pk) for pk in people[:NAMES]]
    if len(people) > NAMES:
        names.append(_("others"))
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _rest(rest: Sequence[NewsItem]) -> list[str]:
    """Say how many things are left over; counted are those that everybody may read."""
    number = len(search.named({(item.kind, item.pk) for item in rest}))
    if not number:
        return []
    words = ngettext(
        "And %(number)d more thing. All of them stand here:",
        "And %(number)d more things. All of them stand here:",
        number,
    )
    return [f"{words % {'number': number}}\n{absolute_url(reverse('community:overview'))}"]


def _why() -> str:
    where = absolute_url(reverse("community:watched"))
    words = _("This mail comes because you watch this. How often it comes, you say here:")
    return f"{words}\n{where}"
