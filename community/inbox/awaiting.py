"""What of the inbox stands in "This waits for you": how many cases, and since when."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.awaiting import Awaiting
from accounts.models import User
from community import trust
from community.inbox.rows import cases_for


def cases(user: User) -> Iterable[Awaiting]:
    """Return one line for all cases that somebody may decide; they are answered in the inbox."""
    if not trust.may(user, "inbox", trust.EVERYWHERE):
        return
    found = cases_for(user).open().order_by().aggregate(n=Count("pk"), since=Min("created"))
    if found["n"]:
        title = ngettext("%(n)s case to decide", "%(n)s cases to decide", found["n"])
        yield Awaiting(title % {"n": found["n"]}, reverse("community:inbox"), found["since"])
