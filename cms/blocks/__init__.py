"""What the text of a page is made of; editors choose from these."""

from cms.blocks.body import BODY_BLOCKS, BodyBlock
from cms.blocks.literature import LiteratureBlock
from cms.blocks.navigation import LinkBlock, NoticeBlock

__all__ = ["BODY_BLOCKS", "BodyBlock", "LinkBlock", "LiteratureBlock", "NoticeBlock"]
