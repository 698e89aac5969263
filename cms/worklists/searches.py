"""What readers look for and do not find."""

from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext

from cms.worklists.base import Item, Worklist
from search import contract


def find() -> list[Item]:
    """Return the questions that found nothing, the most frequent first."""
    items = []
    for row in contract.unanswered():
        times = ngettext("asked %(number)d time", "asked %(number)d times", row.count)
        language = get_language_info(row.language)["name_local"]
        note = f"{times % {'number': row.count}}, {language}"
        items.append(Item(row.query, reverse("search-unanswered"), note))
    return items


WITHOUT_HITS = Worklist(
    "suchen-ohne-treffer",
    gettext_lazy("Questions without hits"),
    gettext_lazy("Readers look for this and find nothing: write about it, or add a synonym."),
    find,
    right="search.change_synonymset",
)
