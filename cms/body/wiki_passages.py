"""A passage of the wiki inside an editorial page: pinned to a version, with its authors named.

A page keeps saying what its editors have read, whatever the wiki becomes; the reader learns when
there is something newer. What the wiki has hidden is not shown here either.
"""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.safestring import SafeString, mark_safe

import pagecache
from districts.shown import all_of
from pictures.in_text import with_pictures
from text import thing_keys
from text.identity import same
from text.sections import section_text, sections
from wiki.addresses import article_url
from wiki.models import Article, Revision
from wiki.rendering import ensure_rendered, is_trusted, make
from wiki.subject import KIND

#: More names than this are counted, not listed.
NAMES = 5


@dataclass(frozen=True, slots=True)
class WikiPassage:
    """What a block shows of an article."""

    title: str
    html: SafeString
    url: str
    version_url: str
    newer_url: str
    authors: tuple[str, ...]
    more_authors: int
    language: str


#: What the preview of the block shows.
SAMPLE = WikiPassage(
    title="Repair-Café starten",
    html=mark_safe("<p>Ein Raum, drei Werkzeuge und zwei Menschen genügen für den Anfang.</p>"),
    url="#",
    version_url="#",
    newer_url="",
    authors=("Wilma W.",),
    more_authors=2,
    language="de",
)


def passage(*, article: int, number: int, section: str = "") -> WikiPassage | None:
    """Return a passage of a version; None where nobody without an account may read it.

    `section` is the title of a heading; empty, or unknown in that version, means the whole text.
    """
    pagecache.shows_also(thing_keys.key(KIND, article))
    revisions = Revision.objects.visible_to(None).with_place()
    revision = revisions.filter(article=article, number=number, text_hidden=False).first()
    if revision is None:
        return None
    about = revision.article
    if section:  # made each time, with links that may lead elsewhere by now
        pagecache.shows_also(all_of(KIND))
    names = _authors(about, number)
    newer = about.published_number > number
    compare = f"vergleich/?from={number}&to={about.published_number}"
    return WikiPassage(
        title=revision.title,
        html=mark_safe(with_pictures(_html(revision, section))),
        url=article_url(about),
        version_url=article_url(about, f"version/{number}/"),
        newer_url=article_url(about, compare) if newer else "",
        authors=tuple(names[:NAMES]),
        more_authors=max(len(names) - NAMES, 0),
        language=about.language,
    )


def section_titles(article: Article) -> list[str]:
    """Return the headings of an article's published version, for editors to choose from."""
    revision = article.revisions.filter(number=article.published_number).first()
    return [part.title for part in sections(revision.body) if part.title] if revision else []


def _html(revision: Revision, section: str) -> str:
    wanted = [part for part in sections(revision.body) if section and same(part.title, section)]
    if not wanted:
        return ensure_rendered(revision).html or ""
    made = make(
        section_text(revision.body, wanted[0].number),
        district=revision.article.district,
        language=revision.article.language,
        trusted=is_trusted(revision.author),
    )
    return made.html


def _authors(article: Article, number: int) -> list[str]:
    """Return who wrote up to this version, the last one first; hidden names stay hidden."""
    rows = (
        Revision.objects.filter(
            article=article, number__lte=number, state="live", author_hidden=False
        )
        .values("author__name", "author_name")
        .annotate(last=Max("number"))
        .order_by("-last")
    )
    names = [row["author__name"] or row["author_name"] for row in rows]
    return list(dict.fromkeys(name for name in names if name))
