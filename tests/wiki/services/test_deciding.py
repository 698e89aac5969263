"""What is held, and what becomes of it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from community import decisions
from community.inbox import reverting
from community.models import Case, LogEntry, Responsibility
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district
from wiki import services
from wiki.addresses import article_url
from wiki.errors import EditConflict, NotAllowed, WikiError
from wiki.models import Article, Revision
from wiki.services.waiting import NotHeld

pytestmark = pytest.mark.django_db
HOME = "/wiki/allgemein/spielplaetze/"


@pytest.fixture
def held() -> Revision:
    """A change by a newcomer to an article of three paragraphs."""
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    result = services.save_edit(
        article=made,
        base_revision=1,
        body="Eins.\n\nZwei.\n\nDrei neu.\n",
        summary="mehr gewusst",
        author=newcomer(),
    )
    return result.revision


def test_accepting_makes_the_revision_itself_public(held: Revision) -> None:
    shown = services.accept_contribution(article=held.article, number=2, by=moderator())
    now = Article.objects.get()
    assert (shown.number, now.published_number, now.head_number) == (2, 2, 2)
    assert Revision.objects.get(number=2).state == "live"
    assert Case.objects.get().state == "accepted"


def test_accepting_later_joins_with_what_others_wrote(held: Revision) -> None:
    services.save_edit(
        article=held.article, base_revision=1, body="Uno.\n\nZwei.\n\nDrei.\n", author=person()
    )
    shown = services.accept_contribution(article=held.article, number=2, by=moderator())
    assert shown.body == "Uno.\n\nZwei.\n\nDrei neu.\n"
    assert (shown.number, shown.parents, shown.author) == (4, [3, 2], held.author)
    assert Revision.objects.get(number=2).state == "accepted"


def test_what_overlaps_waits_until_somebody_puts_it_together(held: Revision) -> None:
    services.save_edit(
        article=held.article, base_revision=1, body="Eins.\n\nZwei.\n\nDrei alt.\n", author=person()
    )
    by = moderator()
    with pytest.raises(EditConflict):
        services.accept_contribution(article=held.article, number=2, by=by)
    assert Case.objects.get().state == "open"
    result = services.accept_changed(
        article=held.article,
        number=2,
        base_revision=3,
        title="Spielplätze",
        body="Eins.\n\nZwei.\n\nDrei, tre.\n",
        topics=None,
        summary="beides",
        by=by,
    )
    assert result.revision.parents == [3, 2]
    assert Case.objects.get().state == "accepted"


def test_refusing_and_taking_that_back(held: Revision) -> None:
    case, by = Case.objects.get(), moderator()
    decisions.refuse(case=case, by=by, reason="passt nicht")
    assert Revision.objects.get(number=2).state == "refused"
    decisions.undo(case=case, by=by)
    assert Revision.objects.get(number=2).state == "held"


def test_accepting_is_taken_back_while_nothing_was_built_upon_it(held: Revision) -> None:
    case, by = Case.objects.get(), moderator()
    decisions.accept(case=case, by=by)
    decisions.undo(case=case, by=by)
    now = Article.objects.get()
    assert (now.published_number, now.head_number) == (1, 1)
    assert Revision.objects.get(number=2).state == "held"
    assert "Drei." in Client().get(HOME).content.decode()


def test_a_new_article_by_a_newcomer() -> None:
    waiting = article("Märkte", author=newcomer())
    assert Client().get("/wiki/allgemein/maerkte/").status_code == 404
    services.accept_contribution(article=waiting, number=1, by=moderator())
    assert Client().get("/wiki/allgemein/maerkte/").status_code == 200


def test_a_title_taken_meanwhile_is_named() -> None:
    waiting = article("Märkte", author=newcomer())
    article("Märkte")
    with pytest.raises(WikiError, match=r"already|bereits|schon"):
        services.accept_contribution(article=waiting, number=1, by=moderator())


def test_stewards_decide_in_their_district() -> None:
    place = district()
    made = article(district=place)
    services.save_edit(article=made, base_revision=1, body="Neu", author=newcomer())
    steward = person()
    with pytest.raises(NotAllowed):
        services.accept_contribution(article=made, number=2, by=steward)
    Responsibility.objects.create(
        user=steward, role="steward", scope_kind="district", scope_pk=place.pk
    )
    services.accept_contribution(article=made, number=2, by=steward)


def test_a_guest_follows_a_suggestion_by_the_receipt(client: Client) -> None:
    article()
    data = {"title": "Spielplätze", "body": "Mein Wissen.", "base_revision": 1, "action": "save"}
    page = client.post(f"{HOME}bearbeiten/", data, follow=True)
    assert "Mein Wissen." in page.content.decode()
    assert "/konto/beleg/" in page.content.decode()
    stranger = Client().get(f"{HOME}ausstehend/2/", follow=True).content.decode()
    assert "Mein Wissen." not in stranger
    assert Client().get(f"{HOME}ausstehend/2/?quittung=falsch", follow=True).status_code == 200


def test_a_guest_reads_a_refused_suggestion_again(client: Client) -> None:
    made = article()
    data = {"title": "Spielplätze", "body": "Mein Wissen.", "base_revision": 1, "action": "save"}
    sent = client.post(f"{HOME}bearbeiten/", data, follow=True).content.decode()
    assert "Ihr Text ist angekommen" in sent
    services.refuse_contribution(article=made, number=2, by=moderator(), reason="Zu kurz.")
    case = Case.objects.get()
    receipt = Client().get(f"/konto/beleg/{case.receipt}/").content.decode()
    link = re.search(r'href="([^"]*quittung=[^"]*)"', receipt)
    assert link
    page = Client().get(link[1]).content.decode()
    assert "Mein Wissen." in page
    assert "nicht angenommen" in page
    assert "Ihr Text ist angekommen" not in page
    Revision.objects.filter(number=2).update(text_hidden=True)
    assert Client().get(link[1]).status_code == 404


def test_withdrawing(held: Revision) -> None:
    decisions.withdraw(case=Case.objects.get())
    assert Revision.objects.get(number=2).state == "replaced"
    again = services.reopen_contribution(article=held.article, number=2, by=moderator())
    assert not again, "nobody publishes what its author has taken back"
    assert Revision.objects.get(number=2).state == "replaced"


def test_accepting_is_not_taken_back_to_a_text_that_was_hidden_since(held: Revision) -> None:
    by, made = moderator(), held.article
    services.accept_contribution(article=made, number=2, by=by)
    made.refresh_from_db()
    services.hide_parts(article=made, number=1, parts=["text"], reason="Schutz", by=by)
    assert not services.reopen_contribution(article=made, number=2, by=by)
    made.refresh_from_db()
    assert (made.head_number, made.published_number) == (2, 2)


def test_a_reviewer_changes_before_accepting(client: Client, held: Revision) -> None:
    client.force_login(moderator())
    url = f"{HOME}ausstehend/2/bearbeiten/"
    assert "Drei neu." in client.get(url).content.decode()
    data = {"title": "Spielplätze", "body": "Eins.\n\nZwei.\n\nDrei!\n", "base_revision": 1}
    answer = client.post(url, data)
    assert answer.status_code == 302
    assert Revision.objects.get(number=3).parents == [1, 2]


def test_the_inbox_shows_and_decides(client: Client, held: Revision) -> None:
    client.force_login(moderator())
    case = Case.objects.get()
    page = client.get(f"/moderation/{case.pk}/").content.decode()
    assert "<ins>" in page
    client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
    assert Article.objects.get().published_number == 2


def test_a_reviewers_text_that_overlaps_is_put_together(client: Client, held: Revision) -> None:
    """Whoever changes a contribution before accepting it may be overtaken like any writer."""
    client.force_login(moderator())
    path = f"{HOME}ausstehend/{held.number}/bearbeiten/"
    body = "Eins.\n\nZwei.\n\nDrei und mehr.\n"
    services.save_edit(
        article=held.article, base_revision=1, body="Eins.\n\nZwei.\n\nDrei alt.\n", author=person()
    )
    form = {"title": "Spielplätze", "body": body, "base_revision": 1, "action": "save"}
    answer = client.post(path, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    shown = re.sub(r"</?mark>", "", page)
    assert "<p>Drei und mehr.</p>" in shown
    assert "<p>Drei alt.</p>" in shown
    assert "Der Vorschlag" in page or "Vorschlag von" in page
    assert Case.objects.get().state == "open"


def test_a_reviewers_text_outlives_a_quicker_decision(client: Client, held: Revision) -> None:
    client.force_login(moderator())
    services.refuse_contribution(
        article=held.article, number=2, reason="Steht schon da.", by=moderator()
    )
    path = f"{HOME}ausstehend/{held.number}/bearbeiten/"
    assert client.get(path).status_code == 302, "nothing waits any more"
    form = {"title": "Spielplätze", "body": "Ganz anders.\n", "base_revision": 1, "action": "save"}
    page = client.post(path, form).content.decode()
    assert "Ganz anders." in page
    assert Article.objects.get().head_number == 1


def test_deleting_and_restoring(client: Client) -> None:
    made, by = article(), moderator()
    services.delete_article(article=made, reason="doppelt", by=by)
    assert client.get(HOME).status_code == 404
    client.force_login(by)
    assert client.get(HOME).status_code == 410
    made.refresh_from_db()
    services.restore_article(article=made, reason="doch nicht", by=by)
    assert Client().get(HOME).status_code == 200
    assert list(LogEntry.objects.values_list("action", flat=True)) == ["restore", "delete"]


def test_hiding_a_public_text_puts_the_one_before_back() -> None:
    made = article(body="Gut")
    services.save_edit(article=made, base_revision=1, body="Böse", author=person())
    made.refresh_from_db()
    services.hide_parts(
        article=made, number=2, parts=["text", "author"], reason="Beleidigung", by=moderator()
    )
    now = Article.objects.get()
    assert Revision.objects.get(number=now.published_number).body == "Gut"
    assert Revision.objects.get(number=2).author_hidden


def test_hiding_the_only_text_deletes_the_article() -> None:
    made = article(body="Böse")
    services.hide_parts(article=made, number=1, parts=["text"], reason="x", by=moderator())
    assert Article.objects.get().state == "deleted"


def test_reverting_all_of_one_account() -> None:
    vandal, by = person(), moderator()
    ours = article("Unser", "Gut")
    services.save_edit(article=ours, base_revision=1, body="Böse", author=vandal)
    theirs = article("Seins", "Böse", author=vandal)
    built_upon = article("Darauf gebaut", "Böse\n\nx\n", author=vandal)
    services.save_edit(article=built_upon, base_revision=1, body="Böse\n\ny\n", author=person())
    done = reverting.put_back(user=vandal, by=by, reason="Unfug")
    assert (done.things, done.left) == (2, [article_url(built_upon, "verlauf/")])
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert Revision.objects.get(article=ours, number=ours.published_number).body == "Gut"
    assert theirs.state == "deleted"


def test_protection_decides_whose_edits_wait() -> None:
    made, by = article(), moderator()
    services.protect_article(article=made, protection="moderators", reason="Streit", by=by)
    result = services.save_edit(article=made, base_revision=1, body="x", author=person())
    assert result.status == "pending"
    with pytest.raises(NotAllowed):
        services.save_edit(article=made, base_revision=1, body="x")
    assert services.save_edit(article=made, base_revision=1, body="y", author=by).status == "saved"


def test_still_right(client: Client) -> None:
    article()
    client.force_login(person(name="Hilde"))
    client.post(f"{HOME}stimmt-noch/")
    assert "Hilde" in client.get(HOME).content.decode()
    assert Article.objects.get().checked_by is not None


def test_adding_a_paragraph(client: Client) -> None:
    article(body="## Rutschen\n\nDrei.\n\n## Schaukeln\n\nZwei.\n")
    url = f"{HOME}ergaenzen/?abschnitt=1"
    assert "Rutschen" in client.get(url).content.decode()
    client.force_login(person())
    data = {"words": "Eine ist *neu*.", "section": 1, "base_revision": 1}
    client.post(f"{HOME}ergaenzen/", data)
    body = Revision.objects.get(number=2).body
    assert body == "## Rutschen\n\nDrei.\n\nEine ist \\*neu\\*.\n\n## Schaukeln\n\nZwei.\n"


def test_renaming_and_moving(client: Client) -> None:
    place = district()
    article()
    client.force_login(person())
    url = f"{HOME}umbenennen/"
    assert client.get(url).status_code == 200
    client.post(url, {"title": "Spielorte", "district": place.slug, "summary": "genauer"})
    assert Client().get(HOME).headers["Location"] == "/wiki/bad-cannstatt/spielorte/"


def test_what_does_not_wait_is_not_decided(held: Revision) -> None:
    """Whoever comes second, by whatever way, changes nothing and hears why."""
    by, made = moderator(), held.article
    services.withdraw_contribution(article=made, number=2)
    acts: list[Callable[[], object]] = [
        lambda: services.accept_contribution(article=made, number=2, by=by),
        lambda: services.refuse_contribution(article=made, number=2, by=by, reason="Nein."),
        lambda: services.withdraw_contribution(article=made, number=2),
        lambda: services.accept_changed(
            article=made,
            number=2,
            base_revision=1,
            title="Spielplätze",
            body="Neu.",
            topics=None,
            summary="",
            by=by,
        ),
        lambda: services.accept_contribution(article=made, number=99, by=by),
    ]
    for act in acts:
        with pytest.raises(NotHeld) as raised:
            act()
        assert (raised.value.code, raised.value.status) == ("not_held", 400)
    assert Case.objects.get().state == Case.State.WITHDRAWN
    made.refresh_from_db()
    assert (made.head_number, made.last_number) == (1, 2)
