"""Taking care of a row of a work list: one person at a time, for 14 days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community.people import erasing
from districts.models import District
from tests.people import moderator, newcomer, person, signed_in
from tests.wiki.factories import article, district
from wiki import services
from wiki.errors import Invalid, NotAllowed, TaskTaken
from wiki.models import Article, Task
from wiki.worklists.items import WorkItem, read
from wiki.worklists.kinds import IN_EASY_LANGUAGE, LISTS, WANTED

pytestmark = pytest.mark.django_db
SHORT = next(each for each in LISTS if each.slug == "kurz")
LIST, ACT = "/wiki/seiten/kurz/", "/wiki/seiten/kurz/aufgabe/"


@pytest.fixture
def ida() -> User:
    return person(name="Ida")


@pytest.fixture
def stub() -> Article:
    return article("Stummel", "Da ist einer.")


@pytest.fixture
def west() -> District:
    return district("West", "west")


def take(user: User, thing: Article) -> Task:
    return services.take_task(user=user, worklist=SHORT, item=WorkItem(article=thing.pk))


def test_everybody_reads_who_takes_care_until_when(ida: User, stub: Article) -> None:
    browser = signed_in(ida)
    answer = browser.post(f"{ACT}?district=allgemein&x=1", {"item": stub.pk, "action": "take"})
    assert answer.headers["Location"] == f"{LIST}?district=allgemein"
    task = Task.objects.get()
    assert task.until == timezone.localdate() + timedelta(days=14)
    own = browser.get(LIST).content.decode()
    assert "Ich kümmere mich nicht mehr darum" in own
    others = signed_in(person()).get(LIST).content.decode()
    assert "Ida kümmert sich darum" in others
    assert "Ich kümmere mich darum" not in others


def test_a_guest_is_led_to_signing_in_and_back(client: Client, stub: Article) -> None:
    page = client.get(LIST).content.decode()
    assert f"?next={LIST}" in page
    assert "<form method" not in page.partition("<main")[2]
    answer = client.post(ACT, {"item": stub.pk, "action": "take"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/konto/login/?next=/")
    assert not Task.objects.exists()


def test_the_second_is_told_so(ida: User, stub: Article) -> None:
    take(ida, stub)
    with pytest.raises(TaskTaken):
        take(person(), stub)
    page = signed_in(person()).post(ACT, {"item": stub.pk, "action": "take"}, follow=True)
    assert "Darum kümmert sich schon jemand anders" in page.content.decode()
    assert Task.objects.get().user == ida


def test_the_database_lets_no_second_one_in(ida: User, west: District, stub: Article) -> None:
    until = timezone.localdate()
    rows = (
        {"article": stub},
        {"district": west, "language": "de", "title_words": "rutsche"},
        {"language": "de", "title_words": "rutsche"},
    )
    for row in rows:
        Task.objects.create(user=ida, worklist="kurz", until=until, **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.create(user=person(), worklist="kurz", until=until, **row)
    for row in ({}, {"article": stub, "title_words": "beides"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.create(user=ida, worklist="verwaist", until=until, **row)


def test_others_may_when_its_time_is_over_or_it_is_given_back(ida: User, stub: Article) -> None:
    take(ida, stub)
    Task.objects.update(until=timezone.localdate() - timedelta(days=1))
    second = person()
    assert "Ida" not in signed_in(second).get(LIST).content.decode().partition("<main")[2]
    take(second, stub)
    assert Task.objects.get().user == second
    signed_in(ida).post(ACT, {"item": stub.pk, "action": "end"})
    assert Task.objects.get().user == second  # it is not theirs to end
    signed_in(second).post(ACT, {"item": stub.pk, "action": "end"})
    assert not Task.objects.exists()


def test_whoever_was_blocked_keeps_nothing_from_others(ida: User, stub: Article) -> None:
    take(ida, stub)
    User.objects.filter(pk=ida.pk).update(blocked_at=timezone.now())
    ida.refresh_from_db()
    with pytest.raises(NotAllowed):
        take(ida, stub)
    take(person(), stub)


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 30, "1 ", " a", "0 fehlt", "3 \x00"])
def test_what_is_no_row_is_no_error(ida: User, stub: Article, key: str) -> None:
    page = signed_in(ida).post(ACT, {"item": key, "action": "take"}, follow=True)
    assert page.status_code == 200
    assert "steht nicht mehr in der Liste" in page.content.decode()
    assert not Task.objects.exists()


def test_only_what_is_on_the_list(ida: User) -> None:
    long = article("Lang", "Wort " * 300)
    held = article("Wartet", "Kurz.", author=newcomer())
    for thing in (long, held):
        with pytest.raises(Invalid):
            take(ida, thing)


@pytest.mark.parametrize(("somebody", "most"), [(person, 10), (newcomer, 3)])
def test_so_many_at_once_are_enough(somebody: Callable[[], User], most: int) -> None:
    user = somebody()
    things = [article(f"Kurz {number}", "Ja.") for number in range(most + 1)]
    for thing in things[:most]:
        take(user, thing)
    with pytest.raises(Invalid, match=str(most)):
        take(user, things[most])


def test_it_is_done_when_its_owner_saves(ida: User, stub: Article) -> None:
    take(ida, stub)
    services.save_edit(article=stub, base_revision=1, body="Ein anderer.", author=person())
    assert Task.objects.count() == 1
    services.save_edit(article=stub, base_revision=2, body="Noch einer.", author=ida)
    assert not Task.objects.exists()


def test_a_suggestion_is_enough_of_somebody_new(stub: Article) -> None:
    new = newcomer()
    take(new, stub)
    services.save_edit(article=stub, base_revision=1, body="Vorschlag.", author=new)
    assert not Task.objects.exists()


def test_it_is_done_when_its_owner_writes_what_was_wanted(ida: User, west: District) -> None:
    article("Kinder", "[[Rutsche]] und [[Wippe]]", district=west)
    for words in ("rutsche", "wippe"):
        item = read(f"{west.pk} {words}", "de")
        assert item
        services.take_task(user=ida, worklist=WANTED, item=item)
    article("Rutsche", district=west, author=ida)
    assert Task.objects.get().title_words == "wippe"


def test_easy_language_is_done_by_its_own_text(ida: User, stub: Article) -> None:
    item = WorkItem(article=stub.pk)
    services.take_task(user=ida, worklist=IN_EASY_LANGUAGE, item=item)
    services.save_edit(article=stub, base_revision=1, body="Anders.", author=ida)
    assert Task.objects.count() == 1
    article("Der Stummel", language="de-simple", translation_of=stub, author=ida)
    assert not Task.objects.exists()


def test_the_worker_frees_what_is_over_or_done_by_others(ida: User, stub: Article) -> None:
    other, gone = article("Anderer", "Kurz."), article("Weg", "Kurz.")
    tasks = [take(ida, thing) for thing in (stub, other, gone)]
    Task.objects.filter(pk=tasks[0].pk).update(until=timezone.localdate() - timedelta(days=1))
    services.save_edit(article=other, base_revision=1, body="Wort " * 300, author=person())
    services.delete_article(article=gone, reason="Doppelt", by=moderator())
    kept = take(ida, article("Bleibt", "Kurz."))
    assert services.forget_tasks() == 3
    assert Task.objects.get() == kept


def test_it_stands_in_my_overview_with_its_end(ida: User, stub: Article, west: District) -> None:
    asking = article("Kinder", "[[Rutsche]]", district=west)
    take(ida, stub)
    wanted = WorkItem(None, west.pk, "de", "rutsche")
    services.take_task(user=ida, worklist=WANTED, item=wanted)
    page = signed_in(ida).get("/konto/").content.decode()
    assert "Sie kümmern sich bis" in page
    assert 'href="/wiki/allgemein/stummel/"' in page
    assert 'href="/wiki/neu/?district=west&amp;title=Rutsche"' in page
    assert "Stummel" not in signed_in(person()).get("/konto/").content.decode()
    for thing in (asking, stub):
        services.delete_article(article=thing, reason="Name", by=moderator())
    page = signed_in(ida).get("/konto/").content.decode()
    assert "Rutsche" not in page
    assert "Stummel" not in page


@pytest.mark.django_db(transaction=True)
def test_an_erased_account_takes_care_of_nothing(stub: Article) -> None:
    ida = person(name="Ida")
    task = take(ida, stub)
    copied = erasing.copy_of(ida)["tasks"]
    assert [row["until"] for row in copied] == [task.until]
    erasing.erase_account(user=ida)
    assert not Task.objects.exists()
