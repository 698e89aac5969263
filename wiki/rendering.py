"""When is the HTML of a revision made, and what is kept of it?

At save, before the transaction; for imported old revisions, and where a link leads elsewhere now,
when somebody first looks at them (NULL in `Revision.html`). The HTML of a text that was too costly
to format is kept, too: trying again would cost the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from districts.models import District
from pagecache.noting import note
from text.headings import Heading
from text.rendering import render_safely
from wiki.links import Find, LinkedPlace, Resolver
from wiki.models import Revision


@dataclass(frozen=True, slots=True)
class Made:
    """What was made from a text: fields of a revision, and where its links lead."""

    html: str
    toc: list[list[int | str]]
    plain: str
    places: tuple[LinkedPlace, ...]
    urls: tuple[str, ...]

    @property
    def fields(self) -> dict[str, object]:
        return {"html": self.html, "toc": self.toc, "plain": self.plain}


def make(
    body: str,
    *,
    district: District | None,
    language: str,
    trusted: bool,
    find: Find | None = None,
) -> Made:
    """Render a text as it stands in an article of this district and language.

    `trusted` authors' links may be followed by search engines; those of others say `nofollow ugc`.
    """
    resolver = Resolver(district, language, find)
    rendered = render_safely(body, links=resolver, nofollow=not trusted)
    toc: list[list[int | str]] = [
        [heading.number, heading.level, heading.title, heading.anchor]
        for heading in rendered.headings
    ]
    return Made(rendered.html, toc, rendered.plain, resolver.places, rendered.urls)


def is_trusted(author: User | None) -> bool:
    """Say whether search engines may follow the links this author sets."""
    return author is not None and author.trust != User.Trust.NEW


def ensure_rendered(revision: Revision) -> Revision:
    """Make and store the HTML of a revision that has none; needs `article__district` selected.

    Two readers may do so at once; both store the same.
    """
    if revision.html is None:
        made = make(
            revision.body,
            district=revision.article.district,
            language=revision.article.language,
            trusted=is_trusted(revision.author),
        )
        for name, value in made.fields.items():
            setattr(revision, name, value)
        bare = Revision.objects.filter(pk=revision.pk, html__isnull=True)
        note(lambda: bare.update(**made.fields))
    return revision


def headings(revision: Revision) -> list[Heading]:
    """Return the contents list of a rendered revision."""
    return [Heading(*row) for row in revision.toc or ()]
