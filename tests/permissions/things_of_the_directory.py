"""Hidden things of directory and wiki."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from community import contract, decisions
from community.models import Case, Comment, Mail
from community.talk import discussion
from districts import entries, services
from districts.entries import EntryKind
from districts.models import Actor, CouncilPaper
from districts.services.signature import SYSTEM, Signature
from pictures import services as pictures
from pictures.models import Picture
from tests.fixtures.days import in_days
from tests.papers import create_paper
from tests.permissions.roles import MODERATORS, REVIEWERS
from tests.permissions.routes import named
from tests.permissions.things import thing
from tests.permissions.world import WORD, World
from tests.pictures.sharing import given_picture
from wiki import services as wiki
from wiki.models import Article

WHY = "weil"


def _entry(kind: EntryKind, world: World, word: str, signature: Signature = SYSTEM) -> Any:
    """Make an entry of a kind with a word in all its texts."""
    values: dict[str, Any] = {kind.naming: f"{WORD} {word}", **world.where}
    start = in_days(3)
    more: dict[str, dict[str, Any]] = {
        "actor": {"sector": "business", "summary": word},
        "project": {"status": "running", "summary": word},
        "event": {
            "kind": "offer",
            "start": start,
            "end": start + timedelta(hours=1),
            "text": word,
            "place": word,
        },
        "network": {"summary": word, "purposes": "knowledge", "reach": "quarter"},
        "need": {"text": word, "mail": "raum@example.org"},
    }
    values |= more.get(kind.key, {})
    if kind.writing:
        entry = kind.create(values, signature=signature)
    else:
        entry = services.create_need(signature=signature, **values)
    world.note_entry(entry)
    return entry


def _hide(entry: Any, world: World) -> None:
    contract.kind(entry.KIND).hide(entry, 0, world.moderator, WHY)


#: Papers come from the importer, which holds none (see below).
for _kind in (kind for kind in entries.kinds() if kind.model is not CouncilPaper):

    @thing(f"held {named(_kind)}", seen_by=REVIEWERS)
    def held(world: World, word: str, kind: EntryKind = _kind) -> None:
        entry = _entry(kind, world, word, Signature(world.newcomer))
        assert entry.state == "held"

    @thing(f"hidden {named(_kind)}", seen_by=MODERATORS)
    def hidden(world: World, word: str, kind: EntryKind = _kind) -> None:
        _hide(_entry(kind, world, word), world)


def _shared_picture(world: World, word: str, author: Any) -> Picture:
    where = [("district", world.here.pk), ("topic", world.topic.pk)]
    made = given_picture(author, places=where, description=word, caption=word, credit=word)
    world.note("shared picture", made.pk)
    return made


@thing("held picture that was shared", seen_by=REVIEWERS)
def held_picture(world: World, word: str) -> None:
    assert _shared_picture(world, word, world.newcomer).state == "held"


@thing("refused picture", seen_by=REVIEWERS)
def refused_picture(world: World, word: str) -> None:
    made = _shared_picture(world, word, world.newcomer)
    pictures.refuse_picture(picture=made, by=world.moderator, reason=WHY)


@thing("hidden picture that was shared", seen_by=MODERATORS)
def hidden_picture(world: World, word: str) -> None:
    made = _shared_picture(world, word, world.reader)
    contract.kind("picture").hide(made, 0, world.moderator, WHY)


@thing("picture that somebody in it had hidden", seen_by=MODERATORS)
def objected_picture(world: World, word: str) -> None:
    made = _shared_picture(world, word, world.reader)
    pictures.ask_by_mail(picture=made, address="pia@example.org", words=word, network="")
    link = Mail.objects.filter(to="pia@example.org").latest("pk").body.split("/abgebildet/")[1]
    case = pictures.confirm_by_mail(picture=made, secret=link.split("/")[0])
    world.note("case", case.pk)


@thing("hidden paper", seen_by=MODERATORS)
def hidden_paper(world: World, word: str) -> None:
    paper = create_paper(
        title=f"{WORD} {word}", reference="1", paper_type="Antrag", districts=[world.here]
    )
    world.note_entry(paper)
    _hide(paper, world)


def _public_actor(world: World, name: str) -> Actor:
    values: dict[str, Any] = {"sector": "business", "summary": "Kuchen.", **world.where}
    actor = services.create_actor(name=f"{WORD} {name}", **values)
    world.note_entry(actor)
    return actor


def _change(actor: Actor, words: str, signature: Signature) -> int:
    services.update_actor(actor=actor, summary=words, signature=signature)
    return int(actor.revisions.order_by("-number").values_list("number", flat=True)[0])


@thing("held change of an actor", seen_by=REVIEWERS)
def held_change(world: World, word: str) -> None:
    _change(_public_actor(world, "Café"), word, Signature(world.newcomer))


@thing("refused change of an actor", seen_by=REVIEWERS)
def refused_change(world: World, word: str) -> None:
    actor = _public_actor(world, "Tafel")
    number = _change(actor, word, Signature(world.newcomer))
    contract.kind("actor").refuse(actor, number, world.moderator, WHY)


@thing("hidden version of an actor", seen_by=MODERATORS)
def hidden_version(world: World, word: str) -> None:
    actor = _public_actor(world, "Laden")
    number = _change(actor, word, Signature(world.reader))
    _change(actor, "Kuchen und Brot.", Signature(world.reader))
    contract.kind("actor").hide(actor, number, world.moderator, WHY)


def _article(world: World, title: str, body: str = "Text.\n", **values: Any) -> Article:
    article, _result = wiki.create_article(
        title=f"{WORD} {title}",
        body=body,
        district=world.here,
        topics=[world.topic.pk],
        **{"author": world.reader, **values},
    )
    world.note("article", article.pk)
    world.note("article path", f"{world.here.slug}/{article.slug}")
    return article


def _asking(word: str) -> str:
    """Return a text that also leads to an article which nobody has written."""
    return f"{word} [[{word}]]"


@thing("held article", seen_by=REVIEWERS)
def held_article(world: World, word: str) -> None:
    article = _article(world, word, _asking(word), author=world.newcomer, summary=word)
    assert article.state == "held"


@thing("deleted article", seen_by=MODERATORS)
def deleted_article(world: World, word: str) -> None:
    article = _article(world, word, _asking(word), summary=word)
    wiki.delete_article(article=article, reason=WHY, by=world.moderator)


def _save(article: Article, body: str, author: Any, base: int = 1) -> int:
    made = wiki.save_edit(
        article=article, base_revision=base, body=_asking(body), author=author, summary=body
    )
    return int(made.revision.number)


@thing("held change of an article", seen_by=REVIEWERS)
def held_article_change(world: World, word: str) -> None:
    _save(_article(world, "Bank"), word, world.newcomer)


@thing("refused change of an article", seen_by=REVIEWERS)
def refused_article_change(world: World, word: str) -> None:
    article = _article(world, "Baum")
    number = _save(article, word, world.newcomer)
    contract.kind("article").refuse(article, number, world.moderator, WHY)


@thing("hidden version of an article", seen_by=MODERATORS)
def hidden_article_version(world: World, word: str) -> None:
    article = _article(world, "Brunnen")
    number = _save(article, word, world.reader)
    _save(article, "Neu.\n", world.reader, base=number)
    parts = ("text", "summary")
    wiki.hide_parts(article=article, number=number, parts=parts, reason=WHY, by=world.moderator)


@thing("question below an article that waits", seen_by=REVIEWERS)
def held_question(world: World, word: str) -> None:
    article = _article(world, f"{WORD} Brunnen", "Wasser.")
    said = discussion.CommentWords(words=word, subject=word)
    writer = discussion.CommentWriter(name=word)
    made, _case = discussion.write_comment(kind="article", pk=article.pk, words=said, writer=writer)
    world.note("comment", made.pk)


@thing("question to the other of two", seen_by=frozenset())
def question_among_two(world: World, word: str) -> None:
    article = _article(world, f"{WORD} Bank", "Holz.")
    values = {"words": word, "audience": Comment.Audience.PARTIES, "state": Comment.State.LIVE}
    first = Comment.objects.create(
        place_kind="article", place_pk=article.pk, number=1, subject=word, **values
    )
    answer = Comment.objects.create(
        place_kind="article", place_pk=article.pk, parent=first, **values
    )
    world.note("comment", first.pk, answer.pk)


@thing("hidden entry that was accepted", seen_by=MODERATORS)
def hidden_after_accepting(world: World, word: str) -> None:
    actor = _entry(entries.of(Actor), world, word, Signature(world.newcomer))
    case = Case.objects.open().about("actor", actor.pk).get()
    decisions.accept(case=case, by=world.moderator)
    actor.refresh_from_db()
    _hide(actor, world)


@thing("change of a hidden entry", seen_by=MODERATORS)
def change_of_hidden(world: World, word: str) -> None:
    actor = _public_actor(world, f"Bude {word}")
    _change(actor, "Anderer Kuchen.", Signature(world.newcomer))
    _hide(actor, world)


@thing("accepted change that was hidden", seen_by=MODERATORS)
def accepted_and_hidden(world: World, word: str) -> None:
    article = _article(world, "Beet")
    number = _save(article, word, world.newcomer)
    case = Case.objects.open().about("article", article.pk).get()
    decisions.accept(case=case, by=world.moderator)
    article.refresh_from_db()
    _save(article, "Neu.\n", world.reader, base=article.head_number)
    for hidden in article.revisions.filter(body__contains=word):
        wiki.hide_parts(
            article=article,
            number=hidden.number,
            parts=("text", "summary"),
            reason=WHY,
            by=world.moderator,
        )
    assert number
