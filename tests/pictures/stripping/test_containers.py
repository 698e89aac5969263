"""Which parts of a picture file are kept: byte by byte, kind by kind."""

import struct
import zlib
from collections.abc import Callable

import pytest

from pictures.stripping.containers import draws_only, gif, jpeg, png, webp

SECRET = b"48.77 N 9.18 E"
EXIF = b"Exif\0\0"


# --- JPEG


def segment(marker: int, body: bytes = b"") -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


START, END = b"\xff\xd8", b"\xff\xd9"
TABLE, SCAN = segment(0xDB, b"table"), segment(0xDA, b"scan") + b"pix\xff\x00\xff\xd0els"


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (b"", b""),
        (segment(0xE1, EXIF + SECRET), b""),
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET), b""),
        (segment(0xE2, b"MPF\0" + SECRET), b""),
        (segment(0xE2, b"ICC_PROFILE\0profile"), segment(0xE2, b"ICC_PROFILE\0profile")),
        (segment(0xED, b"Photoshop 3.0\0" + SECRET), b""),
        (segment(0xEE, b"Adobe\0\x64\0\0\0\0\0" + SECRET), segment(0xEE, b"Adobe\0\x64\0\0\0\0\0")),
        (segment(0xEE, b"Other" + SECRET), b""),
        (segment(0xEF, SECRET), b""),
        (segment(0xFE, SECRET), b""),
        (segment(0xE0, b"JFXX\0" + SECRET), b""),
        (
            segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x02" + SECRET),
            segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0"),
        ),
        # Fill bytes before a marker are allowed, and gone.
        (b"\xff\xff" + segment(0xDB, b"x"), segment(0xDB, b"x")),
    ],
)
def test_segments_of_a_jpeg(between: bytes, kept: bytes) -> None:
    data, _exif = jpeg(START + between + TABLE + SCAN + END)
    assert data == START + kept + TABLE + SCAN + END


def test_the_first_exif_is_told_and_what_follows_the_end_is_gone() -> None:
    one, two = segment(0xE1, EXIF + b"one"), segment(0xE1, EXIF + b"two")
    assert jpeg(START + one + two + SCAN + END + SECRET) == (START + SCAN + END, b"one")


def test_a_progressive_jpeg_has_several_scans() -> None:
    data = START + SCAN + TABLE + SCAN + segment(0xFE, SECRET) + END
    assert jpeg(data)[0] == START + SCAN + TABLE + SCAN + END


@pytest.mark.parametrize("cut", [b"", SCAN, SCAN + b"\xff"])
def test_a_jpeg_that_was_cut_off_gets_its_end(cut: bytes) -> None:
    data, _exif = jpeg(START + TABLE + cut)
    assert data.startswith(START + TABLE)
    assert data.endswith(END)


# --- PNG


def chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = b"\x89PNG\r\n\x1a\n"
HEAD, PIXELS, LAST = chunk(b"IHDR", b"head"), chunk(b"IDAT", b"pixels"), chunk(b"IEND")


@pytest.mark.parametrize("name", [b"PLTE", b"tRNS", b"gAMA", b"iCCP", b"pHYs", b"acTL", b"fdAT"])
def test_chunks_that_draw_stay(name: bytes) -> None:
    data = PNG + HEAD + chunk(name, b"x") + PIXELS + LAST
    assert png(data) == (data, b"")


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"prVt", b"idat"])
def test_chunks_that_tell_go(name: bytes) -> None:
    data, exif = png(PNG + HEAD + chunk(name, SECRET) + PIXELS + LAST + SECRET)
    assert data == PNG + HEAD + PIXELS + LAST
    assert exif == (SECRET if name == b"eXIf" else b"")


# --- GIF


def blocks(*bodies: bytes) -> bytes:
    return b"".join(bytes([len(body)]) + body for body in bodies) + b"\0"


def extension(label: int, *bodies: bytes) -> bytes:
    return bytes([0x21, label]) + blocks(*bodies)


def image(colours: int = 0) -> bytes:
    packed = 0x80 | (colours - 1) if colours else 0
    table = b"rgb" * 2**colours if colours else b""
    return b"\x2c" + b"\0" * 8 + bytes([packed]) + table + b"\x02" + blocks(b"pixels")


