"""Reads the tokens out of tokens.css and computes contrasts as WCAG 2.2 defines them."""

import re

_BLOCK = re.compile(r"(@media[^{]+\{\s*)?:root\s*\{([^}]*)\}")
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")

#: Which media conditions hold in each scheme; a block applies when all of its conditions hold.
SCHEMES = {
    "light": frozenset(),
    "dark": frozenset({"prefers-color-scheme: dark"}),
    "more contrast": frozenset({"prefers-contrast: more"}),
    "dark, more contrast": frozenset({"prefers-color-scheme: dark", "prefers-contrast: more"}),
}


def tokens(css: str, scheme: str) -> dict[str, str]:
    """Return the colour tokens that hold in one scheme, later blocks over earlier ones."""
    found: dict[str, str] = {}
    for media, body in _BLOCK.findall(css):
        conditions = set(re.findall(r"\(([^)]+)\)", media))
        if conditions <= SCHEMES[scheme]:
            found.update(_COLOUR.findall(body))
    return found


def luminance(colour: str) -> float:
    """Relative luminance of "#rgb" or "#rrggbb", 0 to 1."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
