"""The demo content keeps its promises: complete, consistent, harmless, and in our own words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from districts.models import Access, ConditionKind, Reason, Sector
from tests.config import demo_content as demo
from text.language_hints import hints
from text.markdown import to_plain
from text.sentences import sentences, words
from text.slugs import slugify

# Kept free for film and television by the Bundesnetzagentur.
FREE_PHONE = re.compile(r"(030 23125|040 66969|069 90009|0221 4710|089 99998) \d{3}|0221 4710\d{3}")
PHONE = re.compile(r"(?<![\d.,])\+?0\d{1,4}[ /-]?\d{3,}(?:[ -]?\d+)*")
MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
GENDER_SIGN = re.compile(r"\w[:*_/·]in(?:nen)?\b|[a-zäöüß]In(?:nen)?\b|\w\(in(?:nen)?\)")
WIKI_LINK = re.compile(r"\[\[(?:(?P<district>[^\]|:]+):)?(?P<title>[^\]|]+)(?:\|[^\]]+)?\]\]")
LIST_FILES = ("districts", "topics", "people", "actors", "projects", "networks", "dates")
ARTICLES = demo.files("articles")


@pytest.mark.parametrize("name", LIST_FILES)
def test_slugs_are_unique_and_well_formed(name: str) -> None:
    found = [row["slug"] for row in demo.rows(name)]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in found)


@pytest.mark.parametrize(
    "name", ["actors", "projects", "networks", "dates", "topics", "people", "districts"]
)
def test_references_lead_somewhere(name: str) -> None:
    known = {kind: demo.slugs(kind) for kind in ("districts", "topics", "actors", "projects")}
    for row in demo.rows(name):
        assert set(row.get("districts", [])) <= known["districts"], row["slug"]
        assert {row["district"]} <= known["districts"] if "district" in row else True, row["slug"]
        assert set(row.get("topics", [])) <= known["topics"], row["slug"]
        assert set(row.get("actors", [])) <= known["actors"], row["slug"]
        actors = {row.get("carrier", ""), row.get("organiser", "")} - {""}
        assert actors <= known["actors"], row["slug"]
        assert row.get("adopted_from", "") in known["projects"] | {""}, row["slug"]


def test_the_city_has_its_23_districts_and_neighbours_know_each_other() -> None:
    neighbours = {row["slug"]: row["neighbours"] for row in demo.rows("districts")}
    assert len(neighbours) == 23
    for slug, near in neighbours.items():
        assert near == sorted(set(near)), slug
        assert near, slug
        assert slug not in near
        assert all(slug in neighbours[other] for other in near), slug
    for row in demo.rows("districts"):
        assert row["slug"] == slugify(row["name"])
        assert 48.68 < row["centroid"]["lat"] < 48.87
        assert 9.03 < row["centroid"]["lon"] < 9.32


def test_topics_are_a_tree_of_two_levels() -> None:
    parents = {row["slug"]: row["parent"] for row in demo.rows("topics")}
    assert 20 <= len(parents) <= 30
    assert all(parents[parent] == "" for parent in parents.values() if parent)
    assert all(row["synonyms"] for row in demo.rows("topics"))


def test_actors_cover_all_sectors() -> None:
    actors = demo.rows("actors")
    assert len(actors) == 40
    assert {row["sector"] for row in actors} == set(Sector.values)
    assert {key for row in actors for key in row["access"]} <= set(Access.values)
    carriers = {row["slug"]: row["carrier"] for row in actors}
    assert sum(bool(carrier) for carrier in carriers.values()) >= 3
    assert all(carriers[carrier] == "" for carrier in carriers.values() if carrier)
    phones = [row["phone"] for row in actors if row["phone"]]
    assert len(phones) == len(set(phones))


def test_projects_tell_of_failure_and_travel() -> None:
    projects = {row["slug"]: row for row in demo.rows("projects")}
    status = Counter(row["status"] for row in projects.values())
    assert len(projects) == 15
    assert (status["failed"], status["paused"]) == (3, 2)
    assert min(status["idea"], status["running"], status["completed"]) >= 2
    for row in projects.values():
        assert {condition["kind"] for condition in row["conditions"]} <= set(ConditionKind.values)
        for condition in row["conditions"]:
            assert ("sector" in condition) == (condition["kind"] == "partner_sector")
        if row["status"] == "failed":
            assert set(row["failed_because"]) <= set(Reason.values)
            assert row["failed_because"]
            assert row["what_did_not_work"]
            assert row["do_differently"]
    source = {slug: row.get("adopted_from", "") for slug, row in projects.items()}
    assert any(source.get(source[slug]) for slug in source if source[slug]), "no chain A → B → C"
    failed = [slug for slug in source if source[slug] and projects[slug]["status"] == "failed"]
    assert failed, "no failed adoption"
    for slug in source:
        path = [slug]
        while source[path[-1]]:
            path.append(source[path[-1]])
            assert len(path) == len(set(path)), path


def test_dates_have_forums_offers_and_rules_that_parse() -> None:
    dates = demo.rows("dates")
    assert len(dates) == 20
    assert {row["kind"] for row in dates} == {"forum", "offer", "training", "other"}
    forums = sorted(row["in_days"] for row in dates if row["kind"] == "forum")
    assert [days > 0 for days in forums] == [False, False, True]
    begin = datetime(2026, 1, 1, 12)  # noqa: DTZ001  only the rule is looked at
    for row in dates:
        assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row["time"])
        assert set(row["access"]) <= set(Access.values)
        if row["recurrence"]:
            first = rrulestr(row["recurrence"], dtstart=begin).after(begin, inc=True)
            assert first < begin + timedelta(days=40), row["slug"]
            assert row["in_days"] < 0, "a regular offer has been running for a while"


def test_there_are_enough_articles_and_every_district_has_one() -> None:
    assert len(demo.articles("de")) >= 44
    assert len(demo.articles("en")) == 4
    assert len(demo.articles("de-simple")) == 3
    districts = Counter(article["district"] for article in demo.articles("de"))
    assert set(districts) == demo.slugs("districts") | {""}
    assert districts[""] >= 8
    keys = [(a["district"], a["slug"], a["language"]) for a in ARTICLES.values()]
    assert len(keys) == len(set(keys))


def test_translated_articles_name_one_german_article() -> None:
    german = Counter(article["slug"] for article in demo.articles("de"))
    for article in demo.articles("en") + demo.articles("de-simple"):
        assert german[article["translation_of"]] == 1, article["slug"]


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_has_a_believable_history(name: str) -> None:
    article = ARTICLES[name]
    revisions = article["revisions"]
    assert 2 <= len(revisions) <= 8
    assert {revision["author"] for revision in revisions} <= demo.slugs("people")
    assert len({revision["author"] for revision in revisions}) >= 2
    age = [revision["days_ago"] * 24 - revision["hour"] for revision in revisions]
    assert age == sorted(age, reverse=True)
    assert len(age) == len(set(age))
    assert all(revision["summary"] for revision in revisions)
    texts = demo.bodies(article)
    assert all(before != after for before, after in pairwise(texts))
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in texts)
    assert set(article["topics"]) <= demo.slugs("topics")
    assert article["topics"]


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_reads_well(name: str) -> None:
    article = ARTICLES[name]
    body = demo.bodies(article)[-1]
    assert article["slug"] == slugify(article["title"]), "wiki links find articles by title"
    assert 120 <= len(body.split()) <= 700
    assert body.count("\n:::") % 2 == 0 or body.startswith(":::")
    lines = body.split("\n")
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.startswith("#"):
            assert (before, after) == ("", ""), line
        if re.match(r"- |\d+\. |\|", line) and before:
            assert re.match(r"- |\d+\. |\|", before), f"no empty line before: {line}"


def test_wiki_links_lead_to_articles_with_few_exceptions() -> None:
    names = {row["name"]: row["slug"] for row in demo.rows("districts")}
    there = {(article["district"], article["slug"]) for article in demo.articles("de")}
    red = set()
    for article in demo.articles("de"):
        for link in WIKI_LINK.finditer(demo.bodies(article)[-1]):
            slug = slugify(link["title"])
            if link["district"] is not None:
                wanted = {(names[link["district"]], slug)}
            else:
                wanted = {(article["district"], slug), ("", slug)}
            if not wanted & there:
                red.add(link[0])
    assert 1 <= len(red) <= 6, red


def test_pages_are_complete_and_translated() -> None:
    german = demo.pages("de")
    kinds = Counter(page["type"] for page in german.values())
    assert len(german) >= 14
    assert (kinds["home"], kinds["series"], kinds["theme"]) == (1, 2, 3)
    assert kinds["article"] >= 6
    both = set(demo.pages("en")) & set(demo.pages("de-simple"))
    assert len(both) >= 4
    for locale in ("en", "de-simple"):
        for path, page in demo.pages(locale).items():
            assert page["translation_of"] == path
            assert path in german
    for page in demo.files("pages").values():
        assert set(page["authors"]) <= demo.slugs("people")
        assert set(page.get("topics", [])) <= demo.slugs("topics")
        assert page["intro"]
        assert page["body"] or page["type"] == "home"  # which shows what others have written


def test_series_and_their_parts_know_each_other() -> None:
    pages = demo.pages("de")
    series = {path: page for path, page in pages.items() if page["type"] == "series"}
    listed = [part for page in series.values() for part in page["parts"]]
    assert sorted(listed) == sorted(p for p, page in pages.items() if page["type"] == "article")
    assert any(page.get("announced") for page in series.values())
    cited: dict[str, set[str]] = {path: set() for path in series}
    for part in listed:
        page = pages[part]
        assert part.startswith(page["series"] + "/")
        cited[page["series"]] |= set(re.findall(r"\[@([^\]]+)\]", " ".join(demo.texts(page))))
    for path, page in series.items():
        assert cited[path] == {source["key"] for source in page["literature"]}


def test_pages_use_only_known_blocks() -> None:
    for name, page in demo.files("pages").items():
        for block in page["body"]:
            assert block["type"] in {"heading", "text", "quote", "callout", "steps"}, name
            assert isinstance(block["value"], list if block["type"] == "steps" else str), name
            assert "|---" not in str(block["value"]), f"{name}: no tables in rich text"


def test_nobody_can_be_reached() -> None:
    for name, text in demo.all_texts():
        for number in PHONE.findall(re.sub(r"https?://\S+", "", text)):
            assert FREE_PHONE.fullmatch(number.strip()), f"{name}: {number}"
        assert all(mail.endswith(".example") for mail in MAIL.findall(text)), name
    for row in demo.rows("actors"):
        assert re.fullmatch(r"(https://www\.[a-z0-9-]+\.example/)?", row["website"]), row["slug"]


def test_our_own_words_keep_the_tone() -> None:
    for name, text in demo.all_texts():
        assert "!" not in text.replace("![](", ""), f"{name}: {text}"
        assert not GENDER_SIGN.search(text), f"{name}: {GENDER_SIGN.search(text)}"
        assert text == text.strip() or "\n" in text or text.startswith(" "), f"{name}: {text!r}"


def simple_texts() -> dict[str, str]:
    """Return everything in Leichte Sprache as plain text, by slug or path."""
    found = {
        article["slug"]: to_plain(demo.bodies(article)[-1])
        for article in demo.articles("de-simple")
    }
    for path, page in demo.pages("de-simple").items():
        parts = [page["title"], page["intro"]]
        parts += [text for block in page["body"] for text in demo.texts(block["value"])]
        found[path] = "\n\n".join(to_plain(part) for part in parts)
    return found


@pytest.mark.parametrize("name", simple_texts())
def test_leichte_sprache_is_written_properly(name: str) -> None:
    text = simple_texts()[name]
    for sentence in sentences(text):
        assert len(words(sentence.text)) <= 12, sentence.text
    assert [(hint.kind, text[hint.start : hint.end]) for hint in hints(text)] == []
