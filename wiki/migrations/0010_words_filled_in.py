"""Titles, former titles and links get their words, and links lead where these say.

What the words of a title are is written down here as it was when this step was made.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import migrations

Key = tuple[int | None, str, str]

LEFTOVERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "&": " und "})
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
SIGNS = "+#%€$°"
WORD = re.compile(rf"[^ {SIGNS}]+[{SIGNS}]*|[{SIGNS}]+")
ACCENTED = ("LATIN ", "GREEK ", "ARABIC ", "HEBREW ")


def fill_in(apps: Any, schema_editor: Any) -> None:
    """Read small columns only, and write in batches: a wiki may have many revisions."""
    titles = _titles(apps.get_model("wiki", "Article"))
    former = _former(apps, titles)
    _links(apps, former | titles)


def _titles(articles: Any) -> dict[Key, int]:
    """Return which public article has which title.

    Two of the same words could come from a file. The younger keeps its address, and a key that is
    no title's, until somebody gives it another.
    """
    found: dict[Key, int] = {}
    changed = []
    rows = articles.objects.order_by("pk").only("title", "district", "language", "state")
    for article in rows.iterator(chunk_size=2000):
        words = key_for(article.title)
        if article.state == "live":
            if (article.district_id, article.language, words) in found:
                words = f"{words[:235]} #{article.pk}"
            found[article.district_id, article.language, words] = article.pk
        article.title_words = words
        changed.append(article)
    articles.objects.bulk_update(changed, ["title_words"], batch_size=500)
    return found


def _former(apps: Any, titles: dict[Key, int]) -> dict[Key, int]:
    """Return which article had which title where, as far as readable revisions say so.

    Which of its titles an article had at which of its former places, nothing says.
    """
    addresses = apps.get_model("wiki", "FormerAddress").objects
    revisions = apps.get_model("wiki", "Revision").objects
    found: dict[Key, int] = {}
    for row in addresses.order_by("pk"):
        readable = revisions.filter(article=row.article_id, state="live", text_hidden=False)
        for title in readable.values_list("title", flat=True).distinct():
            key = (row.district_id, row.language, key_for(title))
            if key not in titles:
                found[key] = row.article_id
    model = apps.get_model("wiki", "FormerTitle")
    model.objects.bulk_create(
        (
            model(article_id=pk, district_id=place, language=language, title_words=words)
            for (place, language, words), pk in found.items()
        ),
        batch_size=500,
    )
    return found


def _links(apps: Any, found: dict[Key, int]) -> None:
    links, revisions = apps.get_model("wiki", "Link").objects, apps.get_model("wiki", "Revision")
    changed, elsewhere = [], set()
    for link in links.select_related("source").iterator(chunk_size=2000):
        link.title_words = key_for(link.title)
        target = next((found[key] for key in _keys(link) if key in found), None)
        if target != link.target_id:
            elsewhere.add(link.source_id)
            link.target_id = target
        changed.append(link)
    links.bulk_update(changed, ["title_words", "target"], batch_size=500)
    sources = sorted(elsewhere)
    for start in range(0, len(sources), 500):
        rows = revisions.objects.filter(article__in=sources[start : start + 500])
        rows.exclude(html=None).update(html=None)


def _keys(link: Any) -> Iterator[Key]:
    yield (link.district_id, link.source.language, link.title_words)
    if link.district_id is not None and not link.only_there:
        yield (None, link.source.language, link.title_words)


def key_for(title: str) -> str:
    words = words_of(title)
    digest = sha256(words.encode()).hexdigest()[:16]
    return words if len(words) <= 255 else f"{words[:238]} {digest}"


def words_of(title: str) -> str:
    text = unicodedata.normalize("NFC", title.translate(LEFTOVERS))
    text = " ".join(text.split()).casefold()
    # What a change of case has taken apart is an umlaut still.
    text = text.replace("a\u0308", "ä").replace("o\u0308", "ö").replace("u\u0308", "ü")
    text = text.translate(UMLAUTS)
    if not text.isascii():
        text = without_accents(text).casefold()
    return " ".join(WORD.findall("".join(map(in_words, text)))) or text


def in_words(char: str) -> str:
    if char.isalnum() or char in SIGNS:
        return char
    if char in "\u200c\u200d":
        return ""
    return char if is_mark(char) else " "


def without_accents(text: str) -> str:
    kept = []
    accented = False
    for char in unicodedata.normalize("NFKC", text):
        if not is_mark(char):
            accented = unicodedata.name(char, "").startswith(ACCENTED)
            kept.append(plain(char) if accented else char)
        elif not accented:
            kept.append(char)
    return "".join(kept)


def plain(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char.translate(LETTERS))
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"


class Migration(migrations.Migration):
    dependencies = [("wiki", "0009_words_of_titles")]
    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True)]
