"""Hidden things of pages, files, comments, people and search."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Task,
    Workflow,
    WorkflowState,
)
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from accounts.services import create_user
from cms.models import GlossaryTerm, SiteSettings
from cms.services import EDITORS
from community import cases, decisions
from community.inbox import reports
from community.models import Case, Comment
from community.people import blocking
from community.talk import discussion
from districts.services import create_actor
from pictures.models import Picture
from pictures.services import set_state
from search.models import QueryCount, SynonymSet
from tests.permissions.roles import (
    ADMIN,
    DISTRICT_WRITERS,
    MODERATORS,
    PAGE_EDITORS,
    REVIEWERS,
)
from tests.permissions.things import thing
from tests.permissions.world import WORD, World, picture, text_file
from wiki.models import Starter

PAGE_READERS = PAGE_EDITORS
CLOSED_COLLECTION = "Intern"


@thing("draft page", seen_by=PAGE_READERS)
def draft_page(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}", intro=word)
    page.unpublish(user=world.editor)
    page.save_revision(user=world.editor)
    world.note_page(page, is_a_sort=True)


@thing("draft with a picture of one's own", seen_by=PAGE_READERS)
def draft_with_own_picture(world: World, word: str) -> None:
    world.picture = picture("Eigenes Bild")
    world.note("image", world.picture.pk)
    block = {"type": "image", "value": {"image": world.picture.pk, "caption": word}}
    page = world.page(word, f"{WORD} {word}")
    page.body = page.body.stream_block.to_python([block])
    page.save_revision(user=world.editor).publish()
    page.unpublish(user=world.editor)


@thing("page below a draft", seen_by=PAGE_READERS)
def page_below_a_draft(world: World, word: str) -> None:
    above = world.page("entwurf", f"{WORD} Entwurf")
    page = world.page(word, f"{WORD} {word}", parent=above, intro=word)
    page.unpublish(user=world.editor)
    above.unpublish(user=world.editor)


@thing("changed words of a page", seen_by=PAGE_READERS)
def changed_page(world: World, word: str) -> None:
    page = world.page("geaendert", f"{WORD} Geändert")
    page.title = f"{WORD} {word}"
    page.intro = word
    page.save_revision(user=world.editor, log_action=True)
    world.note_page(Page.objects.get(pk=page.pk), is_a_sort=True)


@thing("page for some", seen_by=PAGE_READERS)
def restricted_page(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}", intro=word)
    rule = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    rule.groups.add(Group.objects.get(name=EDITORS))
    world.note_page(page, is_a_sort=True)
    world.note("restriction page", f"{rule.pk}/{page.pk}")


@thing("page with a password", seen_by=PAGE_READERS)
def page_with_password(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}", intro=word)
    rule = PageViewRestriction.objects.create(page=page, restriction_type="password", password=word)
    world.note("restriction page", f"{rule.pk}/{page.pk}")


@thing("draft in English", seen_by=PAGE_READERS)
def english_draft(world: World, word: str) -> None:
    page = world.page("uebersetzt", f"{WORD} Übersetzt", intro="Worte.")
    version = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    version.title = version.draft_title = f"{WORD} {word}"
    version.slug = word
    version.save()
    world.note("page", version.pk)


@thing("draft that is translated", seen_by=PAGE_READERS)
def translated_draft(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}", intro=f"Worte {word}.")
    page.unpublish(user=world.editor)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=world.editor, publish=False)
    world.note("translation", translation.pk)
    world.note("source", source.pk)
    world.note("segment", source.stringsegment_set.earliest("pk").pk)


@thing("draft of a district's page", seen_by=DISTRICT_WRITERS)
def district_draft(world: World, word: str) -> None:
    page = world.district_page()
    page.title = f"{WORD} {word}"
    page.intro = word
    page.save_revision(user=world.editor)
    world.note_page(Page.objects.get(pk=page.pk))


@thing("page in review", seen_by=PAGE_READERS)
def page_in_review(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}")
    page.unpublish(user=world.editor)
    page.save_revision(user=world.editor)
    workflow = Workflow.objects.get()
    workflow.start(page, world.editor)
    state = WorkflowState.objects.get()
    state.current_task_state.comment = word
    state.current_task_state.save()
    world.note_page(page, is_a_sort=True)
    world.note("workflow", workflow.pk)
    world.note("workflow state", state.pk)
    world.note("task", Task.objects.earliest("pk").pk)
    world.note("task state", state.current_task_state.pk)


@thing("locked draft", seen_by=PAGE_READERS)
def locked_page(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}")
    page.unpublish(user=world.editor)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=world.editor)


@thing("deleted page", seen_by=ADMIN)
def deleted_page(world: World, word: str) -> None:
    page = world.page(word, f"{WORD} {word}")
    log(instance=page, action="wagtail.create", user=world.editor)
    page.delete(user=world.editor)


@thing("picture for some", seen_by=PAGE_READERS)
def restricted_picture(world: World, word: str) -> None:
    made = picture(f"{WORD} {word}")
    made.collection = _closed_collection(world)
    made.save()
    made.tags.add(word)
    world.note("image", made.pk)


@thing("hidden picture", seen_by=ADMIN)
def hidden_picture(world: World, word: str) -> None:
    made = picture(f"{WORD} {word}")
    made.tags.add(word)
    set_state(picture=made, state=Picture.State.HIDDEN, by=world.moderator)
    world.note("image", made.pk)


@thing("document for some", seen_by=PAGE_READERS)
def restricted_document(world: World, word: str) -> None:
    made = Document.objects.create(
        title=f"{WORD} {word}",
        file=text_file(f"{word}.txt"),
        collection=_closed_collection(world),
        uploaded_by_user=world.editor,
    )
    made.tags.add(word)
    world.note("document", made.pk)
    world.note("document file", f"{made.pk}/{made.filename}")


@thing("picture in a draft of one's own", seen_by=PAGE_READERS)
def picture_in_own_draft(world: World, word: str) -> None:
    """An editor has put it there; whoever owns the page keeps it without being told its name."""
    made = picture(f"{WORD} {word}")
    made.collection = _closed_collection(world)
    made.save()
    page = world.page("eigen", "Eigener Entwurf")
    block = {"type": "image", "value": {"image": {"image": made.pk, "alt_text": "Bach"}}}
    page.body = page.body.stream_block.to_python([block])
    page.save_revision(user=world.editor).publish()
    page.unpublish(user=world.editor)
    world.own_page = Page.objects.get(pk=page.pk)
    world.note_page(world.own_page, is_a_sort=True)
    world.note("image", made.pk)
    # Versions of other pages at the address of one's own.
    world.note("page revision", *(f"{page.pk}/revisions/{key}" for key in _versions(world)))


def _versions(world: World) -> list[str]:
    return [known.rpartition("/")[2] for known in world.values["page revision"]]


def _closed_collection(world: World) -> Collection:
    found = Collection.objects.filter(name=CLOSED_COLLECTION).first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=CLOSED_COLLECTION)
        rule = CollectionViewRestriction.objects.create(collection=found, restriction_type="groups")
        rule.groups.add(Group.objects.get(name=EDITORS))
        world.note("collection", found.pk)
    return found


def _comment(world: World, word: str) -> tuple[Comment, Case]:
    page = world.article_page()
    page.comments_allowed = True
    page.save()
    writer = discussion.CommentWriter(name=word, mail=f"{word}@example.org")
    made, case = discussion.write_comment(kind="page", pk=page.pk, words=word, writer=writer)
    assert case is not None
    world.note("comment", made.pk)
    return made, case


@thing("hidden comment", seen_by=MODERATORS)
def hidden_comment(world: World, word: str) -> None:
    made, case = _comment(world, word)
    decisions.accept(case=case, by=world.moderator)
    discussion.move(made, Comment.State.HIDDEN)


@thing("held comment", seen_by=REVIEWERS)
def held_comment(world: World, word: str) -> None:
    _comment(world, word)


@thing("words of a report", seen_by=REVIEWERS)
def report(world: World, word: str) -> None:
    values = {"sector": "business", "districts": [world.here], "topics": [world.topic]}
    actor = create_actor(name=f"{WORD} Kiosk", **values)  # type: ignore[arg-type]
    case = reports.receive_report(
        path=f"/akteure/{actor.slug}/", cause="wrong", words=word, sender=cases.Sender(name=word)
    )
    world.note("case", case.pk)


@thing("address of an account", seen_by=ADMIN)
def address_of_an_account(world: World, word: str) -> None:
    user = create_user(email=f"{word}@example.org", name="Ada", trust=User.Trust.RESIDENT)
    world.note("user", user.pk)
    world.note("person slug", user.slug)


@thing("reason of a block", seen_by=MODERATORS)
def blocked_account(world: World, word: str) -> None:
    user = create_user(email=f"{word}@example.org", name=f"{WORD} Gesperrt")
    blocking.block(user=user, by=world.moderator, reason=word)
    world.note("user", user.pk)
    world.note("person slug", user.slug)


@thing("question without hits", seen_by=PAGE_EDITORS)
def question(world: World, word: str) -> None:
    row = QueryCount.objects.create(query=word, language="de", count=3, last_day="2026-11-01")
    world.note("question", row.pk)


@thing("note beside synonyms", seen_by=PAGE_EDITORS)
def synonyms(world: World, word: str) -> None:
    row = SynonymSet.objects.create(words="kiez, quartier", note=word)
    world.note("synonym", row.pk)


def note_the_rest(world: World) -> None:
    """Note what hides nothing, but is named by addresses, and every case that there is by now."""
    world.note("case", *Case.objects.values_list("pk", flat=True))
    world.note("term", GlossaryTerm.objects.create(term="Quartier", explanation="Ein Ort.").pk)
    world.note("starter", Starter.objects.get(language="de", slug="ort").pk)
    world.note("settings", SiteSettings.objects.get(locale__language_code="de").pk)
    world.note("locale", Locale.objects.get(language_code="en").pk)
    world.note("group", world.editor.groups.get().pk)
