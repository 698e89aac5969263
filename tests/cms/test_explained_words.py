"""Words that texts in easy language explain: each has one explanation, however it is spelled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client

from cms.models import GlossaryTerm
from tests.cms.forms import send
from tests.cms.test_admin_permissions import account

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADD = "/admin/snippets/cms/glossaryterm/add/"
#: "Höfe" as a Mac, a hyphenating program, a typewriter and somebody in a hurry write it.
SPELLINGS = ("Ho\u0308fe", "Hö\u00adfe", "Hoefe", " HÖFE ")


@pytest.fixture
def yards() -> GlossaryTerm:
    return GlossaryTerm.objects.create(term="Höfe", forms="Höfen", explanation="Plätze innen.")


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(account("admin"))
    return client


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_word_is_the_same_however_it_is_spelled(
    yards: GlossaryTerm, client: Client, spelling: str
) -> None:
    for typed in ({"term": spelling, "forms": ""}, {"term": "Hof", "forms": f"Hofs\n{spelling}"}):
        answer = send(client, ADD, typed | {"explanation": "Anders."})
        assert answer.status_code == 200
        assert "„Höfe“ gibt es schon." in answer.content.decode()
    assert GlossaryTerm.objects.get() == yards


def test_the_database_knows_it_too(yards: GlossaryTerm) -> None:
    with pytest.raises(IntegrityError):
        GlossaryTerm.objects.create(term="HOEFE", explanation="Anders.")


def test_other_words_are_others(yards: GlossaryTerm, client: Client) -> None:
    for term in ("Hofen", "Höfe+"):
        typed = {"term": term, "forms": "", "explanation": "Ein Dorf."}
        assert send(client, ADD, typed).status_code == 302
    assert GlossaryTerm.objects.count() == 3


def test_a_word_may_be_spelled_anew_and_gives_up_what_it_was(
    yards: GlossaryTerm, client: Client
) -> None:
    edit = f"/admin/snippets/cms/glossaryterm/edit/{yards.pk}/"
    for term in ("HÖFE", "Innenhof"):
        typed = {"term": term, "forms": "Ho\u0308fen\n\nHinter\u00adhof", "explanation": "Plätze."}
        assert send(client, edit, typed).status_code == 302
    yards.refresh_from_db()
    assert (yards.term_words, yards.forms) == ("innenhof", "Höfen\nHinterhof")
    GlossaryTerm(term="Höfe", explanation="Frei.").full_clean()
    with pytest.raises(ValidationError):
        GlossaryTerm(term="hinterhof", explanation="Nicht frei.").full_clean()
