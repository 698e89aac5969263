"""Pictures, their sizes, where they belong, and what of files is still to be deleted."""

from pictures.models.files import ORIGINALS, SHOWN_BY_VIEW, SIZES, PictureFile
from pictures.models.pictures import DiscardedFile, Picture, Rendition
from pictures.models.places import PicturePlace
from pictures.models.said import People, SaidOfPicture

__all__ = [
    "ORIGINALS",
    "SHOWN_BY_VIEW",
    "SIZES",
    "DiscardedFile",
    "People",
    "Picture",
    "PictureFile",
    "PicturePlace",
    "Rendition",
    "SaidOfPicture",
]
