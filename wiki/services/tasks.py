"""Taking care of a row of a work list: one person at a time, until it is done or 14 days are over.

A task ends when its owner says so, saves the article, or writes what was wanted; by the worker when
its time is over or its row is on the list no more.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import trust
from community.people import blocked
from search.outbox import after_answer
from text.languages import EASY_LANGUAGE
from wiki import shown
from wiki.errors import Invalid, NotAllowed, TaskTaken
from wiki.models import Article, Task
from wiki.worklists.items import WorkItem
from wiki.worklists.kinds import IN_EASY_LANGUAGE, LISTS, WANTED, WorkList

#: So many days somebody has for it.
DAYS = timedelta(days=14)
#: So many things somebody takes care of at once; nobody knows yet whether the new ones will.
MOST, MOST_OF_NEW = 10, 3


def take_task(*, user: User, worklist: WorkList, item: WorkItem) -> Task:
    """Note that somebody takes care of a row for 14 days.

    Raises `TaskTaken` where somebody else was quicker, `Invalid` for what is not on the list or
    where they have taken on enough, `NotAllowed`.
    """
    if not trust.may(user, "edit", trust.EVERYWHERE):
        raise NotAllowed(blocked.why_not(user, _("This account may not write.")))
    if not worklist.is_open_for(item):
        raise Invalid(_("This is not on the list any more."))
    today = timezone.localdate()
    with transaction.atomic():
        # Taking several at one moment, somebody waits for themselves.
        User.objects.select_for_update().get(pk=user.pk)
        running = Task.objects.running()
        most = MOST_OF_NEW if user.trust == User.Trust.NEW else MOST
        if running.filter(user=user).count() >= most:
            words = _("You take care of %(number)d things already. Please finish one first.")
            raise Invalid(words % {"number": most})
        there = Task.objects.filter(worklist=worklist.slug, **item.fields)
        there.exclude(pk__in=running.values("pk")).delete()
        try:
            with transaction.atomic():
                task = Task.objects.create(
                    user=user, worklist=worklist.slug, until=today + DAYS, **item.fields
                )
        except IntegrityError as error:
            raise TaskTaken(_("Somebody else takes care of this already.")) from error
        shown.tasks_changed()
    return task


def end_task(*, user: User, worklist: WorkList, item: WorkItem) -> None:
    """Let others take care of a row again; nothing where it is not theirs."""
    _end(Q(user=user, worklist=worklist.slug, **item.fields))


def finish_edit(*, user: User | None, article: Article) -> None:
    """End what its writer took on of an article that they have saved, when it is saved.

    What it says in easy language is written elsewhere.
    """
    if user is not None:
        _end_later(Q(user=user, article=article) & ~Q(worklist=IN_EASY_LANGUAGE.slug))


def finish_article(*, user: User | None, article: Article) -> None:
    """End what its writer took on and has now written: an article that was wanted, or easy
    language for another one.
    """
    if user is None:
        return
    own = Q(user=user)
    done = own & Q(
        worklist=WANTED.slug,
        district=article.district_id,
        language=article.language,
        title_words=article.title_words,
    )
    if article.language == EASY_LANGUAGE:
        family = Q(article__translation_key=article.translation_key)
        done |= own & family & Q(worklist=IN_EASY_LANGUAGE.slug)
    _end_later(done)


def forget_tasks() -> int:
    """Remove what is over, or done by others; the worker calls this. Returns how many rows."""
    return _end(Q(until__lt=timezone.localdate())) + sum(map(_forget_done, LISTS))


def _forget_done(worklist: WorkList) -> int:
    tasks = Task.objects.filter(worklist=worklist.slug)
    return _end(Q(pk__in=[task.pk for task in tasks if not worklist.is_open_for(item_of(task))]))


def item_of(task: Task) -> WorkItem:
    """Return the row that a task is about."""
    return WorkItem(task.article_id, task.district_id, task.language, task.title_words)


def _end_later(which: Q) -> None:
    """Do so when the answer is on its way: nobody waits for it. Else now."""
    if not after_answer(object(), lambda: _end(which)):
        _end(which)


def _end(which: Q) -> int:
    keys = list(Task.objects.filter(which).values_list("pk", flat=True))
    if not keys:
        return 0
    number = Task.objects.filter(pk__in=keys).delete()[0]
    shown.tasks_changed()
    return number
