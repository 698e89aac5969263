"""The one list of blocks that every page type's body offers, in the order of the chooser."""

from wagtail import blocks

from cms.blocks.easy import EasySectionBlock
from cms.blocks.known import ActorsBlock, DatesBlock, ProjectsBlock, SearchBoxBlock
from cms.blocks.literature import ReadingListBlock
from cms.blocks.media import DownloadBlock, PictureBlock
from cms.blocks.text_blocks import CalloutBlock, HeadingBlock, QuoteBlock, StepsBlock, TextBlock
from cms.blocks.video import VideoBlock
from cms.blocks.wiki import WikiPassageBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", PictureBlock()),
    ("quote", QuoteBlock()),
    ("callout", CalloutBlock()),
    ("steps", StepsBlock()),
    ("download", DownloadBlock()),
    ("video", VideoBlock()),
    ("literature", ReadingListBlock()),
    ("wiki_passage", WikiPassageBlock()),
    ("projects", ProjectsBlock()),
    ("actors", ActorsBlock()),
    ("dates", DatesBlock()),
    ("search_box", SearchBoxBlock()),
    ("easy_section", EasySectionBlock()),
]


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or BODY_BLOCKS, **kwargs)
