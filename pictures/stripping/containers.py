"""Which parts of a picture file draw the picture? Lists of what is kept; all else is left out.

Each function takes the bytes of a file and returns them without what only tells of it, and the
Exif data it held (empty without). `ValueError` and `struct.error` where the file is not built as
its kind is. What stands behind the end of a picture is not part of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

# --- JPEG: segments. APP0 tells the density, APP2 holds the colour profile, APP14 how colours are
# mixed; all other APPn are Exif, XMP, IPTC, further pictures, or the camera's own.
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_START_OF_SCAN, _END = 0xDA, 0xD9
_RESTARTS = range(0xD0, 0xD8)
_PROFILE, _EXIF = b"ICC_PROFILE\0", b"Exif\0\0"


def jpeg(data: bytes) -> tuple[bytes, bytes]:
    """Keep the segments that draw; a thumbnail in the first one is left out, too."""
    kept, exif, at = [data[:2]], b"", 2
    while at < len(data):
        marker, start = _marker(data, at)
        if marker == _END:
            break
        end = start + struct.unpack_from(">H", data, start)[0]
        body = data[start + 2 : end]
        if marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        kept.append(_segment(marker, body))
        at = end
        if marker == _START_OF_SCAN:
            at = _scan_end(data, end)
            kept.append(data[end:at])
    return b"".join(kept) + b"\xff\xd9", exif


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the next marker and where its segment begins; fill bytes are passed over."""
    at = data.find(b"\xff", at)
    while at >= 0 and data[at : at + 1] == b"\xff":
        at += 1
    if at < 0 or at >= len(data):
        return _END, len(data)
    return data[at], at + 1


def _segment(marker: int, body: bytes) -> bytes:
    if marker == _APP0 and body.startswith(b"JFIF\0"):
        body = body[:12] + b"\0\0"  # width and height of a thumbnail: none
    elif marker == _APP14 and body.startswith(b"Adobe"):
        body = body[:12]
    elif marker == _APP2 and body.startswith(_PROFILE):
        pass
    elif marker == _COMMENT or _APP0 <= marker <= _APP15:
        return b""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _scan_end(data: bytes, at: int) -> int:
    """Return where the pixels end: at the next marker that is no part of them."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and data[at + 1] not in _RESTARTS and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


# --- PNG: chunks.
_PNG_DRAWS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI"
    b" acTL fcTL fdAT".split()
)
_PNG_HEAD = 8


def png(data: bytes) -> tuple[bytes, bytes]:
    """Keep the chunks that draw."""
    kept, exif, at = [data[:_PNG_HEAD]], b"", _PNG_HEAD
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("a chunk is longer than the file")
        if name in _PNG_DRAWS:
            kept.append(data[at:end])
        elif name == b"eXIf":
            exif = data[at + 8 : end - 4]
        at = end
        if name == b"IEND":
            break
    return b"".join(kept), exif


# --- GIF: blocks. Of what applications add, how often to repeat and the colours are kept.
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION, _PLAIN_TEXT = 0xF9, 0xFF, 0x01


def gif(data: bytes) -> tuple[bytes, bytes]:
    """Keep the blocks that draw and move; comments and what applications add are left out."""
    at = 13 + _table(data[10])
    kept, control = [data[:at]], b""
    while at < len(data) and data[at] != _TRAILER:
        if data[at] == _IMAGE:
            end = _sub_blocks(data, at + 10 + _table(data[at + 9]) + 1)
            kept += [control, data[at:end]]
            control = b""
        elif data[at] == _EXTENSION:
            label, end = data[at + 1], _sub_blocks(data, at + 2)
            if label == _CONTROL:
                control = data[at:end]
            elif label == _APPLICATION and data[at + 3 : at + 14] in _GIF_KEPT:
                kept.append(data[at:end])
            elif label == _PLAIN_TEXT:
                control = b""  # it was for this text
        else:
            raise ValueError("a block of an unknown kind")
        at = end
    return b"".join(kept) + bytes([_TRAILER]), b""


def _table(packed: int) -> int:
    """Return the size of a colour table, as the byte before it tells."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


# --- WebP: chunks in a RIFF file; frames of an animation hold chunks of their own.
_WEBP_DRAWS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_FRAME_DRAWS = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_FRAME_HEAD = 16
_NEITHER_EXIF_NOR_XMP = 0xFF ^ 0x0C


def webp(data: bytes) -> tuple[bytes, bytes]:
    """Keep the chunks that draw."""
    kept, exif = [], b""
    size = struct.unpack_from("<I", data, 4)[0]
    for name, body in _riff(data[12 : 8 + size]):
        if name == b"EXIF":
            exif = body.removeprefix(_EXIF)
        if name not in _WEBP_DRAWS:
            continue
        if name == b"VP8X":
            body = bytes([body[0] & _NEITHER_EXIF_NOR_XMP]) + body[1:]
        elif name == b"ANMF":
            parts = _riff(body[_FRAME_HEAD:])
            inner = [_chunk(part, held) for part, held in parts if part in _FRAME_DRAWS]
            body = body[:_FRAME_HEAD] + b"".join(inner)
        kept.append(_chunk(name, body))
    content = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(content)) + content, exif


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise ValueError("a chunk is longer than the file")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


# --- AVIF and HEIF: boxes. Leaving one out would move all others: it is only told whether there is
# one to leave out.
_BOXES_THAT_DRAW = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
_TELLING = (b"Exif", b"application/rdf+xml", b"udta", b"uuid", b"xml ", b"<x:xmpmeta")


def draws_only(data: bytes) -> bool:
    """Say whether an AVIF or HEIF file holds nothing but what draws."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        size = {0: len(data) - at, 1: 0}.get(size, size)
        if name not in _BOXES_THAT_DRAW or size < 8 or at + size > len(data):
            return False
        if name != b"mdat" and any(word in data[at : at + size] for word in _TELLING):
            return False
        at += size
    return at == len(data)
