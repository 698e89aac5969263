"""Whatever is read as a name or a title goes through one rule: every field, every block.

A new field of one line fails here until it stands under the rule, or is listed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Collection

from cms.admin import foreign_titles
from cms.blocks.titles import TitleBlock
from text import names

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OURS = {
    "accounts",
    "cms",
    "community",
    "config",
    "districts",
    "pictures",
    "search",
    "versions",
    "wiki",
}
FOREIGN = {"auth", "taggit", "wagtailcore", "wagtaildocs", "wagtailimages", "wagtailredirects"}
BAD = {
    "marks": "Fest" + "\u0301" * 60,
    "direction": "Fest \u202efed.exe",
    "filler": "Fest\u3164",
    "tags": "Fest\U000e0041",
    "control": "Fest\x07",
}

#: Held by `clean()` of the model: forms say it at the field.
CLEANED = {
    "cms.GlossaryTerm": {"term"},
    "cms.PageAuthor": {"name", "role"},
    "pictures.Picture": {"title", "credit"},
    "cms.SiteSettings": {"name", "tagline", "operator", "comment_question", "comment_answers"},
    "cms.HomePage": {"heading", "search_help", "checked_by"},
    "search.SynonymSet": {"note"},
    "wiki.Starter": {"title", "sentence"},
    **{
        f"cms.{kind}": {"checked_by"}
        for kind in (
            "ArticlePage ArticleSeriesPage DistrictIndexPage DistrictPage SeriesIndexPage "
            "StandardPage ThemePage"
        ).split()
    },
    "wagtailcore.Page": {"title", "seo_title"},
}
#: Held by the services that write them, and their forms.
BY_SERVICES = {
    "accounts.User": {"name"},
    "community.Case": {"author_name"},
    "community.Comment": {"author_name"},
    "districts.Actor": {"name", "address", "phone", "licence"},
    "districts.City": {"name", "sentence", "district_term", "district_term_plural"},
    "districts.CouncilPaper": {"title", "reference", "paper_type", "licence"},
    "districts.Date": {"title", "place", "phone", "licence"},
    "districts.District": {"name", "short", "sentence"},
    "districts.Need": {"title", "licence"},
    "districts.Network": {"title", "licence"},
    "districts.Project": {"title", "duration", "funded_by", "licence"},
    "districts.TargetGroup": {"name"},
    "districts.Topic": {"name"},
    "wiki.Article": {"title"},
    "wiki.Revision": {"author_name", "title"},
    **{f"districts.{kind}Revision": {"author_name"} for kind in ("Actor", "Date", "Network")},
    "districts.ProjectRevision": {"author_name"},
}
#: No names: what they are instead.
REASONS = {
    "made by us": {
        *("sort_key", "external_digest", "sha256", "file_hash", "sign_digest", "digest", "path"),
        *("filter_spec", "focal_point_key", "receipt", "state", "purpose", "address", "done"),
        *("key", "key_hash", "prefix", "codename", "job", "running", "error", "cache_key"),
        *("object_kind", "place_kind", "scope_kind", "kind", "action", "facet", "value"),
        *("held_because", "language", "language_code", "object_id", "to_object_id", "purposes"),
        *("recurrence", "draft_title", "stem", "editor", "failed_because", "message"),
        *(
            "title_words",
            "module",
            "made_by",
            "made_of",
            "upload_digest",
            "taken",
            "search",
            "parameters",
        ),
        *("worklist",),
    },
    "addresses, codes and passwords": {
        *("url", "old_path", "redirect_page_route_path", "stop_url", "hostname", "password"),
        *("external_id", "sign_language"),
    },
    "sentences about something, shown below its name": {
        *("summary", "reason", "state_reason", "text", "note", "open_to", "costs"),
        *("cancelled_because", "description", "caption", "query"),
    },
    "words of a text, by which they are found again": {
        *("passage", "passage_before", "passage_after"),
    },
    "copies of names that stand under the rule": {"label", "city", "city_label", "subject"},
}
COPIES = {("community.Case", "title"), ("community.LogEntry", "title"), ("wiki.Link", "title")}
#: Named by Django from the names of models, keys of what an app has registered, or files.
NOT_NAMED = {
    ("auth.Permission", "name"),
    ("community.Mail", "topic"),
    ("community.MailStop", "topic"),
    ("community.Responsibility", "role"),
    ("pictures.DiscardedFile", "name"),
}


def lines() -> Iterator[tuple[str, str]]:
    """Every field of one line that is no choice."""
    for model in apps.get_models():
        if model._meta.app_label in OURS | FOREIGN:
            for field in model._meta.local_concrete_fields:
                if type(field) is models.CharField and not field.choices:
                    yield model._meta.label, field.name


def test_every_line_stands_under_the_rule_or_is_no_name() -> None:
    reasons = set().union(*REASONS.values())
    held = {(label, name) for label, known in (CLEANED | BY_SERVICES).items() for name in known}
    held |= set(foreign_titles.FIELDS.items()) | COPIES | NOT_NAMED
    # Ours is another model of pictures; Wagtail's has no rows.
    held |= {("wagtailimages.Image", "title")}
    left = {(label, name) for label, name in lines() if name not in reasons}
    assert left - held == set(), "new: hold the rule, or say why it is no name"
    assert held - set(lines()) == set(), "gone"


@pytest.mark.parametrize("why", BAD)
@pytest.mark.parametrize(
    ("label", "field"),
    [(label, field) for label, fields in CLEANED.items() for field in sorted(fields)],
)
def test_a_model_of_ours_says_why_it_is_none(label: str, field: str, why: str) -> None:
    model: Any = apps.get_model("cms.StandardPage" if label == "wagtailcore.Page" else label)
    row = model(**{field: BAD[why]})
    if label == "search.SynonymSet":
        row.words = "Rad\nFahrrad"
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert field in refused.value.error_dict


@pytest.mark.parametrize("why", BAD)
@pytest.mark.parametrize("label", foreign_titles.FIELDS)
def test_a_model_of_wagtails_refuses_it_in_forms_and_puts_it_right_elsewhere(
    label: str, why: str
) -> None:
    model: Any = apps.get_model(label)
    field = foreign_titles.FIELDS[label]
    row = model(**{field: BAD[why]})
    with pytest.raises(ValidationError) as refused:
        row.clean_fields(exclude=[f.name for f in model._meta.fields if f.name != field])
    assert field in refused.value.error_dict
    foreign_titles.put_right(instance=row)
    assert names.problem(getattr(row, field)) == ""
    assert getattr(row, field).startswith(("Fest", "Fest"))


def test_it_is_put_right_when_it_is_saved() -> None:
    made = Collection.get_first_root_node().add_child(name="Bil\u202eder\nneu\u3164")
    made.refresh_from_db()
    assert made.name == "Bilder neu"


def test_tags_are_the_same_however_they_are_spelled() -> None:
    assert foreign_titles.tags_of("Fe\u0301te, F\u00e9te, \u3164, Hof\u200b") == ["Féte", "Hof"]


@pytest.mark.parametrize("why", BAD)
def test_words_that_nobody_can_see_are_no_synonyms(why: str) -> None:
    row = apps.get_model("search.SynonymSet")(words=f"Rad\n{BAD[why]}")
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert "words" in refused.value.error_dict


# --- blocks

#: Single lines in blocks that are no titles.
LINES = {"path", "link", "key", "section", "alt_text"}


def fields_of(block: blocks.Block, seen: set[int]) -> Iterator[tuple[str, blocks.CharBlock]]:
    """Every block of one line below a block."""
    if id(block) in seen:
        return
    seen.add(id(block))
    if isinstance(block, blocks.CharBlock):
        yield block.name, block
    children = getattr(block, "child_blocks", {}).values()
    child = getattr(block, "child_block", None)
    for inner in [*children, *([child] if child else [])]:
        yield from fields_of(inner, seen)


def test_every_title_in_a_block_stands_under_the_rule() -> None:
    found: list[tuple[str, blocks.CharBlock]] = []
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.fields:
                if isinstance(field, StreamField):
                    found += fields_of(field.stream_block, set())
    loose = {name for name, block in found if not isinstance(block, TitleBlock)}
    assert loose <= LINES
    assert len(found) > 10


@pytest.mark.parametrize("why", BAD)
def test_a_block_says_why_it_is_no_title(why: str) -> None:
    with pytest.raises(ValidationError):
        TitleBlock(required=False).clean(BAD[why])
    assert TitleBlock(required=False).clean("  Fest\nim  Hof\u00ad ") == "Fest im Hof"
    assert TitleBlock(required=False).clean("") == ""
