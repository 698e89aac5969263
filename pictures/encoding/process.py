"""The process that draws a picture anew: `python -m pictures.encoding.process`, file in, file out.

It reads the upload from its input and answers one line of JSON, then the new file::

    {"format": "JPEG", "width": 2560, "height": 1707} or {"refused": "pixels"}

`refused` is one of `Refusal`. Nothing of Django is loaded: the process starts in a fraction of a
second, and holds no secret that a reader of picture files could give away. Its limits are set
before the file is read; whoever started it ends it when it takes too long.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from typing import Any, cast

from PIL import Image, ImageOps

#: The longest side of what is kept, in pixels: enough for a screen and for a page of paper.
LONGEST = 2560
PIXELS = 50_000_000
#: Bytes that one picture may take while it is drawn: with the code of the libraries, about 40 MB,
#: the process stays below 300 MB. Addresses that are never touched are counted apart.
MEMORY, ADDRESSES = 272 * 1024 * 1024, 1536 * 1024 * 1024
CPU_SECONDS = 10
#: A picture of more pixels that cannot be read has probably lacked memory.
MANY = 20_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
QUALITY = 87
#: A drawing of so few colours stays one: lines of a plan grow blurred in a photo's format.
FEW_COLOURS = 256
#: Modes that can be made smaller as they are; what has more bits or a palette is made plain before.
_PLAIN = ("L", "RGB", "RGBA", "LA", "CMYK")
#: Rows that are made smaller at once: a copy of all would be as large as the picture.
_ROWS = 16


class Refusal:
    """Why a file was not taken."""

    KIND, PIXELS, MEMORY, BROKEN = "kind", "pixels", "memory", "broken"


def main() -> None:
    """Answer for the file in the input."""
    _limit()
    warnings.simplefilter("ignore")
    answer, data = answered(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it writes into no file
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def answered(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what is said of a picture, and its new file; of a moving one, its first frame."""
    _register()
    Image.MAX_IMAGE_PIXELS = None  # asked below, with an answer of our own
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.UnidentifiedImageError:
        return {"refused": Refusal.KIND}, b""
    except Exception:  # whatever the readers of damaged files raise
        # That of WebP takes its memory here already, and does not say that it got none.
        lacked = data.startswith(b"RIFF")
        return {"refused": Refusal.MEMORY if lacked else Refusal.BROKEN}, b""
    with opened:
        pixels = opened.width * opened.height
        if pixels > PIXELS:
            return {"refused": Refusal.PIXELS}, b""
        try:
            return _drawn(opened)
        except Exception as error:  # see above
            # Most readers do not say that they got no memory.
            lacked = isinstance(error, MemoryError) or pixels > MANY
            return {"refused": Refusal.MEMORY if lacked else Refusal.BROKEN}, b""


def _drawn(opened: Image.Image) -> tuple[dict[str, Any], bytes]:
    is_drawn = opened.format == "PNG"
    upright, profile = _smaller(opened)
    return _encoded(upright, profile, is_drawn=is_drawn)


def _register() -> None:
    import pillow_heif  # only here: whoever imports this module for its figures needs no reader

    # Frames beside the first, thumbnails and depth maps are not looked at; one thread is enough.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    pillow_heif.options.DECODE_THREADS = 1


def _smaller(picture: Image.Image) -> tuple[Image.Image, bytes | None]:
    """Return the pixels, at most so many, the right way up; and what their colours mean."""
    profile = picture.info.get("icc_profile")
    turned = picture.getexif().get(0x0112, 1)
    if picture.format == "JPEG":
        picture.draft(None, (LONGEST, LONGEST))  # read smaller from the start
    picture.load()
    made = _reduced(picture, max(1, max(picture.size) // LONGEST))
    if max(made.size) > LONGEST:
        made.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    made = _upright(made, turned)
    if made.mode == "CMYK":
        made, profile = _from_ink(made, profile)
    return made, profile if made.mode in ("RGB", "RGBA") else None


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    """Return a picture in a plain mode, made smaller by a whole number, some rows at a time."""
    first = _plain(picture.crop((0, 0, 1, 1)))
    size = (-(-picture.width // factor), -(-picture.height // factor))
    made = Image.new(first.mode, size)
    for at in range(0, picture.height, _ROWS * factor):
        end = min(at + _ROWS * factor, picture.height)
        rows = _plain(picture.crop((0, at, picture.width, end)))
        made.paste(rows.reduce(factor) if factor > 1 else rows, (0, at // factor))
    return made


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode in _PLAIN and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith(("I", "F")):
        # Sixteen bits a pixel, as scanners write them.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_holes = "transparency" in picture.info or picture.mode in ("PA", "RGBa", "La")
    return picture.convert("RGBA" if has_holes else "RGB")


def _upright(made: Image.Image, turned: int) -> Image.Image:
    if turned not in range(2, 9):
        return made
    # Pillow turns by what the picture itself says.
    said = made.getexif()
    said[0x0112] = turned
    return ImageOps.exif_transpose(made)


def _from_ink(made: Image.Image, profile: bytes | None) -> tuple[Image.Image, None]:
    """Return the colours of a screen for those of a printer; its own profile says which."""
    if profile:
        # Few pictures come with the inks of a printer.
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(made, source, screen, outputMode="RGB")
            return cast(Image.Image, turned), None
        except (ImageCms.PyCMSError, OSError):
            pass
    return made.convert("RGB"), None


def _encoded(
    made: Image.Image, profile: bytes | None, *, is_drawn: bool
) -> tuple[dict[str, Any], bytes]:
    has_holes = made.mode in ("RGBA", "LA") and made.getextrema()[-1][0] < 255  # type: ignore[index]
    if not has_holes and made.mode not in ("RGB", "L"):
        made = made.convert("RGB")
    drawing = has_holes or (is_drawn and made.getcolors(FEW_COLOURS) is not None)
    # Writers of Pillow take over what they find beside the pixels: a new picture has nothing there.
    bare = Image.new(made.mode, made.size)
    bare.paste(made)
    kind = "PNG" if drawing else "JPEG"
    how: dict[str, Any] = {"icc_profile": profile} if profile else {}
    how |= {} if drawing else {"quality": QUALITY, "progressive": True}
    out = io.BytesIO()
    bare.save(out, kind, **how)
    return {"format": kind, "width": bare.width, "height": bare.height}, out.getvalue()


if __name__ == "__main__":
    main()
