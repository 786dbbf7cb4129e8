"""A unit's sign, drawn from its letters and its accent in tokens.css."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from PIL import Image, ImageDraw, ImageFont

from toasoan.units.themes import tokens_text

SIZES = (180, 192, 512)
ICO_SIZES = [(16, 16), (32, 32), (48, 48)]
FONT = "vendor/fonts/source-serif-4-latin-600-normal.woff2"
_RULE = re.compile(
    r"^\[data-unit=([\w-]+)\]\{--accent:(#\w{6});--on-accent:(#\w{6})", re.MULTILINE
)
_NEUTRAL = re.compile(r"--accent:(#\w{6}); --on-accent:(#\w{6})")
_PAPER = re.compile(r"--paper:(#\w{6})")


@dataclass(frozen=True)
class Colours:
    """A ground and what is legible on it."""

    accent: str
    on_accent: str


def _first(pattern: re.Pattern[str]) -> tuple[str, ...]:
    found = pattern.search(tokens_text())
    if found is None:
        raise LookupError(f"tokens.css has no {pattern.pattern}")
    return found.groups()


PAPER = _first(_PAPER)[0]


def colours_of(theme: str) -> Colours:
    """Return the light accent of the theme, or the neutral one."""
    for name, accent, on_accent in _RULE.findall(tokens_text()):
        if name == theme:
            return Colours(accent, on_accent)
    return Colours(*_first(_NEUTRAL))


def svg(letters: str, theme: str) -> str:
    """Return the sign as SVG."""
    colours = colours_of(theme)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<path fill="{colours.accent}" d="M0 0h64v64H0z"/>'
        f'<text x="32" y="43" fill="{colours.on_accent}" font-size="32"'
        ' font-family="Source Serif 4,Georgia,Times New Roman,serif"'
        f' font-weight="600" text-anchor="middle">{escape(letters)}</text></svg>'
    )


@lru_cache(maxsize=64)
def png(letters: str, theme: str, size: int) -> bytes:
    """Return the sign as a square PNG."""
    out = io.BytesIO()
    _draw(letters, theme, size).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def ico(letters: str, theme: str) -> bytes:
    """Return the sign in the sizes old browsers ask for."""
    out = io.BytesIO()
    _draw(letters, theme, 48).save(out, "ICO", sizes=ICO_SIZES)
    return out.getvalue()


def _draw(letters: str, theme: str, size: int) -> Image.Image:
    colours = colours_of(theme)
    sign = Image.new("RGB", (size, size), colours.accent)
    font = ImageFont.truetype(
        Path(settings.BASE_DIR) / "static" / FONT, round(size * 0.5)
    )
    ImageDraw.Draw(sign).text(
        (size / 2, size * 0.67),
        letters,
        font=font,
        fill=colours.on_accent,
        anchor="ms",
    )
    return sign
