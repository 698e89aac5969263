"""Generated articles: words of the demo's own texts, in an order nobody wrote."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from districts.models import District
from search import outbox
from search.sync import project_stale
from text.identity import key_for
from versions.models import fingerprint
from wiki import rendering
from wiki.addresses import slug_for
from wiki.models import Article, Revision

BATCH = 500


def generate(number: int, *, seed: int = 1) -> None:
    """Make `number` articles of one revision each, about 150 words long, and their entries.

    They go into the tables in batches, past the service that would take 10 ms each.
    """
    chance = random.Random(seed)
    bodies = Revision.objects.filter(article__is_demo=True).values_list("body", flat=True)
    words = sorted({word for body in bodies for word in body.split() if word.isalpha()})
    districts = list(District.objects.all())
    for start in range(0, number, BATCH):
        rows = range(start, min(start + BATCH, number))
        with transaction.atomic():
            _batch(rows, words, districts, chance)
    while project_stale():
        pass


def _batch(rows: range, words: list[str], districts: list[District], chance: random.Random) -> None:
    now = timezone.now()
    articles, revisions = [], []
    for row in rows:
        title = " ".join(chance.choices(words, k=3)) + f" {row}"
        moment = now - timedelta(minutes=row)
        article = Article(
            title=title,
            title_words=key_for(title),
            slug=slug_for(title),
            district=chance.choice(districts),
            head_number=1,
            published_number=1,
            last_number=1,
            created_at=moment,
            updated_at=moment,
            content_changed_at=moment,
            is_demo=True,
        )
        body = "\n\n".join(" ".join(chance.choices(words, k=50)) + "." for _ in range(3)) + "\n"
        made = rendering.make(body, district=article.district, language="de", trusted=True)
        articles.append(article)
        revisions.append(
            Revision(
                article=article,
                number=1,
                title=title,
                body=body,
                created=moment,
                **fingerprint(body),
                **made.fields,
            )
        )
    Article.objects.bulk_create(articles)
    Revision.objects.bulk_create(revisions)
    outbox.changed_many("article", [article.pk for article in articles])
