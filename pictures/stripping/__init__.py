"""Which bytes of an uploaded picture are the picture?

A photo carries where and when it was taken, with which camera, by whom, and often a small picture
of what was cut away. None of that goes into our storage. What draws the picture (pixels, colours,
transparency, movement) is kept byte for byte; only a photo that has to be turned is encoded anew.
"""

from pictures.stripping.bare import (
    BROKEN,
    TooManyPixels,
    UnreadablePicture,
    bare,
    check,
    check_pixels,
    is_picture,
)

__all__ = [
    "BROKEN",
    "TooManyPixels",
    "UnreadablePicture",
    "bare",
    "check",
    "check_pixels",
    "is_picture",
]
