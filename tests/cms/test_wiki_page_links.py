"""`[[seite:…]]` in the wiki leads to an editorial page, as long as everybody may read it."""

import pytest
from wagtail.models import PageViewRestriction

from tests.cms.conftest import MakePage
from tests.wiki.factories import article
from wiki.models import Article, Revision

pytestmark = pytest.mark.any_database


def html_of(body: str, language: str = "de") -> str:
    made: Article = article(
        title=f"Verweis {Article.objects.count()}", body=body, language=language
    )
    return Revision.objects.get(article=made, number=1).html


def test_a_page_is_found_by_title_and_by_address(make_page: MakePage) -> None:
    make_page("nachbarn-finden", title="Nachbarn finden")
    for link in ("seite:Nachbarn finden", "seite:nachbarn-finden", "seite:NACHBARN FINDEN"):
        assert 'href="/nachbarn-finden/"' in html_of(f"[[{link}]]"), link
    shown = html_of("[[seite:Nachbarn finden|hier steht es]]")
    assert ">hier steht es</a>" in shown


def test_the_page_of_the_texts_language_comes_first(make_page: MakePage) -> None:
    german = make_page("treffpunkt", title="Treff")
    make_page("meeting", title="Treff", locale="en", translation_of=german)
    assert 'href="/treffpunkt/"' in html_of("[[seite:Treff]]")


@pytest.mark.parametrize("why", ["unknown", "unpublished", "private"])
def test_what_not_everybody_may_read_is_no_link(make_page: MakePage, why: str) -> None:
    if why != "unknown":
        page = make_page("intern", title="Geheimplan")
        if why == "unpublished":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
    shown = html_of("[[seite:Geheimplan|der Plan]]")
    assert "der Plan" in shown
    assert "href" not in shown


def test_pages_of_one_address_are_told_apart_by_the_language_of_the_text(
    make_page: MakePage,
) -> None:
    german = make_page("treffpunkt", title="Treff")
    for code in ("en", "de-simple"):
        make_page("treffpunkt", title="Treff", locale=code, translation_of=german)
    for code, prefix in (("de", ""), ("en", "/en"), ("de-simple", "/de-simple")):
        for link in ("[[seite:Treff]]", "[[seite:treffpunkt]]"):
            assert f'href="{prefix}/treffpunkt/"' in html_of(link, code), (code, link)


def test_without_a_page_in_its_language_a_text_links_to_the_german_one(make_page: MakePage) -> None:
    make_page("treffpunkt", title="Treff", locale="de-simple")
    make_page("treffpunkt", title="Treff")
    assert 'href="/treffpunkt/"' in html_of("[[seite:Treff]]", "en")
