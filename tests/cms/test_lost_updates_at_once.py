"""Several editors in the same second, with real connections: one saves, the others are told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page

from cms.models import BasePage, GlossaryTerm
from tests.cms.conftest import MakePage
from tests.cms.forms import seen
from tests.cms.test_lost_updates import PUBLISH, edit, form, hidden, person, words
from tests.fixtures.conditions import full_proofs

PEOPLE = 4 if full_proofs() else 3


@pytest.fixture
def page(transactional_db: None, make_page: MakePage) -> BasePage:
    return make_page("garten", title="Garten", body=[{"type": "text", "value": "Alt."}])


def at_once(sends: list[Any]) -> list[Any]:
    """Run every send in a thread and a connection of its own, all let go together."""
    gate = threading.Barrier(len(sends))

    def run(send: Any) -> Any:
        gate.wait()
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(run, sends))


def test_of_several_who_publish_at_once_one_does(page: BasePage) -> None:
    clients = [person("admin") for _ in range(PEOPLE)]
    bases = [seen(client, edit(page)) for client in clients]
    answers = at_once(
        [
            lambda number=number: clients[number].post(
                edit(page), form(page, f"Fassung {number}.") | bases[number] | PUBLISH
            )
            for number in range(PEOPLE)
        ]
    )
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [302] + [409] * (PEOPLE - 1)
    won = next(number for number in range(PEOPLE) if answers[number].status_code == 302)
    assert f"Fassung {won}." in words(page)
    for number in set(range(PEOPLE)) - {won}:
        html = answers[number].content.decode()
        assert f"Fassung {number}." in html
        assert f"Fassung {won}." in html


def test_everybody_comes_to_their_turn_and_every_text_is_in_the_history(page: BasePage) -> None:
    clients = [person("admin") for _ in range(PEOPLE)]
    bases = [seen(client, edit(page)) for client in clients]

    def send(number: int) -> int:
        answer = clients[number].post(
            edit(page), form(page, f"Fassung {number}.") | bases[number] | PUBLISH
        )
        tries = 1
        while answer.status_code == 409 and tries < 3 * PEOPLE:
            answer = clients[number].post(edit(page), hidden(answer))
            tries += 1
        return int(answer.status_code)

    assert (
        at_once([lambda number=number: send(number) for number in range(PEOPLE)]) == [302] * PEOPLE
    )
    texts = [str(one.as_object().body) for one in Page.objects.get(pk=page.pk).revisions.all()]
    for number in range(PEOPLE):
        assert any(f"Fassung {number}." in text for text in texts)


def test_deleting_and_saving_at_once_never_loses_a_saved_text(page: BasePage) -> None:
    writer, other = person("admin"), person("editor")
    down = f"/admin/pages/{page.pk}/delete/"
    new = form(page, "Neu.") | seen(writer, edit(page)) | PUBLISH
    base = seen(other, down)
    saved, deleted = at_once([lambda: writer.post(edit(page), new), lambda: other.post(down, base)])
    if saved.status_code == 302:
        assert deleted.status_code == 409
        assert "Neu." in words(page)
    else:
        assert deleted.status_code == 302
        assert saved.status_code in {404, 409}


def test_of_several_who_explain_a_word_one_does(transactional_db: None) -> None:
    term = GlossaryTerm.objects.create(term="Kiez", explanation="Ein Ort.")
    address = f"/admin/snippets/cms/glossaryterm/edit/{term.pk}/"
    clients = [person("admin") for _ in range(PEOPLE)]
    bases = [seen(client, address) for client in clients]
    answers = at_once(
        [
            lambda number=number: clients[number].post(
                address,
                {"term": "Kiez", "forms": "", "explanation": f"Wort {number}"} | bases[number],
            )
            for number in range(PEOPLE)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (PEOPLE - 1)
