"""Where is an article, and which article is at an address?"""

from __future__ import annotations

from urllib.parse import urlencode

from districts.models import District
from text.languages import prefix
from text.slugs import slugify
from wiki.models import GENERAL, SLUG_LENGTH, Article

# What a title without a single Latin letter or digit becomes; such titles are told apart by number.
NAMELESS = "artikel"


def slug_for(title: str) -> str:
    """Return the address part that belongs to a title."""
    return slugify(title, max_length=SLUG_LENGTH, fallback=NAMELESS)


def article_url(article: Article, action: str = "") -> str:
    """Return the path of an article, or of one of its views ("bearbeiten/", "version/3/").

    Reads `article.district`; select it along with the article.
    """
    return address(article.district, article.slug, article.language) + action


def address(district: District | None, slug: str, language: str) -> str:
    """Return the path an article of this slug has in a district (None: "allgemein")."""
    return f"{district_url(district, language)}{slug}/"


def district_url(district: District | None, language: str) -> str:
    """Return the path of the list of a district's articles."""
    return f"{prefix(language)}/wiki/{district.slug if district else GENERAL}/"


def new_url(district: District | None, title: str, language: str) -> str:
    """Return where an article of this title is begun."""
    query = urlencode({"district": district.slug if district else "", "title": title})
    return f"{prefix(language)}/wiki/neu/?{query}"
