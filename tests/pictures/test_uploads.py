"""What is kept of a file from anybody: pixels, the right way up, and nothing that tells of them."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from pictures.encoding import anew, process
from pictures.encoding.anew import Drawn, NotTaken, drawn_anew
from tests.fixtures.conditions import full_proofs
from tests.fixtures.figures import Figure
from tests.pictures.uploads import (
    PAGE,
    REFUSED,
    SECRET,
    TAKEN,
    drawn_here,
    exif,
    photo,
    plain,
    saved,
)

ROOT = Path(__file__).resolve().parents[2]
#: Starting a process for each costs a minute: every day these, all with --full.
STARTED = ("heic", "svg", "jpeg, cut")


def looked_through(drawn: Drawn) -> Image.Image:
    for word in (SECRET, PAGE, b"Exif", b"xmp", b"GPS", b"<script"):
        assert word not in drawn.data
    picture = Image.open(io.BytesIO(drawn.data), formats=["JPEG", "PNG"])
    picture.load()
    assert not picture.getexif()
    assert set(picture.info) <= {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"),
        *("icc_profile", "dpi"),
    }
    assert picture.size == (drawn.width, drawn.height)
    assert max(picture.size) <= process.LONGEST
    return picture


@pytest.mark.parametrize("name", TAKEN)
def test_nothing_but_pixels_is_kept(name: str) -> None:
    data = TAKEN[name]()
    drawn = drawn_anew(data) if full_proofs() or name in STARTED else drawn_here(data)
    picture = looked_through(drawn)
    if "turned" in name and name[-1] in "568":
        assert picture.height > picture.width
    if "transparent" in name and "grey" not in name:
        assert picture.mode == "RGBA"
    if "twelve" in name or "larger" in name:
        assert max(picture.size) == process.LONGEST


def test_a_turned_photo_stands_upright() -> None:
    upright = drawn_here(saved("JPEG", photo().rotate(180), exif=exif(3)))
    picture = Image.open(io.BytesIO(upright.data)).convert("L")
    left, right = picture.getpixel((3, 30)), picture.getpixel((86, 30))
    plain = Image.open(io.BytesIO(drawn_here(saved("JPEG")).data)).convert("L")
    assert (left < right) == (plain.getpixel((3, 30)) < plain.getpixel((86, 30)))  # type: ignore[operator]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_named(name: str) -> None:
    make, why = REFUSED[name]
    started = full_proofs() or name in STARTED or why in ("", "TooMuchWork")
    draw = drawn_anew if started else drawn_here
    if not why:
        # Inside of all limits, by a hair: taken or too costly, and never an error.
        with suppress(anew.TooMuchWork):
            looked_through(draw(make()))
        return
    with pytest.raises(NotTaken) as refusal:
        draw(make())
    assert type(refusal.value).__name__ == why
    assert refusal.value.message


def test_a_heavy_file_is_not_looked_at() -> None:
    with pytest.raises(anew.TooHeavy):
        drawn_anew(bytes(anew.BYTES + 1))


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(anew.TooMuchWork):
        drawn_anew(saved("JPEG"), seconds=0.01)


#: Draws each file of its input in a process, and prints what these took at most.
MEASURE = """
import resource, subprocess, sys, time
slowest = 0
for size in sys.argv[1:]:
    data, start = sys.stdin.buffer.read(int(size)), time.monotonic()
    made = subprocess.run([sys.executable, "-m", "pictures.encoding.process"], input=data,
                          capture_output=True).stdout
    assert b"refused" not in made.partition(b"\\n")[0], made[:99]
    slowest = max(slowest, time.monotonic() - start)
print(slowest, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.long("draws large pictures in processes of their own, to measure these")
def test_time_and_memory_of_large_pictures(figure: Figure) -> None:
    files = [
        saved("JPEG", plain(8600, 5800), quality=70),
        saved("PNG", plain(8600, 5800)),
        *([saved("HEIF", plain(5712, 4284))] if full_proofs() else []),
    ]
    command = [sys.executable, "-c", MEASURE, *(str(len(data)) for data in files)]
    asked = subprocess.run(
        command, input=b"".join(files), capture_output=True, check=True, cwd=ROOT
    )
    seconds, kilobytes = map(float, asked.stdout.split())
    figure("Seconds for a large picture", seconds, at_most=anew.SECONDS)
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    figure("Megabytes while a picture is drawn", kilobytes / unit, at_most=300)


def test_the_process_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: set_to.update({what: most[0]}))
    process._limit()
    assert set_to[resource.RLIMIT_DATA] <= 300 * 1024 * 1024
    assert set_to[resource.RLIMIT_CPU] <= 10
    assert set_to[resource.RLIMIT_FSIZE] == 0
