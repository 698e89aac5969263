"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WikiConfig(AppConfig):
    name = "wiki"
    verbose_name = _("Articles that residents write together")

    def ready(self) -> None:
        from accounts.signals import person_changed
        from community import contract as community
        from community.inbox import page_titles
        from community.people import erasing
        from community.talk import places
        from districts import modules, navigation, panels
        from districts.models import District, Entry, Topic
        from districts.modules import own
        from pictures import uses
        from search import contract as search
        from versions import contract as versions
        from wiki import reported_titles
        from wiki.inbox import DECIDING
        from wiki.kind import ARTICLES
        from wiki.mentions import panel_of, uses_of
        from wiki.module import Articles, begin_url
        from wiki.panels import counts, in_words, of_district, of_topic
        from wiki.searchable import ArticleSource
        from wiki.subject import KIND, SUBJECT, acts_at, is_open_to_all
        from wiki.talk import TALK
        from wiki.worklists import awaiting, people, reminding

        modules.register(own.ARTICLES)
        modules.hold(Articles())
        item = navigation.MenuPage("knowledge", _("Wiki"), "wiki:start", 30, own.ARTICLES)
        navigation.register(item)
        search.register(ArticleSource())
        search.register_acts(KIND, search.LeadsTo(acts_at, is_open_to_all))
        search.register_beginning(begin_url)
        versions.register(ARTICLES)
        page_titles.register(reported_titles.titles)
        community.register(SUBJECT, **DECIDING)
        places.register(TALK)
        panels.register(District, of_district, "wiki/panels/articles.html")
        panels.register_figure(KIND, counts, in_words)
        panels.register(Topic, of_topic, "wiki/panels/articles.html")
        uses.register(uses_of)
        awaiting.register()
        reminding.register()
        erasing.copy_also("tasks", people.rows_of)
        person_changed.connect(people.forget_person, dispatch_uid="wiki.forget_person")
        panels.register(Entry, panel_of, "wiki/panels/mentions.html")
