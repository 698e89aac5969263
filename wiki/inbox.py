"""What the inbox of `community` asks of articles: see `community.contract.Kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from accounts.models import User
from community.contract import CannotDecide
from pictures.in_text import with_pictures
from text.languages import current_language
from versions import meanwhile
from versions.comparing import difference
from versions.hidden import says_hidden_text
from versions.listing import label
from wiki import held_change, services
from wiki.addresses import article_url
from wiki.errors import AddressTaken, EditConflict, WikiError
from wiki.excerpts import excerpts
from wiki.finding import find
from wiki.models import GENERAL, Article, Revision
from wiki.querysets import ArticleQuerySet
from wiki.rendering import ensure_rendered

# Views whose address names a revision; all others are about the whole article.
NUMBERED = ("version", "pending")


def place(article: Article, number: int) -> str:
    """Return where a reviewer sees what is to be decided."""
    held = article.revisions.filter(number=number, state="held").exists()
    return article_url(article, f"ausstehend/{number}/" if held else f"version/{number}/")


def edit_url(article: Article, number: int) -> str:
    """Return where a reviewer changes a contribution before accepting it."""
    return article_url(article, f"ausstehend/{number}/bearbeiten/")


def accept(article: Article, number: int, user: User) -> None:
    """Make a contribution public."""
    with _carried_out(article, number):
        services.accept_contribution(article=article, number=number, by=user)


def refuse(article: Article, number: int, user: User, reason: str) -> None:
    """Decide against a contribution."""
    with _carried_out(article, number):
        services.refuse_contribution(article=article, number=number, by=user, reason=reason)


def withdraw(article: Article, number: int) -> None:
    """Take a contribution back."""
    with _carried_out(article, number):
        services.withdraw_contribution(article=article, number=number)


def reopen(article: Article, number: int, user: User) -> bool:
    """Take a decision back; says whether that was possible."""
    return services.reopen_contribution(article=article, number=number, by=user)


def hide(article: Article, number: int, user: User, reason: str) -> bool:
    """Take a revision's text, or the whole article, from the public; says whether it was there."""
    with _carried_out(article, number):
        was = Article.objects.select_for_update().get(pk=article.pk).state
        if number:
            parts = _hidden_parts(article, number)
            if "text" in parts:
                return False
            parts = {"text", *parts}
            services.hide_parts(article=article, number=number, parts=parts, reason=reason, by=user)
        elif was != Article.State.DELETED:
            services.delete_article(article=article, reason=reason, by=user)
    return bool(number) or was == Article.State.LIVE


def show(article: Article, number: int, user: User) -> bool:
    """Give back what was hidden; says whether that was possible."""
    reason = _("The decision was taken back")
    try:
        if number:
            parts = _hidden_parts(article, number)
            if "text" not in parts:
                return False
            parts = parts - {"text"}
            services.hide_parts(article=article, number=number, parts=parts, reason=reason, by=user)
        elif article.state != Article.State.DELETED:
            return False
        else:
            services.restore_article(article=article, reason=reason, by=user)
    except WikiError:
        return False
    return True


def is_hidden(article: Article, number: int) -> bool:
    """Say whether a revision's text, or the whole article, can be shown again."""
    if number:
        return "text" in _hidden_parts(article, number)
    if article.state != Article.State.DELETED or article.published_number == 0:
        return False
    return not says_hidden_text(article)


def _hidden_parts(article: Article, number: int) -> set[str]:
    revision = article.revisions.get(number=number)
    return {p for p in ("text", "summary", "author") if getattr(revision, f"{p}_hidden")}


