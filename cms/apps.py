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
        from wagtail.users.models import UserProfile

        from accounts import naming
        from cms import (  # noqa: F401
            admin_bulk,
            admin_powers,
            admin_slugs,
            after_migrate,
            careful_translation,
            checks,
            comments,
            district_text,
            foreign_titles,
            made_names,
            nameless,
            opened_forms,
            posted_references,
            receivers,
            redirect_files,
            reported,
            review_mails,
            safe_exports,
            site_context,
            speakers,
            translation_words,
            untouched_texts,
        )
        from cms.lost_updates import po_files
        from cms.searchable import DistrictSource, PageSource
        from cms.topic_panel import of_topic
        from community import discussion, page_titles
        from districts import panels
        from districts.models import Topic
        from pictures.stripping.files import validate_picture, validate_pixels
        from search import contract
        from text import atom

        contract.register(PageSource())
        contract.register(DistrictSource())
        discussion.register(comments.PLACE)
        page_titles.register(reported.titles)
        naming.register(speakers.names)
        atom.published_by(site_context.site_name)
        admin_powers.register()
        receivers.connect()
        careful_translation.install()
        translation_words.install()
        po_files.install()
        safe_exports.install()
        redirect_files.install()
        foreign_titles.install()
        made_names.install()
        admin_bulk.install()
        admin_slugs.install()
        posted_references.install()
        untouched_texts.install()
        review_mails.install()
        nameless.install()
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
    user_viewset = "cms.admin_users.UserViewSet"
