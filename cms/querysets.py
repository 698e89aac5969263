"""Which pages may somebody see, with an account or without? In the query, not in one before it."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.person import Person

#: Whoever has one of these to a page knows of it; adding pages below it is another matter.
RIGHTS = frozenset({"change", "publish", "lock", "unlock", "bulk_delete"})


def under_restriction(rules: Q = Q()) -> Exists:  # noqa: B008  (no condition is a value)
    """Condition: the page, or a page it is an alias of, stands at or below a private one.

    `rules` says which restrictions count; all of them without.

    Wagtail's `public()` asks for the restrictions first and so costs a query more on every page; it
    also forgets aliases.
    """
    at_or_above = Q(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    by_alias = Q(page__aliases__path=Substr(OuterRef("path"), 1, Length("page__aliases__path")))
    by_source = Q(page__path=Substr(OuterRef("alias_of__path"), 1, Length("page__path")))
    return Exists(PageViewRestriction.objects.filter(rules, at_or_above | by_alias | by_source))


def not_passed(user: User) -> Q:
    """Condition on view restrictions of pages and collections: they keep this account out.

    A password lets in whoever knows it, on the page itself; lists do not ask for one.
    """
    return Q(restriction_type="password") | (
        Q(restriction_type="groups") & ~Q(groups__in=user.groups.all())
    )


def visible_to(user: Person) -> PageQuerySet:
    """Return the pages that somebody may know of: public ones, and what they may change.

    Drafts and private pages of others are not among them; administrators see all.
    """
    if not isinstance(user, User) or not user.is_active:
        return readable(Page.objects.all())
    if user.is_superuser:
        return Page.objects.all()
    public = Q(live=True) & ~under_restriction(not_passed(user))
    mine = PagePermissionPolicy().instances_user_has_any_permission_for(user, RIGHTS)
    return Page.objects.filter(Q(depth=1) | public | Q(pk__in=mine.values("pk")))


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """Return what makes a page private, with one query instead of Wagtail's two."""
    steps = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    wanted = Q(page__path__in=steps) | Q(page__aliases__path__in=steps)
    if page.alias_of_id:
        source = page.alias_of.path
        above = range(Page.steplen, len(source) + 1, Page.steplen)
        wanted |= Q(page__path__in=[source[:end] for end in above])
    return PageViewRestriction.objects.filter(wanted).distinct()


def in_own_language() -> Q:
    """Condition: the text is in the language of its address.

    Translating a page below one that has no version makes an alias of the latter, which would pass
    German words off as English.
    """
    return Q(alias_of=None) | Q(alias_of__locale=F("locale"))


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Return the published pages among these that everybody may read."""
    return pages.live().filter(in_own_language(), ~under_restriction())


def around_address(path: str, homes: dict[str, str], languages: set[str]) -> PageQuerySet:
    """Return the published pages at an address in these languages, and all that is around them.

    That is every version of these pages and the pages above them: what the frame of a page links
    to, so that page and frame cost one query. `homes` are the tree addresses of the home pages by
    language; `path` comes without a language. `is_here` says which stand at the address itself.
    Private pages are among them and say so (`is_private`): Wagtail then asks for the password or an
    account. What a page is as a type comes along, so that `specific_of` needs no further query.
    """
    steps = [f"{step}/" for step in path.strip("/").split("/") if step]
    starts = [homes[code] for code in languages if code in homes]
    here = [start + "".join(steps) for start in starts]
    above = [start + "".join(steps[:n]) for start in starts for n in range(len(steps))]
    keys = Page.objects.filter(url_path__in=here).values("translation_key")
    wanted = Q(url_path__in=[*here, *above]) | Q(translation_key__in=keys)
    types = [model._meta.model_name for model in get_page_models() if model is not Page]
    return (
        Page.objects.live()
        .filter(wanted, in_own_language())
        .annotate(is_private=under_restriction(), is_here=Q(url_path__in=here))
        .select_related("locale", *types)
        .order_by("path")
    )


def specific_of(page: Page) -> Page:
    """Return a page found by `around_address` as what it is."""
    model = page.specific_class
    found = getattr(page, model._meta.model_name or "", None) if model else None
    return found if isinstance(found, Page) else page.specific


def frame_pages(page: Page) -> PageQuerySet:
    """Return everything a page's frame links to: its versions and the pages above."""
    steps = [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]
    wanted = Q(translation_key=page.translation_key) | Q(path__in=steps)
    return readable(Page.objects.filter(wanted)).select_related("locale").order_by("path")
