"""Editorial pages, what they are made of, and the settings of the site they stand in."""

from cms.models.authors import PageAuthor
from cms.models.base import BasePage
from cms.models.districts import DistrictIndexPage, DistrictPage
from cms.models.glossary import GlossaryTerm
from cms.models.home import HomePage
from cms.models.preview_pictures import PreviewPicture
from cms.models.series import ArticlePage, ArticleSeriesPage, SeriesIndexPage
from cms.models.settings import SiteSettings
from cms.models.standard import Duty, StandardPage
from cms.models.themes import ThemePage
from cms.models.translation_turns import TranslationTurn, WrittenSentence
from cms.models.version_checks import VersionCheck

__all__ = [
    "ArticlePage",
    "ArticleSeriesPage",
    "BasePage",
    "DistrictIndexPage",
    "DistrictPage",
    "Duty",
    "GlossaryTerm",
    "HomePage",
    "PageAuthor",
    "PreviewPicture",
    "SeriesIndexPage",
    "SiteSettings",
    "StandardPage",
    "ThemePage",
    "TranslationTurn",
    "VersionCheck",
    "WrittenSentence",
]
