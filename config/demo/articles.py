"""Loads the demo's wiki articles with their histories."""

from typing import Any

from django.db.models import Q

from config.demo import read
from config.demo.directory import Loaded
from config.demo.pictures import with_numbers
from wiki.exchange import ImportedArticle, ImportedRevision
from wiki.models import GENERAL, Article
from wiki.services import import_article


def load_articles(loaded: Loaded) -> int:
    """Make every article of the folder, German before its translations; return how many."""
    rows = sorted(read.folder("articles"), key=lambda row: bool(row.get("translation_of")))
    homes = {row["slug"]: row["district"] for row in rows}
    for row in rows:
        if Article.objects.filter(_at(row)).exists():
            continue  # it stayed, since real people have written in it
        import_article(data=_article(row, homes, loaded), people=loaded.people, is_demo=True)
    return len(rows)


def _at(row: dict[str, Any]) -> Q:
    """Where the article is, or would be."""
    place = Q(district__slug=row["district"]) if row["district"] else Q(district=None)
    return place & Q(slug=row["slug"], language=row["language"])


def _article(row: dict[str, Any], homes: dict[str, str], loaded: Loaded) -> ImportedArticle:
    original = row.get("translation_of", "")
    return ImportedArticle(
        title=row["title"],
        slug=row["slug"],
        district=row["district"] or None,
        language=row["language"],
        topics=tuple(row["topics"]),
        translation_of=f"{homes[original] or GENERAL}/{original}" if original else "",
        revisions=tuple(
            ImportedRevision(
                number=number,
                author=revision["author"],
                created=read.moment(
                    days_ago=revision["days_ago"], hour=revision["hour"], now=loaded.now
                ),
                summary=revision["summary"],
                body=with_numbers(body, loaded),
                minor=revision["minor"],
            )
            for number, (revision, body) in enumerate(read.bodies(row), start=1)
        ),
    )
