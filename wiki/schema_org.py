"""What does an article say to search engines? schema.org as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from text.captured import data_block
from wiki.models import Article
from wiki.reading import Contributor

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"


def of_article(
    article: Article,
    *,
    summary: str,
    url: str,
    contributors: Iterable[Contributor],
    topics: Iterable[str],
) -> SafeString:
    """Return a published article; its authors and topics as the page names them."""
    district = article.district
    place = {"@type": "AdministrativeArea", "name": district.name} if district else None
    data = {
        "@type": "Article",
        "headline": article.title,
        "description": summary,
        "inLanguage": article.language,
        "url": url,
        "dateModified": article.updated_at.isoformat(),
        "license": LICENCE,
        "author": [{"@type": "Person", "name": one.name} for one in contributors if one.name],
        "keywords": [*topics],
        "spatialCoverage": place,
    }
    return data_block(data)
