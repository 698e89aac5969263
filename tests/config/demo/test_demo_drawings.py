"""The demo's pictures are what the code beside them draws, each with its words."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from config.demo import read
from config.demo.draw_pictures import PICTURES, drawn

ALL_TOGETHER = 150_000  # bytes


@pytest.mark.parametrize("slug", PICTURES)
def test_a_file_is_what_is_drawn_today(slug: str) -> None:
    with Image.open(BytesIO(read.drawing(slug))) as kept:
        difference = ImageChops.difference(kept.convert("RGB"), drawn(slug).convert("RGB"))
    assert difference.getbbox() is None, "run python -m config.demo.draw_pictures"


def test_each_picture_of_the_demo_is_drawn_and_no_other() -> None:
    rows = read.table("pictures")["pictures"]
    files = {file.stem for file in (read.FOLDER / "drawings").iterdir()}
    assert {row["slug"] for row in rows} == set(PICTURES) == files


def test_the_files_are_small() -> None:
    assert sum(len(read.drawing(slug)) for slug in PICTURES) <= ALL_TOGETHER
