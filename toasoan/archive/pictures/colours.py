"""Which of eleven basic colours a picture mainly has.

The eleven are those of Berlin and Kay (Basic Color Terms, 1969), as Vietnamese says them;
"xanh" is two, lục and lam. That pink is a light red and brown a dark orange or yellow is
as in ISCC-NBS (Kelly and Judd, Color: Universal Language and Dictionary of Names, NBS
Special Publication 440). Measured in Oklab (Ottosson, 2020), whose hues stay blue to the
end; the bounds are ours. Asked for through `heavy`, never imported.
"""

from typing import Any

import numpy as np
from django.conf import settings

from toasoan.archive.heavy import heavy

SIDE = 96
# A colour of less of the picture is not one of its main ones; more than three are none.
LEAST_SHARE, MOST = 0.15, 3
GREY_BELOW, DARK_GREY_BELOW = 0.032, 0.06
BLACK_BELOW, DARK_BELOW, WHITE_FROM = 0.33, 0.24, 0.92
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
Array = np.ndarray[Any, np.dtype[Any]]


def main_colours(data: bytes) -> tuple[str, ...]:
    """Return the keys of the picture's main colours, that of most of it first.

    Raises:
        OSError or another of rendering.BROKEN: it cannot be decoded.
    """
    drawing = heavy("pictures.drawing")
    header = drawing.header_read(data, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    sheet = drawing.sheet_read(data, header, min(SIDE, header.width))
    names, counts = np.unique(names_of(sheet.pixels()), return_counts=True)
    shares = sorted(zip(-counts / counts.sum(), names.tolist(), strict=True))
    main = [name for share, name in shares if -share >= LEAST_SHARE]
    return tuple(main[:MOST] or [shares[0][1]])


def names_of(pixels: Array) -> Array:
    """Return the key of the colour of each pixel; they are sRGB of eight bits."""
    light, chroma, hue = _seen(pixels)
    grey = (chroma < GREY_BELOW) | ((light < BLACK_BELOW) & (chroma < DARK_GREY_BELOW))
    rules = (
        (light < DARK_BELOW) & (chroma < 2 * DARK_GREY_BELOW),
        grey & (light < BLACK_BELOW),
        grey & (light >= WHITE_FROM),
        grey,
        (hue >= 345) | (hue < 15),
        hue < 40,
        hue < 75,
        hue < 115,
        hue < 190,
        hue < 282,
        hue < 330,
    )
    names = (
        "den",
        "den",
        "trang",
        "xam",
        np.where(light < 0.45, "do", "hong"),
        _reds(light, chroma),
        np.where(_is_bright(light, chroma) | (light > 0.85), "cam", "nau"),
        _yellows(light, chroma, hue),
        "luc",
        "lam",
        "tim",
    )
    return np.select(
        rules,
        [np.broadcast_to(name, light.shape) for name in names],
        default=np.where(light >= 0.6, "hong", "tim"),
    )


def _is_bright(light: Array, chroma: Array) -> Array:
    return (light >= 0.6) & (chroma >= 0.12)


def _reds(light: Array, chroma: Array) -> Array:
    pale = (light > 0.7) & (chroma < 0.16)
    dull = (chroma < 0.08) | ((light < 0.45) & (chroma < 0.14))
    return np.where(pale, "hong", np.where(dull, "nau", "do"))


def _yellows(light: Array, chroma: Array, hue: Array) -> Array:
    bright = ((light >= 0.65) & (chroma >= 0.1)) | (light > 0.88)
    return np.where(bright, "vang", np.where(hue < 100, "nau", "luc"))


def _seen(pixels: Array) -> tuple[Array, Array, Array]:
    """Return how light each pixel is, how strong its colour, and its hue in degrees."""
    told = pixels.reshape(-1, 3).astype(np.float64) / 255
    linear = np.where(told <= 0.04045, told / 12.92, ((told + 0.055) / 1.055) ** 2.4)
    light, a, b = TO_LAB @ np.cbrt(TO_CONES @ linear.T)
    return light, np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
