"""Pictures cut from coloured paper: pieces as scissors leave them, each with its shadow."""

import random
from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import Any

from PIL import Image, ImageDraw

Point = tuple[float, float]

WIDTH, HEIGHT = 1280, 800
# Drawn so much larger and reduced at the end: that is what makes the edges smooth.
_FINER = 2
_SHADOW_X, _SHADOW_Y, _SHADOW_LIGHT = 4, 5, 0.78
_COLOURS_IN_FILE = 64


class Sheet:
    """A sheet of paper on which pieces are laid, one upon the other.

    Lengths are pixels of the finished picture, from its upper left corner. The same `seed` and the
    same pieces give the same picture: the hand trembles by chance, but always in the same way.
    """

    def __init__(self, colour: str, *, seed: str) -> None:
        self._hand = random.Random(seed)
        self._image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colour)

    def piece(self, colour: str, *points: Point, trembling: float = 3, shadow: bool = True) -> None:
        """Lay a piece with these corners; each is cut up to `trembling` pixels beside its place."""
        cut = [(self._beside(x, trembling), self._beside(y, trembling)) for x, y in points]
        if shadow:
            self._darken([(x + _SHADOW_X, y + _SHADOW_Y) for x, y in cut])
        ImageDraw.Draw(self._image).polygon(_finer(cut), fill=colour)

    def box(self, colour: str, x: float, y: float, width: float, height: float, **how: Any) -> None:
        """Lay a rectangle whose upper left corner is at x, y."""
        right, low = x + width, y + height
        self.piece(colour, (x, y), (right, y), (right, low), (x, low), **how)

    def disc(
        self, colour: str, x: float, y: float, wide: float, high: float = 0, **how: Any
    ) -> None:
        """Lay a round piece around x, y: half as wide as `wide` says, and as high unless told."""
        corners = 12 + round(wide / 12)
        turns = [2 * pi * n / corners for n in range(corners)]
        points = [(x + wide * cos(turn), y + (high or wide) * sin(turn)) for turn in turns]
        self.piece(colour, *points, **how)

    def strip(self, colour: str, start: Point, end: Point, width: float, **how: Any) -> None:
        """Lay a strip from one point to the other."""
        (x, y), (to_x, to_y) = start, end
        length = hypot(to_x - x, to_y - y)
        across, down = (to_y - y) / length * width / 2, (x - to_x) / length * width / 2
        corners = (x + across, y + down), (to_x + across, to_y + down)
        back = (to_x - across, to_y - down), (x - across, y - down)
        self.piece(colour, *corners, *back, **how)

    def finished(self) -> Image.Image:
        """Return the picture, with few colours: a small file."""
        smooth = self._image.reduce(_FINER)
        return smooth.quantize(_COLOURS_IN_FILE, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

    def _beside(self, place: float, trembling: float) -> float:
        return place + self._hand.uniform(-trembling, trembling)

    def _darken(self, points: Sequence[Point]) -> None:
        corners = _finer(points)
        left, top = (max(0, min(corner[axis] for corner in corners)) for axis in (0, 1))
        right, low = (
            min(self._image.size[axis], max(corner[axis] for corner in corners) + 1)
            for axis in (0, 1)
        )
        if left >= right or top >= low:
            return
        below = self._image.crop((left, top, right, low))
        mask = Image.new("1", below.size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners], fill=1)
        self._image.paste(
            below.point(lambda light: round(light * _SHADOW_LIGHT)), (left, top), mask
        )


def _finer(points: Sequence[Point]) -> list[tuple[int, int]]:
    return [(round(x * _FINER), round(y * _FINER)) for x, y in points]
