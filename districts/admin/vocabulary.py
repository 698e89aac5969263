"""Topics, districts and cities in the admin: what everything else is ordered by.

They have no public form and no versions, so that editors change them here. Nobody deletes them:
articles, entries and addresses depend on them. Districts and cities come from an import.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from accounts.person import Person
from districts.forms.vocabulary import CityForm, DistrictForm, TopicForm
from districts.models import City, District, Topic


class KeepingPolicy(ModelPermissionPolicy):
    """Whoever may change them may; topics are added, nothing is deleted."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        if action == "delete" or (action == "add" and self.model is not Topic):
            return False
        asked = "change" if action in ("view", "choose") else action
        return bool(super().user_has_permission(user, asked))


class VocabularyIndexView(IndexView):
    """A list with what each row names of others, in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()
        columns = {field.name for field in self.model._meta.fields}
        above = columns & {"parent", "city"}
        return rows.select_related(*above) if above else rows


class VocabularyViewSet(SnippetViewSet):
    """Base of the three."""

    index_view_class = VocabularyIndexView
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_fields = ("name",)


class TopicViewSet(VocabularyViewSet):
    """Topics: a tree of two levels, with the words people look for them by."""

    model = Topic
    icon = "tag"
    list_display = (
        "name",
        Column("parent", label=_("Below"), sort_key="parent__name"),
        Column("synonyms", label=_("Other words")),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text=_("The address of its page stays as it is.")),
            FieldPanel("parent", heading=_("Below the topic"), widget=Select),
            FieldPanel(
                "synonyms",
                help_text=_("Whoever searches for one of these words finds what has this topic."),
            ),
        ],
        base_form_class=TopicForm,
    )


class DistrictViewSet(VocabularyViewSet):
    """Districts: names, the sentence on their page, neighbours."""

    model = District
    icon = "site"
    list_filter = ("city",)
    list_display = (
        "name",
        Column("city", label=_("City"), sort_key="city__name"),
        Column("parent", label=_("Part of"), sort_key="parent__name"),
        Column("sentence", label=_("In one sentence")),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text=_("The address of its page stays as it is.")),
            FieldPanel("short", help_text=_("Without the name of the city, for narrow places.")),
            FieldPanel("sentence"),
            FieldPanel("parent", heading=_("Part of"), widget=Select),
            FieldPanel("neighbours", heading=_("Neighbours"), widget=CheckboxSelectMultiple),
        ],
        base_form_class=DistrictForm,
    )


class CityViewSet(VocabularyViewSet):
    """Cities, and what their parts are called."""

    model = City
    icon = "home"
    list_display = ("name", "district_term", "sentence")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel(
                "district_term", help_text=_("As people say, for example Stadtbezirk or Ortschaft.")
            ),
            FieldPanel("district_term_plural"),
            FieldPanel("sentence"),
        ],
        base_form_class=CityForm,
    )


VIEWSETS = (TopicViewSet, DistrictViewSet, CityViewSet)
