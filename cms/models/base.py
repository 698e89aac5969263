"""What all editorial pages have in common."""

from collections.abc import Callable
from datetime import date
from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms import page_addresses, page_contexts
from cms.admin import previews
from cms.admin.refusals import AdminRefusal
from cms.blocks import BodyBlock
from cms.body import videos
from cms.models.content import says_something, shows_something
from cms.models.streams import BlocksField
from cms.querysets import restrictions_of
from cms.reading.reserved_paths import is_reserved
from pictures.licences import Licence
from text import name_field
from text.days import refuse_other_ages
from text.languages import EASY_LANGUAGE
from text.slugs import slugify, unique_slug

#: Sent by the page that says that somebody else has saved meanwhile.
WRITE_ON = "write-on"
#: What is read as a title or a name of a page, of those kinds that have it.
TITLES = ("title", "seo_title", "heading", "search_help", "checked_by")


class CmsPageForm(WagtailAdminPageForm):
    """The admin's form: says at the slug field what `clean()` would refuse."""

    #: Fields whose content comes from other fields of the form.
    following: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # it comes from the title

    def clean(self) -> dict[str, Any]:
        page_addresses.follow(self, self.cleaned_data)
        cleaned = super().clean()
        for name in ("title", "seo_title"):
            if cleaned.get(name):
                try:
                    cleaned[name] = name_field.checked(cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
        if WRITE_ON in self.data:
            self.add_error(None, _("Not saved yet. Look through your text, then save."))
        slug = cleaned.get("slug")
        if slug and self.instance.slug_is_reserved(slug, self.parent_page):
            self.add_error("slug", _("This address is taken by a part of the site itself."))
        self._keep_what_has_to_stay(cleaned)
        self._refuse_other_ages(cleaned)
        return cleaned

    def _refuse_other_ages(self, cleaned: dict[str, Any]) -> None:
        """Ask about years that nobody can mean, of whatever day a page has."""
        for name in self.changed_data:
            try:
                if isinstance(cleaned.get(name), date):
                    refuse_other_ages(cleaned[name].year)
            except ValidationError as error:
                self.add_error(name, error)

    def full_clean(self) -> None:
        """Say before publishing that the text is still German; the page has its new words now."""
        super().full_clean()
        from cms import untranslated  # it asks for the models that are made of this one

        if "action-publish" in self.data and not self.errors:
            try:
                untranslated.refuse_publishing(self.instance)
            except AdminRefusal as refused:
                self.add_error(None, refused.sentence)

    def _keep_what_has_to_stay(self, cleaned: dict[str, Any]) -> None:
        """Say at its field what publishing would refuse, so that nothing typed is lost."""
        from cms import required_pages  # it asks for the models that are made of this one

        page = self.instance
        if not page.pk:
            return
        was = Page.objects.filter(pk=page.pk).values("slug", "live_revision").first()
        if was and "slug" in cleaned and cleaned["slug"] != was["slug"]:
            self._try("slug", required_pages.refuse_moving)
        if cleaned.get("expire_at"):
            self._try("expire_at", required_pages.refuse_expiring)
        go_live = cleaned.get("go_live_at")
        if go_live and go_live > timezone.now() and page.live and was and not was["live_revision"]:
            # Wagtail would take the page down until then: there is no version to show meanwhile.
            self._try("go_live_at", required_pages.refuse_taking_down)

    def _try(self, field: str, refuse: Callable[[Page], None]) -> None:
        try:
            refuse(self.instance)
        except AdminRefusal as refused:
            self.add_error(field, refused.sentence)


class BasePage(Page):
    """Introduction, licence, and who has read the easy-language version.

    Addresses are spelled the German way and are the same in all languages.
    """

    intro = models.TextField(
        _("introduction"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences: what will readers find here?"),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.BY_SA)
    checked_by = models.CharField(
        _("read by the test readers"),
        max_length=200,
        blank=True,
        help_text=_("Easy language only: the group that has read and understood this text."),
    )
    checked_on = models.DateField(_("read on"), null=True, blank=True)
    sign_language = models.CharField(
        _("video in sign language"),
        max_length=200,
        blank=True,
        help_text=_("The text of this page in sign language, on YouTube or Vimeo."),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    #: Set where the query that found the page has seen that nothing restricts it.
    is_known_public = False
    #: The one slug a page type always has, because a route of ours lies there.
    fixed_slug: ClassVar[str] = ""
    #: Whether versions in other languages have the address of the German text.
    shares_address: ClassVar[bool] = True

    base_form_class = CmsPageForm
    # Forms of ours have addresses of their own.
    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    copy_form_class = page_addresses.CmsCopyForm
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = Page.promote_panels
    settings_panels = [
        *Page.settings_panels,
        FieldPanel("licence"),
        MultiFieldPanel([FieldPanel("checked_by"), FieldPanel("checked_on")], _("Easy language")),
        FieldPanel("sign_language"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("sign_language"),
        SynchronizedField("checked_by", overridable=False),
        SynchronizedField("checked_on", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def is_easy_language(self) -> bool:
        """Whether this is the easy-language version."""
        return self.locale.language_code == EASY_LANGUAGE

    @property
    def sign_language_video(self) -> videos.Video | None:
        """The text of the page in sign language, where there is such a video."""
        return videos.parse(self.sign_language) if self.sign_language else None

    @property
    def is_checked(self) -> bool:
        """Whether test readers have read it; without them it is "in simple words" only."""
        return bool(self.checked_by and self.checked_on)

    def slug_is_reserved(self, slug: str, parent: Page) -> bool:
        """Say whether a route or a language owns this address below this parent.

        Only pages directly below a home page (depth 2) can collide.
        """
        return parent.depth == 2 and slug != self.fixed_slug and is_reserved(slug)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page in one transaction: where that is refused, the tree is as it was."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            **page_contexts.of(self, request),
        }

    @property
    def preview_modes(self) -> list[previews.Mode]:
        return previews.preview_modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == previews.HINTS:
            return previews.hints_response(self, request)
        if mode_name in previews.LANGUAGES:
            return previews.version_response(self, request, mode_name)
        with translation.override(self.locale.language_code):
            return self.serve_own_preview(request)

    def serve_own_preview(self, request: HttpRequest) -> HttpResponse:
        """Show the page itself, in its own language."""
        response: HttpResponse = super().serve_preview(request, previews.OWN)
        return response.render() if hasattr(response, "render") else response

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        if self.is_known_public:
            return PageViewRestriction.objects.none()
        return restrictions_of(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the page; its German text at another language's address is no copy to index."""
        response = super().serve(request, *args, **kwargs)
        if self.locale.language_code != get_language():
            response["X-Robots-Tag"] = "noindex"
        return response

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.fill_in()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._refuse_reserved_slug()
        if self.sign_language and self.sign_language_video is None:
            raise ValidationError({"sign_language": videos.NO_VIDEO})
        name_field.check_model(self, *self._new_titles())

    def minimal_clean(self) -> None:
        """Check what drafts have to have, too."""
        self.fill_in()
        super().minimal_clean()
        self._refuse_reserved_slug()

    def _new_titles(self) -> list[str]:
        """Return which titles differ from the stored ones: an old one must not stop a schedule."""
        names = [name for name in TITLES if hasattr(self, name)]
        rows = type(self)._default_manager.filter(pk=self.pk)
        stored = rows.values(*names).first() if self.pk else None
        return [name for name in names if stored is None or stored[name] != getattr(self, name)]

    def fill_in(self) -> None:
        """Give the page, before it is checked or saved, the address that is made of others."""
        if self.fixed_slug:
            self.slug = self.fixed_slug
        elif self.shares_address and (slug := self._german_slug()):
            self.slug = slug
        elif not self.slug and self.title and (self.path or hasattr(self, "_cached_parent_obj")):
            self.slug = self.slug_for(self.title, self.get_parent())

    def _german_slug(self) -> str:
        """Return the address of the German text this is a version of; "" where there is none.

        The admin makes an address of every title that is typed; a version has its own already.
        """
        if not self.locale_id or self.locale.language_code == settings.LANGUAGE_CODE:
            return ""
        german = Page.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        )
        return german.values_list("slug", flat=True).first() or ""

    def slug_for(self, title: str, parent: Page) -> str:
        """Return the address that a title has below a page, with a number where it is taken."""
        return unique_slug(slugify(title), lambda slug: self._slug_is_taken(slug, parent))

    def _slug_is_taken(self, slug: str, parent: Page) -> bool:
        return self.slug_is_reserved(slug, parent) or not page_addresses.is_free(
            slug, parent, but=self
        )

    def _refuse_reserved_slug(self) -> None:
        parent = self.get_parent()
        if parent and self.slug_is_reserved(self.slug, parent):
            raise ValidationError(
                {"slug": _("This address is taken by a part of the site itself.")}
            )


class BodyPage(BasePage):
    """A page with a body of blocks."""

    body: StreamValue = BlocksField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("authors", heading=_("Authors"), label=_("Author")),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    @property
    def has_content(self) -> bool:
        """Whether somebody has written this page: an empty paragraph is no text."""
        return says_something(self.intro) or shows_something(self.body)
