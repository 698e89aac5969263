"""Wiring of this app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("What is findable, and finding it")

    def ready(self) -> None:
        # Models can be imported only now.
        from search import after_answers, editors, receivers, sources
        from search.models import SynonymSet

        sources.register_labels("language", dict(settings.LANGUAGES))
        SynonymSet.previewed = editors.preview
        pre_save.connect(receivers.before_saving, sender=SynonymSet)
        post_save.connect(receivers.after_change, sender=SynonymSet)
        post_delete.connect(receivers.after_change, sender=SynonymSet)
        request_started.connect(after_answers.begin, dispatch_uid="search.after_answers")
        request_finished.connect(after_answers.end, dispatch_uid="search.after_answers")
