"""Taking from a picture all that is not to be seen in it, and telling whether it can be read."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pillow_heif
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from pictures.stripping import containers

#: What may go wrong in somebody else's file; Pillow's readers raise all of these.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError),
    *(OverflowError, ZeroDivisionError, MemoryError, RuntimeError, NotImplementedError),
    *(struct.error, UnidentifiedImageError, Image.DecompressionBombError),
    Image.DecompressionBombWarning,
)
_ORIENTATION, _UPRIGHT = 0x0112, 1
#: Fine enough that nobody sees the difference, for formats that cannot be kept as they are.
_QUALITY = 92
pillow_heif.register_heif_opener()


class UnreadablePicture(ValueError):
    """The file says that it is a picture, and cannot be read as one."""


class TooManyPixels(UnreadablePicture):
    """Reading the picture would take more memory than a process may have."""

    def __init__(self, pixels: int | None) -> None:
        super().__init__(f"{pixels or 'too many'} pixels")
        self.pixels = pixels


def is_picture(head: bytes) -> bool:
    """Say by its first 16 bytes whether a file is a picture that this module can make bare."""
    return _format(head) != ""


def bare(data: bytes) -> bytes:
    """Return a picture without all that is not to be seen in it, turned the way it is looked at.

    What is no picture is returned as it is. Raises `UnreadablePicture`.
    """
    kind = _format(data[:16])
    if not kind:
        return data
    with _named():
        if kind not in _KEEPING:
            return data if _draws_only(data, kind) else _anew(data, kind)
        kept, exif = _KEEPING[kind](data)
        return _turned(data, kind) if _is_turned(exif) else kept


def check_pixels(data: bytes, limit: int) -> None:
    """Refuse a picture whose frames have more pixels together; asks its header, decodes nothing.

    Raises `TooManyPixels`, or `UnreadablePicture`. What is no picture passes.
    """
    if not _format(data[:16]):
        return
    try:
        with _named(), Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
            if pixels <= limit:  # counting frames may mean going through them
                pixels *= getattr(picture, "n_frames", 1)
    except UnreadablePicture as error:
        if isinstance(error.__cause__, Image.DecompressionBombError):
            raise TooManyPixels(None) from error
        raise
    if pixels > limit:
        raise TooManyPixels(pixels)


def check(data: bytes) -> None:
    """Read every frame of a picture to its end; `UnreadablePicture` where that cannot be done."""
    with _named(), Image.open(io.BytesIO(data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
            # Colours that do not exist are missed only where they are mixed, as every size is.
            frame.crop((0, 0, 1, 1)).convert("RGBA")


_KEEPING: dict[str, Callable[[bytes], tuple[bytes, bytes]]] = {
    "JPEG": containers.jpeg,
    "PNG": containers.png,
    "GIF": containers.gif,
    "WEBP": containers.webp,
}


def _format(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    return ""


#: The tags that say how the pixels of a TIFF file are to be read, and how they look.
_TIFF_DRAWS = frozenset(
    (*(254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 277, 278, 279, 280, 281, 282, 283, 284),
     *(292, 293, 296, 317, 318, 319, 320, 322, 323, 324, 325, 338, 339, 347, 529, 530, 531, 532),
     34675)
)  # fmt: skip
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1"), "HEIF"),
}


def _draws_only(data: bytes, kind: str) -> bool:
    """Say whether nothing need be left out of a file that could only be encoded anew."""
    if kind != "TIFF":
        return containers.draws_only(data)
    with Image.open(io.BytesIO(data)) as picture:
        frames: Any = ImageSequence.Iterator(picture)
        return all(_TIFF_DRAWS.issuperset(frame.tag_v2) for frame in frames)


def _is_turned(exif: bytes) -> bool:
    """Say whether Exif data wants the picture turned; what cannot be read wants nothing."""
    if not exif:
        return False
    found = Image.Exif()
    try:
        found.load(exif)
        return found.get(_ORIENTATION, _UPRIGHT) in range(2, 9)
    except BROKEN:
        return False


def _turned(data: bytes, kind: str) -> bytes:
    """Encode a picture anew, upright; a moving one stays as it lies."""
    with Image.open(io.BytesIO(data)) as picture:
        if getattr(picture, "n_frames", 1) > 1 and kind != "JPEG":
            return _KEEPING[kind](data)[0]
        how = _how(picture, kind)
        return _encoded([_plain(ImageOps.exif_transpose(picture))], kind, how)


def _how(picture: Image.Image, kind: str) -> dict[str, Any]:
    """Return how to encode a picture so that it stays as good as it was."""
    how: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile") or None}
    if isinstance(picture, JpegImageFile):
        sampling = get_sampling(picture)
        how |= {"qtables": picture.quantization, "subsampling": max(sampling, 0)}
    elif kind == "TIFF":
        how |= {"compression": "tiff_deflate"}
    elif kind != "PNG":
        how |= {"quality": _QUALITY}
    return how


def _anew(data: bytes, kind: str) -> bytes:
    """Encode all frames anew: in these formats nothing can be left out without moving the rest."""
    with Image.open(io.BytesIO(data)) as picture:
        how = _how(picture, kind)
        times = []
        frames = []
        for frame in ImageSequence.Iterator(picture):
            frame.load()
            times.append(frame.info.get("duration", 0))
            frames.append(_plain(ImageOps.exif_transpose(frame)))
    if kind == "AVIF" and len(frames) > 1:
        how["duration"] = [round(time) for time in times]
    return _encoded(frames, kind, how)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels alone; writers of Pillow take over what they find beside them."""
    # A copy has none of them, whatever class it is made of; only what it is told in `info`.
    plain: Image.Image = picture.copy()
    plain.info = {n: v for n, v in picture.info.items() if n == "transparency"}
    return plain


def _encoded(frames: list[Image.Image], kind: str, how: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    if len(frames) > 1:
        how = {**how, "save_all": True, "append_images": frames[1:]}
    frames[0].save(made, kind, **how)
    return made.getvalue()


@contextmanager
def _named() -> Iterator[None]:
    """Give one name to all that can be wrong; what Pillow only warns of is not wrong enough."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except BROKEN as error:
        raise UnreadablePicture(str(error)) from error
