"""Wiring of this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default = True
    verbose_name = _("Editorial pages")

    def ready(self) -> None:
        # Models can be imported only now.
        from wagtail.admin.forms.account import AvatarPreferencesForm
        from wagtail.signals import page_published
        from wagtail.users.models import UserProfile

        from accounts import naming
        from cms import after_migrate, checks, receivers  # noqa: F401
        from cms.admin import (
            bulk,
            careful_translation,
            foreign_titles,
            generated_names,
            hidden_titles,
            opened_forms,
            posted_references,
            powers,
            redirect_files,
            review_mails,
            safe_exports,
            slugs,
            translation_words,
            untouched_texts,
        )
        from cms.lost_updates import po_files
        from cms.page_kinds import PAGE
        from cms.reading import comments, contexts, frame
        from cms.registered import district_text, page_news, reported_titles, speakers
        from cms.registered.topic_panel import of_topic
        from cms.searchable import DistrictSource, PageSource
        from community.inbox import page_titles
        from community.talk import places
        from community.watching import changed
        from districts import panels
        from districts.models import Topic
        from pictures.stripping.files import validate_picture, validate_pixels
        from search import contract
        from text import atom

        contract.register(PageSource())
        contract.register(DistrictSource())
        places.register(comments.PLACE)
        places.ask_guests(comments.question)
        page_titles.register(reported_titles.titles)
        naming.register(speakers.names)
        changed.register(PAGE, page_news.read)
        page_published.connect(page_news.was_published, dispatch_uid="cms-page-news")
        atom.published_by(frame.site_name)
        powers.register()
        receivers.connect()
        contexts.register()
        careful_translation.install()
        translation_words.install()
        po_files.install()
        safe_exports.install()
        redirect_files.install()
        foreign_titles.install()
        generated_names.install()
        bulk.install()
        slugs.install()
        posted_references.install()
        untouched_texts.install()
        review_mails.install()
        hidden_titles.install()
        opened_forms.install()
        # Wagtail's form for one's own face cannot be exchanged; a validator refuses there.
        # The form makes a face smaller before that, so what is too large is refused by its field.
        UserProfile._meta.get_field("avatar").validators.append(validate_picture)
        AvatarPreferencesForm.base_fields["avatar"].validators.append(validate_pixels)
        panels.register_district_page(district_text.load)
        panels.register(Topic, of_topic, "cms/panels/theme_pages.html")
        post_migrate.connect(
            after_migrate.make_site, sender=self, dispatch_uid="cms-site-after-migrate"
        )


class AdminUsersConfig(WagtailUsersAppConfig):
    """Wagtail's app with our forms; takes the place of `wagtail.users` in the settings."""

    # The settings name this class, so Django must not take it for this app's own.
    default = False
    user_viewset = "cms.admin.users.UserViewSet"
