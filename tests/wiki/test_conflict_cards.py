"""Where two people changed the same place, each place is a card, and nothing of either is lost."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from community.models import Case
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, topic
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOME = "/wiki/allgemein/spielplaetze/"
EDIT = f"{HOME}bearbeiten/"
BODY = (
    "Offen bis 18 Uhr.\n\n## Zeiten\n\n| Tag | Zeit |\n|---|---|\n| Mo | 9–12 |\n| Di | 9–12 |\n\n"
    "Drei Rutschen.\n\n- Sand\n- Wasser\n"
)
THEIRS = (
    BODY.replace("18 Uhr", "20 Uhr")
    .replace("| Mo | 9–12 |", "| Mo | 8–12 |")
    .replace("- Sand\n", "- Sand vom Fluss\n")
    .replace("Drei Rutschen.", "Vier Rutschen.")
)
MINE = (
    BODY.replace("18 Uhr", "22 Uhr")
    .replace("| Mo | 9–12 |", "| Mo | 10–12 |")
    .replace("- Sand\n", "- Sand aus der Grube\n")
    .replace("- Wasser", "- Wasser und Matsch")
)
AREA = re.compile(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
#: What is agreed on, with `%s` in the three places.
AGREED = (
    "Offen bis %s.\n\n## Zeiten\n\n| Tag | Zeit |\n|---|---|\n%s\n| Di | 9–12 |\n\n"
    "Vier Rutschen.\n\n- %s\n- Wasser und Matsch\n"
)


@pytest.fixture
def made() -> Article:
    made = article(body=BODY)
    services.save_edit(article=made, base_revision=1, body=THEIRS, author=person(name="Otto"))
    return made


def signed_in(who: Any = None) -> Client:
    client = Client()
    client.force_login(who or person(name="Erna"))
    return client


def sent(body: str = MINE, **more: object) -> dict[str, object]:
    text = body.replace("\n", "\r\n")
    return {"title": "Spielplätze", "body": text, "base_revision": 1, "action": "save", **more}


def fields(page: Any) -> dict[str, Any]:
    """Return what the form of the cards sends when nothing is chosen in it."""
    html = page.content.decode().partition('class="form form-wide clashes"')[2]
    html = html.partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', html):
        name = re.search(r'name="([^"]*)"', tag)[1]  # type: ignore[index]
        value = re.search(r'value="([^"]*)"', tag)
        if name != "csrfmiddlewaretoken":
            found[name] = unescape(value[1]) if value else ""
    for name, value in AREA.findall(html):
        found[name] = unescape(value).replace("\r\n", "\n").replace("\n", "\r\n")
    for name, value in re.findall(r'<input type="text" name="([^"]*)"(?: value="([^"]*)")?', html):
        found[name] = unescape(value)
    return found


def asked(client: Client, **more: object) -> Any:
    answer = client.post(EDIT, sent(**more))
    assert answer.status_code == 409
    return answer


def body_of(number: int) -> str:
    return Revision.objects.get(number=number).body


def test_each_place_is_a_card_and_nothing_is_chosen(made: Article) -> None:
    page = asked(signed_in()).content.decode()
    assert re.findall(r"<legend>(.*?)</legend>", page) == ["Stelle 1", "Stelle 2", "Stelle 3"]
    assert 'name="place-1"' in page
    assert "checked" not in page.partition('data-clash="1"')[2].partition("id_summary")[0]
    assert "Fassung von Otto" in page
    first, second, third = page.split('data-clash="')[1:]
    assert "Offen bis <mark>20 Uhr</mark>." in first
    assert "Offen bis <mark>22 Uhr</mark>." in first
    # A row is shown as a row, with the headings of its table.
    assert re.search(r"<th[^>]*>Zeit</th>", second)
    assert re.search(r"<td[^>]*><mark>8–12</mark></td>", second)
    assert re.search(r"<li>.*vom Fluss</mark></li>", third)
    # What was joined is shown, folded; no word of markup anywhere beside the fields.
    assert "Vier Rutschen." in page
    shown = re.sub(r"<textarea.*?</textarea>|<input[^>]*>", "", page, flags=re.DOTALL)
    assert "| Mo" not in shown
    assert "## Zeiten" not in shown
    assert "<del" not in shown


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (
            ("theirs", "mine", "both"),
            ("20 Uhr", "| Mo | 10–12 |", "Sand vom Fluss\n- Sand aus der Grube"),
        ),
        (
            ("mine", "theirs", "mine_first"),
            ("22 Uhr", "| Mo | 8–12 |", "Sand aus der Grube\n- Sand vom Fluss"),
        ),
    ],
)
def test_what_was_decided_is_saved_and_the_rest_is_joined(
    made: Article, choices: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"action": "save"}
    form |= {f"place-{number}": choice for number, choice in enumerate(choices, 1)}
    assert client.post(EDIT, form).status_code == 302
    assert body_of(3) == AGREED % expected
    assert Revision.objects.get(number=3).parents == [2]


def test_what_is_not_decided_is_named_and_what_is_stays(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"place-2": "mine", "own-1": "Immer.", "action": "save"}
    answer = client.post(EDIT, form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert Revision.objects.count() == 2
    still = page.partition("data-undecided")[2].partition("</p>")[0]
    assert re.findall(r'href="#(stelle-\d)"', still) == ["stelle-1", "stelle-3"]
    assert page.count("Bitte entscheiden Sie, was hier stehen soll.") == 4  # above, and at each
    assert re.search(r'name="place-2" value="mine"[^>]*checked', page)
    assert fields(answer)["own-1"] == "Immer."


def test_own_words_in_a_paragraph_a_row_and_an_item(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client))
    assert form["own-1"] == "Offen bis 22 Uhr."
    assert (form["cell-2-0"], form["cell-2-1"]) == ("Mo", "10–12")
    form |= {"place-1": "own", "place-2": "own", "place-3": "own", "action": "save"}
    form |= {"own-1": "Offen bis 21 Uhr.\r\n", "cell-2-1": "9|10 Uhr", "own-3": "- Sand von beiden"}
    assert client.post(EDIT, form).status_code == 302
    assert body_of(3) == AGREED % ("21 Uhr", "| Mo | 9\\|10 Uhr |", "Sand von beiden")


def test_own_words_that_are_none_are_asked_for(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"place-1": "own", "own-1": "  ", "action": "save"}
    form |= {"place-2": "own", "cell-2-0": "", "cell-2-1": " ", "place-3": "mine"}
    answer = client.post(EDIT, form)
    assert answer.status_code == 400
    assert answer.content.decode().count("Bitte schreiben Sie, was hier stehen soll") == 4


def test_something_taken_out_may_stay_away_or_come_back() -> None:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    services.save_edit(article=made, base_revision=1, body="Eins.\n\nDrei.\n", author=person())
    client = signed_in()
    answer = asked(client, body="Eins.\n\nZwei, neu.\n\nDrei.\n")
    card = answer.content.decode().partition('data-clash="1"')[2]
    assert "Diese Stelle wurde herausgenommen" in card.partition('value="mine"')[0]
    assert 'value="both"' not in card
    for choice, body in (
        ("theirs", "Eins.\n\nDrei.\n"),
        ("mine", "Eins.\n\nZwei, neu.\n\nDrei.\n"),
    ):
        client.post(EDIT, fields(answer) | {"place-1": choice, "action": "save"})
        assert Revision.objects.latest("number").body == body


def test_only_new_places_ask_when_others_were_quicker_again(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"action": "save", "place-1": "mine", "place-2": "mine"}
    form["place-3"] = "mine"
    newer = THEIRS.replace("Sand vom Fluss", "Sand vom See").replace("## Zeiten", "## Öffnung")
    services.save_edit(article=made, base_revision=2, body=newer, author=person(name="Ali"))
    again = client.post(EDIT, form)
    page = again.content.decode()
    assert again.status_code == 409
    assert re.findall(r"<legend>(.*?)</legend>", page) == ["Stelle 1"]
    assert "Fassung von Ali" in page
    assert "aus der Grube</mark>" in page
    assert (
        client.post(EDIT, fields(again) | {"place-1": "theirs", "action": "save"}).status_code
        == 302
    )
    assert body_of(4) == (AGREED % ("22 Uhr", "| Mo | 10–12 |", "Sand vom See")).replace(
        "## Zeiten", "## Öffnung"
    )


def test_decisions_on_other_places_are_asked_anew_and_own_words_stay(
    made: Article,
) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"place-1": "own", "own-1": "Meine <Worte>", "action": "save"}
    form |= {"place-2": "mine", "place-3": "mine", "places": "0123456789abcdef"}
    answer = client.post(EDIT, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Revision.objects.count() == 2
    assert "Meine &lt;Worte&gt;</pre>" in page
    assert "checked" not in page.partition('data-clash="1"')[2].partition("id_summary")[0]


def test_a_title_of_two_minds_is_a_card_too() -> None:
    made = article()
    services.save_edit(article=made, base_revision=1, title="Ihr Titel", author=person())
    client = signed_in()
    answer = asked(client, body="Rutschen gibt es.\n", title="Mein Titel")
    page = answer.content.decode()
    assert re.findall(r"<legend>(.*?)</legend>", page) == ["Titel"]
    form = fields(answer) | {"action": "save"}
    assert client.post(EDIT, form).status_code == 400
    assert client.post(EDIT, form | {"place-0": "own", "own-0": ""}).status_code == 400
    assert client.post(EDIT, form | {"place-0": "own", "own-0": "Unser"}).status_code == 302
    assert Revision.objects.get(number=3).title == "Unser"


def test_topics_of_both_are_kept(made: Article) -> None:
    one, two = topic("Eins", "eins"), topic("Zwei", "zwei")
    services.save_edit(article=made, base_revision=2, topics=[one.pk], author=person())
    client = signed_in()
    form = fields(asked(client, topics=[two.pk])) | {"action": "save", "place-1": "mine"}
    form |= {"topics": [one.pk, two.pk], "place-2": "mine", "place-3": "mine"}
    client.post(EDIT, form)
    assert Revision.objects.get(number=4).topics == sorted([one.pk, two.pk])


def test_looking_and_going_on_in_the_editor_save_nothing(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {f"place-{number}": "mine" for number in (1, 2, 3)}
    look = client.post(EDIT, form | {"action": "preview"})
    page = look.content.decode()
    assert look.status_code == 200
    assert "22 Uhr" in page.partition("editor-preview")[2].partition("<form")[0]
    assert re.search(r'name="place-3" value="mine"[^>]*checked', page)
    editor = client.post(EDIT, form | {"action": "in_editor"})
    assert editor.status_code == 200
    assert Revision.objects.count() == 2
    written = unescape(dict(AREA.findall(editor.content.decode()))["body"])
    assert written.replace("\r\n", "\n") == AGREED % (
        "22 Uhr",
        "| Mo | 10–12 |",
        "Sand aus der Grube",
    )
    assert 'name="base_revision" value="2"' in editor.content.decode()


@pytest.mark.parametrize("who", ["resident", "moderator", "guest"])
def test_somebody_else_may_decide(made: Article, who: str) -> None:
    client = Client() if who == "guest" else signed_in(moderator() if who == "moderator" else None)
    form = fields(asked(client)) | {"action": "hand_on", "summary": "Neue Zeiten"}
    answer = client.post(EDIT, form)
    assert answer.status_code == 302
    held = Revision.objects.get(number=3)
    assert (held.state, held.body, held.parents) == ("held", MINE, [1])
    made.refresh_from_db()
    assert made.head_number == 2, "the article stays as it is"
    case = Case.objects.get()
    assert case.held_because == ("automatic" if who == "guest" else "undecided")
    reviewer = signed_in(moderator())
    inbox = reviewer.get("/moderation/").content.decode()
    assert who == "guest" or "eine andere Änderung betrifft dieselbe Stelle" in inbox
    place = f"{HOME}ausstehend/3/bearbeiten/"
    page = reviewer.get(place)
    assert page.status_code == 200
    assert re.findall(r"<legend>(.*?)</legend>", page.content.decode()) == [
        "Stelle 1",
        "Stelle 2",
        "Stelle 3",
    ]
    assert "hand_on" not in page.content.decode()
    form = fields(page) | {f"place-{number}": "mine" for number in (1, 2, 3)}
    assert reviewer.post(place, fields(page) | {"action": "save"}).status_code == 400
    assert reviewer.post(place, form | {"action": "save"}).status_code == 302
    assert body_of(4) == AGREED % ("22 Uhr", "| Mo | 10–12 |", "Sand aus der Grube")
    held.refresh_from_db()
    case.refresh_from_db()
    assert (held.state, case.state) == ("accepted", "accepted")


def test_a_newcomer_decides_and_waits(made: Article) -> None:
    client = signed_in(newcomer())
    form = fields(asked(client)) | {f"place-{number}": "theirs" for number in (1, 2)}
    assert client.post(EDIT, form | {"place-3": "mine", "action": "save"}).status_code == 302
    held = Revision.objects.get(number=3)
    assert (held.state, held.parents[0]) == ("held", 2)
    assert "Sand aus der Grube" in held.body


def test_signing_in_on_the_way_keeps_decisions(made: Article) -> None:
    client = Client()
    form = fields(asked(client)) | {"place-1": "own", "own-1": "Rund um die Uhr."}
    answer = client.post(EDIT, form | {"place-2": "mine", "action": "sign_in"})
    assert answer.status_code == 302
    back = re.search(r"entwurf%3D([\w-]+)", answer["Location"])
    assert back
    client.force_login(person(name="Erna"))
    again = client.get(f"{EDIT}?entwurf={back[1]}")
    page = again.content.decode()
    assert re.search(r'name="place-1" value="own"[^>]*checked', page)
    assert re.search(r'name="place-2" value="mine"[^>]*checked', page)
    found = fields(again)
    assert found["own-1"] == "Rund um die Uhr."
    assert found["body"] == MINE.replace("\n", "\r\n")
    form = found | {"place-1": "own", "place-2": "mine", "place-3": "mine", "action": "save"}
    assert client.post(EDIT, form).status_code == 302
    assert "Rund um die Uhr." in body_of(3)


def test_a_version_that_was_hidden_meanwhile_is_not_shown(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {f"place-{number}": "theirs" for number in (1, 2, 3)}
    services.save_edit(article=made, base_revision=2, body=BODY + "\nMehr.\n", author=person())
    services.hide_parts(article=made, number=2, parts=["text"], reason="Schutz", by=moderator())
    answer = client.post(EDIT, form | {"action": "save"})
    assert "20 Uhr" not in answer.content.decode()
    assert all("20 Uhr" not in row.body for row in Revision.objects.filter(number__gt=2))


def test_without_what_both_began_with_the_text_is_put_together_as_a_whole(made: Article) -> None:
    services.hide_parts(article=made, number=1, parts=["text"], reason="Schutz", by=moderator())
    answer = signed_in().post(EDIT, sent())
    assert "18 Uhr" not in answer.content.decode()
    assert "data-clash=" not in answer.content.decode()
    assert "22 Uhr" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("decided_on", "99999999999999999999"),
        ("decided_on", "1"),
        ("decided_on", "zwei"),
        ("places", ""),
    ],
)
def test_what_programs_send_is_asked_anew(made: Article, name: str, value: str) -> None:
    client = signed_in()
    form = fields(asked(client)) | {f"place-{number}": "mine" for number in (1, 2, 3)}
    answer = client.post(EDIT, form | {"action": "save", name: value})
    assert answer.status_code == 409
    assert Revision.objects.count() == 2


def test_a_choice_that_is_none_is_asked_for(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {f"place-{number}": "x' OR 1" for number in (1, 2, 3)}
    assert client.post(EDIT, form | {"action": "save"}).status_code == 400
    assert Revision.objects.count() == 2


def own_words(form: dict[str, Any]) -> dict[str, Any]:
    """Return the form with own words in each place."""
    words = {"own-1": "Eigene <Worte>", "cell-2-1": "eigene Zelle", "own-3": "- Eigener Punkt"}
    return form | {f"place-{number}": "own" for number in (1, 2, 3)} | words


def lost(page: Any) -> str:
    """Return the own words that are shown to be copied."""
    return str(page.content.decode().partition('id="worte"')[2].partition("</section>")[0])


@pytest.mark.parametrize("action", ["save", "preview", "in_editor"])
def test_decisions_upon_what_is_hidden_are_never_passed_over(made: Article, action: str) -> None:
    client = signed_in()
    form = own_words(fields(asked(client))) | {"action": action}
    # Taken back and hidden: what the writer had written first could be saved without a question.
    services.revert_article(article=made, number=1, author=moderator(), summary="Unsinn")
    services.hide_parts(article=made, number=2, parts=["text"], reason="Schutz", by=moderator())
    answer = client.post(EDIT, form)
    assert answer.status_code == 409
    assert Revision.objects.count() == 3
    assert "20 Uhr" not in answer.content.decode()
    for words in ("Eigene &lt;Worte&gt;", "| Mo | eigene Zelle |", "- Eigener Punkt"):
        assert words in lost(answer)
    found = dict(AREA.findall(answer.content.decode()))
    assert unescape(found["body"]).replace("\r\n", "\n") == MINE
    assert client.post(EDIT, sent(base_revision=1)).status_code == 302


def test_own_words_stay_where_what_both_began_with_is_hidden(made: Article) -> None:
    client = signed_in()
    form = own_words(fields(asked(client))) | {"action": "save"}
    services.hide_parts(article=made, number=1, parts=["text"], reason="Schutz", by=moderator())
    answer = client.post(EDIT, form)
    assert Revision.objects.count() == 2
    assert "| Mo | eigene Zelle |" in lost(answer)
    assert "Eigene &lt;Worte&gt;" in lost(answer)


def test_own_cells_stay_where_places_are_others(made: Article) -> None:
    client = signed_in()
    form = own_words(fields(asked(client))) | {"action": "save", "places": "0123456789abcdef"}
    assert "| Mo | eigene Zelle |" in lost(client.post(EDIT, form))


@pytest.mark.parametrize("action", ["preview", "in_editor", "save"])
def test_decisions_that_are_none_save_nothing(made: Article, action: str) -> None:
    form = sent("Ganz neu.\n", base_revision=2, decided_on="zwei", action=action)
    answer = signed_in().post(EDIT, form)
    assert answer.status_code == 409
    assert "Ganz neu." in answer.content.decode()
    assert Revision.objects.count() == 2


def test_decisions_on_a_section_are_none(made: Article) -> None:
    client = signed_in()
    form = fields(asked(client)) | {"section": "1", "action": "save"}
    assert client.post(EDIT, form).status_code == 409
    assert Revision.objects.count() == 2


def test_a_reviewer_whose_decisions_are_none_publishes_nothing(made: Article) -> None:
    client = signed_in()
    client.post(EDIT, fields(asked(client)) | {"action": "hand_on"})
    reviewer, place = signed_in(moderator()), f"{HOME}ausstehend/3/bearbeiten/"
    form = fields(reviewer.get(place)) | {"decided_on": "zwei", "base_revision": 2}
    for action in ("in_editor", "save"):
        answer = reviewer.post(place, form | {"action": action})
        assert answer.status_code == 409
        assert f'action="{place}"' in answer.content.decode()
    assert Revision.objects.count() == 3
    assert Revision.objects.get(number=3).state == "held"


def test_wide_rows_can_be_sent() -> None:
    columns = 30
    head = "|" + "|".join(f"k{n}" for n in range(columns)) + "|\n|" + "---|" * columns + "\n"
    rest = "z|" * (columns - 2)
    body = head + "".join(f"|Zeile {n}|ein Wort|{rest}\n" for n in range(38))
    made = article(body=body)
    theirs = body.replace("ein Wort", "dein Wort")
    services.save_edit(article=made, base_revision=1, body=theirs, author=person())
    client = signed_in()
    mine = body.replace("ein Wort", "mein Wort")
    form = fields(asked(client, body=mine)) | {f"place-{n}": "mine" for n in range(1, 39)}
    assert client.post(EDIT, form | {"action": "save"}).status_code == 302
    assert body_of(3) == mine


def test_who_may_read_what_is_hidden_gets_out_of_a_conflict_upon_it(made: Article) -> None:
    writer = signed_in()
    writer.post(EDIT, fields(asked(writer)) | {"action": "hand_on"})
    services.hide_parts(article=made, number=1, parts=["text"], reason="Schutz", by=moderator())
    client, place = signed_in(moderator()), f"{HOME}ausstehend/3/bearbeiten/"
    for address in (place, EDIT):
        answer = client.get(place) if address == place else client.post(EDIT, sent())
        page = answer.content.decode()
        assert answer.status_code == (200 if address == place else 409)
        assert "18 Uhr" not in page
        assert "Beide Texte ganz lesen" in page
        base = re.search(r'name="base_revision" value="(\d+)"', page)
        assert base
        form = sent(f"Von {address}\n", base_revision=base[1])
        assert client.post(address, form).status_code == 302
        assert Revision.objects.filter(body=f"Von {address}\n", state="live").exists()


def test_cards_for_which_no_time_is_left_show_the_source_escaped(
    made: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.clash_cards.BUDGET_SECONDS", -1)
    answer = asked(signed_in(), body=MINE.replace("22 Uhr", "<b>22</b> Uhr"))
    assert "<pre>Offen bis &lt;b&gt;22&lt;/b&gt; Uhr.</pre>" in answer.content.decode()
    assert answer.content.decode().count("data-clash=") == 3