def preview(article: Article, number: int) -> tuple[str, dict[str, Any]]:
    """Return what is to be decided: a first text, or what a contribution changes.

    Nothing of a text that was hidden: whoever may read it does so in the history.
    """
    rows = article.revisions.with_place().filter(text_hidden=False)
    revision = rows.select_related("author").filter(number=number).first()
    if revision is None:
        return "", {}
    ensure_rendered(revision)
    context: dict[str, Any] = {"html": revision.html or "", "title": revision.title}
    parent = _parent(revision)
    if parent is not None:
        shown = held_change.shown(article, revision, parent)
        context |= {"since": shown.since, "clashes": shown.clashes, "title": shown.title}
        context["html"] = shown.html
        context["difference"] = difference(
            shown.old.body,
            shown.body,
            old_label=label(shown.old),
            new_label=_("this contribution"),
            is_markdown=True,
        )
        context["old_title"] = shown.old.title
    context["html"] = with_pictures(context["html"], of=revision.author)
    return "wiki/contribution.html", context


def is_combined(article: Article, number: int) -> bool:
    """Say whether a contribution was combined with what others had written since."""
    return meanwhile.is_combined(article.revisions.all(), number)


def _parent(revision: Revision) -> Revision | None:
    numbers = revision.parents[:1]
    rows = Revision.objects.filter(article=revision.article_id, text_hidden=False)
    return rows.filter(number__in=numbers).first()


def authors(article: Article, number: int) -> Iterable[User]:
    """Return whose text it is: of a revision its author, of an article who wrote last."""
    wanted = number or article.published_number
    rows = article.revisions.filter(number=wanted, author__isnull=False).select_related("author")
    return [row.author for row in rows if row.author is not None]


def shown_at(match: ResolverMatch) -> tuple[int, int] | None:
    """Return the article, and the revision, that a page of the wiki shows in its language."""
    if match.app_name != "wiki" or not {"district", "slug"} <= match.kwargs.keys():
        return None
    place = {key: match.kwargs[key] for key in ("district", "slug")}
    language = current_language()
    found = find(**place, language=language, user=None)
    if found is None or _has_its_own(found.article, language, **place):
        return None
    if match.url_name not in NUMBERED:
        return found.article.pk, 0
    number = match.kwargs["number"]
    there = found.article.revisions.filter(number=number).exists()
    return (found.article.pk, number) if there else None


def _has_its_own(article: Article, language: str, *, district: str, slug: str) -> bool:
    """Say whether an address belongs to an article in its language that cannot be seen just now.

    Whoever reports that one must not hit its twin in another language.
    """
    if article.language == language:
        return False
    place = {"district": None} if district == GENERAL else {"district__slug": district}
    return Article.objects.filter(**place, slug=slug, language=language).exists()


def changed_by(author: User) -> ArticleQuerySet:
    """Return the public articles that an account has changed."""
    rows = Article.objects.addressed().filter(revisions__author=author, revisions__state="live")
    return rows.distinct().with_place().prefetch_related("topics")


def put_back(article: Article, number: int, user: User, reason: str) -> None:
    """Make an article what it was in a revision."""
    with _carried_out(article, number):
        services.revert_article(article=article, number=number, author=user, summary=reason)


@contextmanager
def _carried_out(article: Article, number: int) -> Any:
    """Say in the words of the inbox why a decision cannot be carried out."""
    try:
        yield
    except EditConflict as error:
        message = _("Others have changed the same place meanwhile. Please put the two together.")
        raise CannotDecide(message, url=edit_url(article, number)) from error
    except AddressTaken as error:
        raise CannotDecide(error.message, url=article_url(error.article)) from error
    except WikiError as error:
        raise CannotDecide(error.message) from error


DECIDING: dict[str, Callable[..., Any]] = {
    "place": place,
    "put_away": lambda: Article.objects.put_away(),
    "keys": lambda user: Article.objects.visible_to(user).values("pk"),
    "accept": accept,
    "refuse": refuse,
    "hide": hide,
    "reopen": reopen,
    "show": show,
    "is_hidden": is_hidden,
    "withdraw": withdraw,
    "preview": preview,
    "excerpts": excerpts,
    "edit_url": edit_url,
    "authors": authors,
    "shown_at": shown_at,
    "changed_by": changed_by,
    "content": attrgetter("title", "body", "topics"),
    "put_back": put_back,
    "is_combined": is_combined,
}
