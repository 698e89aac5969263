"""Several people press "I take care of it" at one moment: one does, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from tests.people import person
from tests.wiki.factories import article, district
from wiki import services
from wiki.errors import TaskTaken
from wiki.models import Task
from wiki.worklists.items import WorkItem
from wiki.worklists.kinds import LISTS, WANTED, WorkList

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(people: list[User], worklist: WorkList, item: WorkItem) -> list[str]:
    """Let all of them press at one moment, each with a connection of their own."""
    barrier = Barrier(len(people))

    def run(user: User) -> str:
        try:
            barrier.wait()
            services.take_task(user=user, worklist=worklist, item=item)
        except TaskTaken as error:
            return error.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


def test_only_one_takes_care_of_a_row() -> None:
    west, crowd = district("West", "west"), [person() for _number in range(AT_ONCE)]
    made = article("Stummel", "[[Rutsche]] und [[Wippe]]", district=west)
    general = article("Überall", "[[Rutsche]]")
    for worklist, item in (
        (LISTS[1], WorkItem(article=made.pk)),
        (LISTS[1], WorkItem(article=general.pk)),
        (WANTED, WorkItem(None, west.pk, "de", "rutsche")),
        (WANTED, WorkItem(None, None, "de", "rutsche")),
    ):
        said = together(crowd, worklist, item)
        assert said == ["taken", *["task_taken"] * (AT_ONCE - 1)]
    assert Task.objects.count() == 4
