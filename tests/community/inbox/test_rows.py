"""The list of what waits: filtered, put together, decided on the row."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.services import create_page, find_page
from community import cases, contract, decisions
from community.cases import Sender
from community.inbox import reports
from community.models import Case, Mail
from tests import people
from tests.community import factories
from tests.community.factories import KIND, Board
from tests.wiki.factories import district

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client: Client) -> User:
    user = people.moderator(name="Mona")
    client.force_login(user)
    return user


def report(board: Board, sender: Sender | None = None, **fields: object) -> Case:
    note = fields.pop("note", None) or board.pin()
    values = {
        "sort": Case.Sort.REPORT, "kind": KIND, "pk": note.pk, "title": note.title,  # type: ignore[attr-defined]
        "url": "/zettel/", "sender": sender or Sender(), "scopes": note.trust_scopes(),  # type: ignore[attr-defined]
        "cause": "wrong",
    }  # fmt: skip
    return cases.open_case(**(values | fields))  # type: ignore[arg-type]


def shown(client: Client, query: str = "") -> list[int]:
    return [row.case.pk for row in client.get(f"/moderation/{query}").context["rows"]]


# --- filters and groups


def test_by_place_kind_and_account(client: Client, board: Board, moderator: User) -> None:
    author = people.newcomer(name="Rita")
    here = board.hold(Sender(author))
    there = board.hold(scopes=frozenset({("district", 2)}))
    guest = board.hold(Sender(name="Gast"))
    said = cases.open_case(
        sort=Case.Sort.REPORT, kind="", pk=0, title="/x/", url="/x/", sender=Sender(author),
        cause="spam",
    )  # fmt: skip
    assert shown(client, "?place=district:2") == [there.pk]
    assert shown(client, "?kind=page") == [said.pk]
    assert shown(client, f"?kind={KIND}") == [here.pk, there.pk, guest.pk]
    assert shown(client, f"?account={author.pk}") == [here.pk, said.pk]
    assert shown(client, f"?account={author.pk}&show=reports") == [said.pk]
    assert guest.pk in shown(client, "?account=guest")
    page = client.get("/moderation/?place=district:2").content.decode()
    assert '<option value="district:2" selected>Bezirk 2</option>' in page
    assert "Rita (2)" in page


def test_a_filter_that_hits_nothing_stays_to_be_seen(
    client: Client, board: Board, moderator: User
) -> None:
    board.hold()
    page = client.get("/moderation/?place=district:2").content.decode()
    assert "Davon wartet nichts" in page
    assert '<option value="district:2" selected>Bezirk 2</option>' in page


def test_districts_and_topics_stand_apart_in_the_filter(
    client: Client, board: Board, moderator: User
) -> None:
    for kind, label in (("district", "Stadtbezirke"), ("topic", "Themen")):
        contract.register_scope(
            kind, label=label, names=lambda pks: dict.fromkeys(pks, "Bad Cannstatt")
        )
    board.hold(scopes=frozenset({("topic", 1), ("district", 1)}))
    page = client.get("/moderation/?place=district:7").content.decode()
    place = page[page.index('id="filter-place"') :].partition("</select>")[0]
    groups = re.findall(r'<optgroup label="(\w+)">(.*?)</optgroup>', place, re.DOTALL)
    assert [(label, inside.count("<option")) for label, inside in groups] == [
        ("Stadtbezirke", 2), ("Themen", 1)
    ]  # fmt: skip
    assert place.index('value=""') < place.index("<optgroup")


@pytest.mark.parametrize(
    "query",
    ["show=x", "place=3", "place=district:x", "place=shop:3", "kind=x", "account=x", "group=x",
     "account=²", "place=district:9999999999999999999999"],
)  # fmt: skip
def test_what_nobody_can_choose_is_left_out_and_said(
    client: Client, board: Board, moderator: User, query: str
) -> None:
    case = board.hold()
    answer = client.get(f"/moderation/?{query}")
    assert [row.case.pk for row in answer.context["rows"]] == [case.pk]
    assert "kennen wir nicht" in answer.content.decode()
    assert "kennen wir nicht" not in client.get("/moderation/").content.decode()


def test_put_together_the_group_that_waits_longest_first(
    client: Client, board: Board, moderator: User
) -> None:
    anna, bert = people.newcomer(name="Anna"), people.newcomer(name="Bert")
    note = board.pin(title="Bank")
    first, second = board.hold(Sender(anna)), board.hold(Sender(bert), note=note)
    third, fourth = board.hold(Sender(anna)), report(board, note=note)
    for age, case in enumerate((fourth, third, second, first)):
        Case.objects.filter(pk=case.pk).update(created=timezone.now() - timedelta(hours=age))
    assert shown(client, "?group=account") == [first.pk, third.pk, second.pk, fourth.pk]
    assert shown(client, "?group=thing") == [first.pk, second.pk, fourth.pk, third.pk]
    page = client.get("/moderation/?group=account")
    assert len(page.context["parts"]) == 3
    html = page.content.decode()
    assert html.count("2 Fälle") == 1
    assert f'<a href="/moderation/konten/{anna.pk}/">Anna</a>' in html


def test_pages_of_no_kind_are_put_together_by_their_address(
    client: Client, board: Board, moderator: User
) -> None:
    made = [
        cases.open_case(
            sort=Case.Sort.REPORT,
            kind="",
            pk=0,
            title=path,
            url=path,
            sender=Sender(),
            cause="spam",
        )
        for path in ("/a/", "/b/", "/a/")
    ]
    assert shown(client, "?group=thing") == [made[0].pk, made[2].pk, made[1].pk]


def test_contact_persons_filter_within_their_places(client: Client, board: Board) -> None:
    author = people.newcomer(name="Rita")
    here = board.hold(Sender(author), scopes=frozenset({("district", 2)}))
    board.hold(Sender(author))
    client.force_login(factories.steward("district", 2))
    assert shown(client, f"?account={author.pk}") == [here.pk]
    assert shown(client, "?place=district:1") == []
    page = client.get("/moderation/?group=account").content.decode()
    assert "Bezirk 1" not in page
    assert "/moderation/konten/" not in page, "accounts are for moderators of the whole site"


def test_contact_persons_learn_no_names_by_counting_through_the_accounts(
    client: Client, board: Board, moderator: User
) -> None:
    """The filter names its account even when nothing of it waits: not to whom it is nothing."""
    elsewhere = people.newcomer(name="Selma Sorglos", is_confirmed=False)
    writer = people.newcomer(name="Rita")
    board.hold(Sender(elsewhere))
    case = board.hold(Sender(writer), scopes=frozenset({("district", 2)}))
    decisions.accept(case=case, by=moderator)
    for asking, knows in ((moderator, True), (factories.steward("district", 2), False)):
        client.force_login(asking)
        html = client.get(f"/moderation/?account={elsewhere.pk}&show=reports").content.decode()
        assert ("Selma Sorglos" in html) is knows
        html = client.get(f"/moderation/?account={writer.pk}").content.decode()
        assert f'<option value="{writer.pk}" selected>Rita</option>' in html


def test_the_cost_does_not_grow_with_the_list(
    client: Client, board: Board, moderator: User, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        board.hold(scopes=frozenset({("district", number)}))
        path = f"/mitwirkende/niemand-{number}/"
        cases.open_case(
            sort=Case.Sort.REPORT,
            kind="",
            pk=0,
            title=path,
            url=path,
            sender=Sender(),
            cause="spam",
        )
    client.get("/moderation/")
    for query in ("", "?group=account", "?group=thing", "?show=reports"):
        with django_assert_max_num_queries(22):  # type: ignore[operator]
            assert len(shown(client, query)) == 25


# --- titles of what was reported


def test_a_report_shows_the_title_of_its_page(client: Client, moderator: User) -> None:
    home = find_page(path="", locale="de")
    pages = [
        create_page(type="standard", parent=home, locale="de", slug=slug, title=title)
        for slug, title in (("viertel", "Mitmachen im Viertel"), ("entwurf", "Nur Entwurf"))
    ]
    pages[1].unpublish()
    person = people.person(name="Selma Sorglos")
    for path in (
        "/viertel/", f"/stadtteile/{district('Obernau', 'obernau').slug}/",
        f"/mitwirkende/{person.slug}/", "/entwurf/", "/gibt/es/nicht/",
    ):  # fmt: skip
        reports.receive_report(path=path, cause="wrong", words="", sender=Sender())
    html = client.get("/moderation/").content.decode()
    for title in ("Mitmachen im Viertel", "Obernau", "Selma Sorglos", "/gibt/es/nicht/"):
        assert f"{title}</a></h2>" in html
    assert "Nur Entwurf" not in html
    assert not Case.objects.filter(title__contains="Selma").exists(), "it is read, never stored"


def test_wherever_a_report_is_named_it_has_the_title_of_its_page(
    client: Client, moderator: User
) -> None:
    path = f"/mitwirkende/{people.person(name='Selma Sorglos').slug}/"
    first, second = (
        reports.receive_report(path=path, cause="wrong", words="", sender=Sender(moderator))
        for _number in range(2)
    )
    for case in (first, second):
        decisions.answer_report(case=case, by=moderator, outcome="kept", reason="Stimmt so.")
    receipt = f"/konto/beleg/{first.receipt}/"
    for address in (f"/moderation/?decided={first.pk}", "/moderation/protokoll/",
                    "/konto/beitraege/", receipt):  # fmt: skip
        html = client.get(address).content.decode()
        assert "Selma Sorglos" in html, address
        assert f">{path}<" not in html, address
        assert f"„{path}“" not in html, address
    Case.objects.filter(pk=first.pk).update(decided_at=timezone.now() - timedelta(minutes=11))
    late = client.post("/moderation/zuruecknehmen/", {"case": first.pk}, follow=True)
    assert "Selma Sorglos: " in late.content.decode()
    assert not Case.objects.filter(title__contains="Selma").exists(), "it is read, never stored"


def test_who_has_no_public_page_is_not_named_by_a_report(client: Client) -> None:
    unknown = people.person(name="Ulla Unbestätigt", is_confirmed=False)
    case = reports.receive_report(
        path=f"/mitwirkende/{unknown.slug}/", cause="wrong", words="", sender=Sender()
    )
    html = client.get(f"/konto/beleg/{case.receipt}/").content.decode()
    assert unknown.slug in html
    assert "Ulla" not in html


def test_a_report_says_what_kind_of_thing_it_is_about(
    client: Client, board: Board, moderator: User
) -> None:
    case = report(board)
    for address in ("/moderation/", f"/moderation/{case.pk}/"):
        assert "Zettel" in client.get(address).content.decode()


# --- deciding on the row


def test_the_row_accepts_and_leads_to_the_next_one_of_the_same_list(
    client: Client, board: Board, moderator: User
) -> None:
    place = frozenset({("district", 2)})
    made = [board.hold(scopes=place) for _number in range(3)]
    board.hold()
    path = f"/moderation/{made[1].pk}/entscheiden/?list=1&place=district%3A2"
    html = client.get("/moderation/?place=district:2").content.decode()
    assert path.replace("&", "&amp;") in html
    answer = client.post(path, {"decision": "accept"})
    assert answer["Location"] == (
        f"/moderation/?place=district%3A2&decided={made[1].pk}&next={made[2].pk}#entschieden"
    )
    last = client.post(
        f"/moderation/{made[2].pk}/entscheiden/?list=1&place=district%3A2", {"decision": "accept"}
    )
    assert last["Location"].endswith(f"&next={made[0].pk}#entschieden")
    html = client.get(last["Location"]).content.decode()
    assert f'id="fall-{made[0].pk}"' in html
    assert "Noch eine Entscheidung von Ihnen" in html


@pytest.mark.parametrize("query", ["", "&group=account", "&group=thing"])
def test_where_the_page_lands_it_says_what_was_decided_and_offers_undoing(
    client: Client, board: Board, moderator: User, query: str
) -> None:
    """At 360 px the top of the page is out of sight: the words stand right above the next case."""
    author = people.newcomer()
    first, second, third = (board.hold(Sender(author), title=f"Nr. {n}") for n in range(3))
    answer = client.post(
        f"/moderation/{second.pk}/entscheiden/?list=1{query}", {"decision": "accept"}
    )
    html = client.get(answer["Location"]).content.decode()
    places = [f'id="fall-{first.pk}"', 'id="entschieden"', "„Nr. 1“: ", "Rückgängig machen"]
    places.append(f'id="fall-{third.pk}"')
    assert all(html.count(place) == 1 for place in places), "in one place only"
    assert sorted(places, key=html.index) == places


def test_without_a_next_case_the_top_of_the_page_says_it(
    client: Client, board: Board, moderator: User
) -> None:
    first, second = board.hold(), board.hold()
    decisions.accept(case=first, by=moderator)
    for query in ("", f"&next={first.pk}", "&next=x"):
        html = client.get(f"/moderation/?decided={first.pk}{query}").content.decode()
        assert html.count('id="entschieden"') == 1
        assert html.index('id="entschieden"') < html.index(f'id="fall-{second.pk}"')
    assert 'id="entschieden"' not in client.get(f"/moderation/?next={second.pk}").content.decode()


def test_the_next_one_may_stand_on_the_second_page(
    client: Client, board: Board, moderator: User
) -> None:
    made = [board.hold() for _number in range(28)]
    answer = client.post(f"/moderation/{made[26].pk}/entscheiden/?list=1", {"decision": "accept"})
    assert answer["Location"] == (
        f"/moderation/?page=2&decided={made[26].pk}&next={made[27].pk}#entschieden"
    )
    html = client.get(answer["Location"]).content.decode()
    assert html.index('id="entschieden"') < html.index(f'id="fall-{made[27].pk}"')


def test_the_case_page_goes_on_in_the_same_list(
    client: Client, board: Board, moderator: User
) -> None:
    place = frozenset({("district", 2)})
    first, other, second = board.hold(scopes=place), board.hold(), board.hold(scopes=place)
    answer = client.post(
        f"/moderation/{first.pk}/entscheiden/?place=district%3A2", {"decision": "accept"}
    )
    assert f"/moderation/{second.pk}/?place=district%3A2" in answer["Location"]
    assert other.pk in shown(client)


@pytest.mark.parametrize("reason", [{"ready": "source"}, {"reason": "Steht schon da."}])
def test_the_row_refuses_with_a_reason_that_arrives_everywhere(
    client: Client, board: Board, moderator: User, reason: dict[str, str]
) -> None:
    case = board.hold()
    client.post(f"/moderation/{case.pk}/entscheiden/?list=1", {"decision": "refuse", **reason})
    case.refresh_from_db()
    assert case.state == "refused"
    assert case.decision in Mail.objects.get(message="answer").body
    assert case.decision in client.get("/moderation/protokoll/").content.decode()


def test_what_was_typed_survives_whatever_comes_between(
    client: Client, board: Board, moderator: User
) -> None:
    case = board.hold()
    address = f"/moderation/{case.pk}/entscheiden/?list=1&group=account"
    typed = {"decision": "accepted", "reason": "Ich & <andere> zweifeln."}
    again = client.post(address, typed).content.decode()
    assert "Ich &amp; &lt;andere&gt; zweifeln." in again
    assert "list=1&amp;group=account" in again, "and afterwards it goes back to the list"
    decisions.accept(case=case, by=people.moderator(name="Berta"))
    late = client.post(address, typed | {"decision": "refuse"})
    assert late.status_code == 409
    html = late.content.decode()
    assert "Ich &amp; &lt;andere&gt; zweifeln." in html
    assert "Berta hat inzwischen entschieden: angenommen" in html


def test_a_token_that_is_too_old_gives_the_reason_back(board: Board, moderator: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    case = board.hold()
    answer = strict.post(
        f"/moderation/{case.pk}/entscheiden/?list=1&show=contributions",
        {"decision": "refuse", "ready": "source", "reason": "Bitte mit Quelle."},
        headers={"referer": "http://testserver/moderation/", "origin": "http://testserver"},
    )
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Bitte mit Quelle." in html
    case.refresh_from_db()
    assert case.state == "open"


def test_many_at_once_say_who_was_quicker(client: Client, board: Board, moderator: User) -> None:
    mine, theirs, back = board.hold(), board.hold(title="Beet"), board.hold(title="Baum")
    decisions.accept(case=theirs, by=people.moderator(name="Berta"))
    decisions.withdraw(case=back)
    answer = client.post(
        "/moderation/auswahl/?group=thing",
        {"decision": "accept", "case": [mine.pk, theirs.pk, back.pk]},
        follow=True,
    )
    html = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/moderation/?group=thing&decided=")
    assert "Beet: Berta hat inzwischen entschieden: angenommen." in html
    assert "Baum: Wer das geschrieben hat, hat es inzwischen zurückgenommen." in html


def ticked(html: str) -> set[str]:
    return set(re.findall(r'name="case" value="(\d+)"[^>]* checked', html))


def test_ticks_on_the_second_page_survive_a_mistake(
    client: Client, board: Board, moderator: User
) -> None:
    made = [board.hold() for _number in range(52)]
    html = client.get("/moderation/?show=contributions&page=2").content.decode()
    address = unescape(re.findall(r'id="bulk-form" method="post" action="([^"]*)"', html)[0])
    chosen = {"case": [str(made[25].pk), str(made[30].pk)]}
    wrong = client.post(address, {"decision": "refuse", **chosen})
    assert wrong.status_code == 400
    assert ticked(wrong.content.decode()) == set(chosen["case"])
    right = client.post(address, {"decision": "accept", **chosen})
    assert right["Location"].startswith("/moderation/?show=contributions&page=2&decided=")
    undo = re.findall(r'action="(/moderation/zuruecknehmen/[^"]*)"',
                      client.get(right["Location"]).content.decode())  # fmt: skip
    back = client.post(unescape(undo[0]), {"case": made[25].pk})
    assert back["Location"] == "/moderation/?show=contributions&page=2"


def test_the_next_page_is_neither_ticked_nor_says_again_what_was_decided(
    client: Client, board: Board, moderator: User
) -> None:
    for _number in range(52):
        board.hold()
    first = client.get("/moderation/?kind=note&all=1&decided=7&page=2").content.decode()
    assert len(ticked(first)) == 25
    links = re.findall(r'rel="(?:prev|next)" href="([^"]*)"', first)
    assert [unescape(link) for link in links] == [
        "/moderation/?kind=note", "/moderation/?kind=note&page=3",
    ]  # fmt: skip


def test_only_what_can_be_hidden_is_offered_for_hiding(
    client: Client, board: Board, moderator: User
) -> None:
    thing, page = report(board), report(board, kind="", pk=0, scopes=(), title="/x/", url="/x/")
    for address, offered in (
        ("/moderation/", 1), (f"/moderation/{thing.pk}/", 1), (f"/moderation/{page.pk}/", 0),
    ):  # fmt: skip
        html = client.get(address).content.decode()
        assert html.count('value="hidden"') == offered, address
    client.force_login(factories.steward("district", 1))
    assert 'value="hidden"' not in client.get("/moderation/").content.decode()


def test_enter_in_a_field_decides_nothing_by_itself(
    client: Client, board: Board, moderator: User
) -> None:
    """The first button of a form is what Enter presses: it must not accept while refusing."""
    case = board.hold()
    report(board)
    for address in ("/moderation/", f"/moderation/{case.pk}/"):
        html = client.get(address).content.decode()
        forms = re.findall(r"<form[^>]*(?:entscheiden|auswahl)[^>]*>.*?</form>", html, re.DOTALL)
        assert forms
        for form in forms:
            values = re.findall(r"<button[^>]*type=\"submit\"([^>]*)>", form)
            assert len(values) == 1 or "disabled" in values[0]


def test_earlier_decisions_can_be_taken_back_one_by_one(
    client: Client, board: Board, moderator: User
) -> None:
    made = [board.hold(title=f"Nummer {number}") for number in range(3)]
    for case in made:
        decisions.accept(case=case, by=moderator)
    old = Case.objects.filter(pk=made[0].pk)
    old.update(decided_at=timezone.now() - timedelta(minutes=11))
    undo = client.get(f"/moderation/?decided={made[2].pk}").context["undo"]
    assert (undo.just, undo.earlier) == ([made[2]], [made[1]])
    decisions.accept(case=board.hold(), by=people.moderator())
    assert len(client.get("/moderation/").context["undo"].earlier) == 2, "only one's own"
    answer = client.post("/moderation/zuruecknehmen/?show=contributions", {"case": made[1].pk})
    assert answer["Location"] == "/moderation/?show=contributions"
    made[1].refresh_from_db()
    assert made[1].state == "open"


# --- ready-made sentences


ANSWERS_ONLY = ("Es stimmt so", "jetzt berichtigt", "Es ist eine Meinung")


def offered(html: str) -> list[str]:
    return re.findall(r'<option value="[a-z]+">([^<]+)</option>', html)


def test_who_hides_where_it_is_read_is_offered_no_answers_to_reports(
    client: Client, board: Board, moderator: User
) -> None:
    said = board.say(author=people.person())
    here = f"/moderation/hier/?url=/kommentare/{said.pk}/"
    sentences = " ".join(offered(client.get(here).content.decode()))
    assert "Es verstößt gegen die Regeln" in sentences
    for words in ANSWERS_ONLY:
        assert words not in sentences
    assert client.post(here, {"action": "hide", "ready": "right"}).status_code == 400
    said.refresh_from_db()
    assert said.state == "live"


def test_the_sentences_for_a_report_say_which_answer_they_belong_to(
    client: Client, board: Board, moderator: User
) -> None:
    case = report(board)
    for address in ("/moderation/", f"/moderation/{case.pk}/"):
        page = client.get(address).content.decode()
        sentences = re.findall(r'<select [^>]*name="ready".*?</select>', page, re.DOTALL)
        groups = re.findall(r'<optgroup label="([^"]+)">', "".join(sentences))
        assert groups == ["Wenn es bleibt", "Wenn es berichtigt ist", "Wenn es ausgeblendet wird"]
    client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "kept", "ready": "right"})
    case.refresh_from_db()
    assert case.decision
