"""Forty files that people, cameras and attackers send, all of them made here."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, PngImagePlugin

from pictures.encoding import anew, process
from pictures.encoding.anew import Drawn

#: Stands in everything that tells of a picture, and must stand in nothing that is kept.
SECRET = b"Geheimnisweg 7"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>' + SECRET + b"</rdf></x:xmpmeta>"


def exif(turned: int = 1) -> bytes:
    """Return Exif data with a place, a name, a camera, and which way is up."""
    said = Image.Exif()
    said[0x0112] = turned
    said[0x010F] = said[0x013B] = said[0x9286] = SECRET.decode()
    said.get_ifd(0x8825).update({1: "N", 2: (48.0, 46.0, 30.0), 3: "E", 4: (9.0, 10.0, 50.0)})
    return said.tobytes()


def photo(width: int = 90, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Return a picture, dark on its left and light on its right."""
    return Image.linear_gradient("L").rotate(90).resize((width, height)).convert(mode)


def plain(width: int, height: int) -> Image.Image:
    """Return a picture of one colour, quick to be made."""
    return Image.new("RGB", (width, height), "teal")


def saved(kind: str, picture: Image.Image | None = None, **how: Any) -> bytes:
    """Return the file of a picture."""
    out = io.BytesIO()
    (picture or photo()).save(out, kind, **how)
    return out.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_claiming(width: int, height: int, pixels: bytes = b"") -> bytes:
    """Return a small PNG file that says it is large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(pixels)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _said() -> PngImagePlugin.PngInfo:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", SECRET.decode())
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return said


def _moving(kind: str) -> bytes:
    frames = [photo(), Image.new("RGB", (90, 60), "red")]
    return saved(kind, frames[0], save_all=True, append_images=frames[1:], duration=100)


def _transparent() -> Image.Image:
    picture = photo(mode="RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<html><script>alert(1)</script></html>"
Make = Callable[[], bytes]
#: What is taken, by what it is.
TAKEN: dict[str, Make] = {
    "jpeg": lambda: saved("JPEG"),
    "jpeg with a place, a name and XMP": lambda: saved(
        "JPEG", exif=exif(), xmp=XMP, comment=SECRET
    ),
    **{
        f"jpeg turned {turned}": (lambda turned=turned: saved("JPEG", exif=exif(turned)))
        for turned in (3, 5, 6, 8)
    },
    "jpeg, progressive": lambda: saved("JPEG", progressive=True),
    "jpeg, grey": lambda: saved("JPEG", photo(mode="L")),
    "jpeg, for printers": lambda: saved("JPEG", photo(mode="CMYK"), exif=exif()),
    "jpeg and a page behind it": lambda: saved("JPEG") + PAGE,
    "jpeg and an archive behind it": lambda: saved("JPEG") + b"PK\3\4" + SECRET * 9,
    "jpeg with a page in its comment": lambda: saved("JPEG", comment=PAGE),
    "jpeg of twelve megapixels": lambda: saved("JPEG", photo(4000, 3000), exif=exif(6)),
    "png": lambda: saved("PNG"),
    "png with words, XMP and Exif": lambda: saved("PNG", pnginfo=_said(), exif=exif()),
    "png, transparent": lambda: saved("PNG", _transparent(), pnginfo=_said()),
    "png, palette": lambda: saved("PNG", photo().convert("P"), transparency=0),
    "png, sixteen bits": lambda: saved("PNG", photo(mode="I").convert("I;16")),
    "png, one bit": lambda: saved("PNG", photo(mode="1")),
    "png, grey and transparent": lambda: saved("PNG", photo(mode="LA")),
    "png, moving": lambda: _moving("PNG"),
    "png and a page behind it": lambda: saved("PNG") + PAGE + SECRET,
    "png, a line of many pixels": lambda: saved("PNG", photo(20_000, 2)),
    "webp": lambda: saved("WEBP", exif=exif(), xmp=XMP),
    "webp, lossless": lambda: saved("WEBP", _transparent(), lossless=True),
    "webp, moving": lambda: _moving("WEBP"),
    "avif": lambda: saved("AVIF", exif=exif(), xmp=XMP, speed=10),
    "avif, transparent": lambda: saved("AVIF", _transparent(), speed=10),
    "heic": lambda: saved("HEIF", exif=exif(), xmp=XMP),
    "heic, larger than what is kept": lambda: saved("HEIF", plain(2600, 600), exif=exif()),
}
#: What is refused, by what it is, and a word of the answer.
REFUSED: dict[str, tuple[Make, str]] = {
    "svg": (lambda: SVG, "WrongKind"),
    "a page": (lambda: PAGE, "WrongKind"),
    "pdf": (lambda: b"%PDF-1.7 " + SECRET, "WrongKind"),
    "gif": (lambda: saved("GIF"), "WrongKind"),
    "tiff": (lambda: saved("TIFF"), "WrongKind"),
    "nothing but a head": (lambda: b"\xff\xd8\xff", "WrongKind"),
    "jpeg, cut": (lambda: saved("JPEG", photo(900, 600))[:900], "Damaged"),
    "png, cut": (lambda: saved("PNG", photo(900, 600))[:300], "Damaged"),
    "heic, cut": (lambda: saved("HEIF", photo(900, 600))[:-300], "Damaged"),
    "png, nothing in it": (lambda: png_claiming(90, 60), "Damaged"),
    "png that says a gigapixel": (lambda: png_claiming(40_000, 40_000), "TooLarge"),
    "png, one line too many": (lambda: png_claiming(50_000, 1001), "TooLarge"),
    "png, a bomb": (lambda: png_claiming(7000, 7000, bytes(7000 * 21_001)), ""),
    "webp of many pixels": (lambda: saved("WEBP", plain(9000, 5000)), "TooMuchWork"),
}


def drawn_here(data: bytes) -> Drawn:
    """Draw in this process, without its limits."""
    answer, made = process.answered(data)
    if "refused" in answer:
        raise anew._REFUSALS[answer["refused"]]
    return Drawn(made, anew._ENDINGS[answer["format"]], answer["width"], answer["height"])
