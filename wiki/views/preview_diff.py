"""What does somebody see who looks before saving: the preview, or what they have changed?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.person import Person
from versions.comparing import difference
from versions.listing import label
from wiki.models import Article, Revision
from wiki.views import previewing

LOOKS = ("preview", "difference")


def look(action: str, article: Article, base: Revision, body: str, user: Person) -> dict[str, Any]:
    """Return what the form page shows above the form for one of `LOOKS`.

    `base` is what the difference is shown to: a revision that the writer may read.
    """
    if action == "difference":
        shown = difference(
            base.body, body, old_label=label(base), new_label=_("your text"), is_markdown=True
        )
        return {"difference": shown}
    return {"preview": previewing.html(body, article.district, article.language, user=user)}