SCREEN = b"GIF89a" + b"\x01\0\x01\0" + b"\x80\0\0" + b"rgbrgb"
CONTROL = extension(0xF9, b"\x04\x0a\0\0")


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (image(), image()),
        (image(colours=1), image(colours=1)),
        (CONTROL + image() + CONTROL + image(), CONTROL + image() + CONTROL + image()),
        (extension(0xFE, SECRET, SECRET) + image(), image()),
        (extension(0xFF, b"XMP DataXMP", SECRET) + image(), image()),
        (
            extension(0xFF, b"NETSCAPE2.0", b"\x01\0\0") + image(),
            extension(0xFF, b"NETSCAPE2.0", b"\x01\0\0") + image(),
        ),
        # A plain text is no picture; the control before it was for it.
        (CONTROL + extension(0x01, SECRET) + image(), image()),
        (CONTROL + extension(0xFE, SECRET) + image(), CONTROL + image()),
    ],
)
def test_blocks_of_a_gif(between: bytes, kept: bytes) -> None:
    assert gif(SCREEN + between + b"\x3b" + SECRET) == (SCREEN + kept + b"\x3b", b"")


def test_a_gif_without_colours_of_its_own() -> None:
    screen = b"GIF89a" + b"\x01\0\x01\0" + b"\0\0\0"
    assert gif(screen + image() + b"\x3b")[0] == screen + image() + b"\x3b"


# --- WebP


def riff(name: bytes, body: bytes = b"") -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp_of(*chunks: bytes) -> bytes:
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


DRAWN = riff(b"VP8 ", b"odd")


@pytest.mark.parametrize(
    ("chunks", "kept"),
    [
        ([DRAWN], [DRAWN]),
        ([riff(b"VP8X", b"\x3c" + b"\0" * 9), DRAWN], [riff(b"VP8X", b"\x30" + b"\0" * 9), DRAWN]),
        ([DRAWN, riff(b"EXIF", SECRET), riff(b"XMP ", SECRET)], [DRAWN]),
        ([riff(b"ICCP", b"profile"), DRAWN], [riff(b"ICCP", b"profile"), DRAWN]),
        ([DRAWN, riff(b"MINE", SECRET)], [DRAWN]),
        (
            [riff(b"ANMF", b"f" * 16 + DRAWN + riff(b"MINE", SECRET))],
            [riff(b"ANMF", b"f" * 16 + DRAWN)],
        ),
    ],
)
def test_chunks_of_a_webp(chunks: list[bytes], kept: list[bytes]) -> None:
    data, _exif = webp(webp_of(*chunks) + SECRET)
    assert data == webp_of(*kept)


@pytest.mark.parametrize("held", [SECRET, EXIF + SECRET])
def test_the_exif_of_a_webp_is_told(held: bytes) -> None:
    assert webp(webp_of(DRAWN, riff(b"EXIF", held)))[1] == SECRET


# --- all of them


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (jpeg, START + b"\xff\xdb\0"),
        (png, PNG + b"\0\0"),
        (png, PNG + struct.pack(">I4s", 99, b"IDAT") + b"short"),
        (gif, SCREEN + b"\x99"),
        (webp, webp_of(b"VP8 " + struct.pack("<I", 99) + b"short")),
    ],
    ids=["jpeg", "png head", "png chunk", "gif block", "webp chunk"],
)
def test_what_is_not_built_as_its_kind_is_refused(
    read: Callable[[bytes], tuple[bytes, bytes]], data: bytes
) -> None:
    with pytest.raises((ValueError, struct.error)):
        read(data)


# --- AVIF and HEIF


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


FILE = box(b"ftyp", b"avif") + box(b"meta", b"pict")


@pytest.mark.parametrize(
    ("data", "is_bare"),
    [
        (FILE + box(b"mdat", b"pixels"), True),
        (FILE + box(b"mdat", b"these pixels spell Exif"), True),
        (box(b"ftyp") + box(b"meta", b"infe Exif") + box(b"mdat"), False),
        (box(b"ftyp") + box(b"meta", b"application/rdf+xml") + box(b"mdat"), False),
        (FILE + box(b"uuid", SECRET), False),
        (FILE + box(b"free", SECRET), False),
        (FILE + box(b"moov", b"udta" + SECRET), False),
        (FILE + struct.pack(">I4s", 0, b"mdat") + b"to the end", True),
        (FILE + struct.pack(">I4s", 1, b"mdat") + b"\0" * 8, False),
        (FILE + struct.pack(">I4s", 99, b"mdat"), False),
        (FILE + b"rest", False),
    ],
)
def test_boxes(data: bytes, is_bare: bool) -> None:
    assert draws_only(data) == is_bare
