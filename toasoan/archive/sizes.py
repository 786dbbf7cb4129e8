"""Every size and format readers may be sent, declared in this one place."""

from collections.abc import Sequence
from typing import Literal

Ratio = Literal["3:2", "4:3"] | None
Format = Literal["jpeg", "webp", "avif"]

# Widths follow the grid of design/look.md sections 5 and 6: leads and cards are
# 3:2, thumbnails of the river 4:3, pictures inside an article keep their shape.
STANDARD_WIDTHS: dict[Ratio, tuple[int, ...]] = {
    "3:2": (320, 480, 640, 960, 1280),
    "4:3": (160, 320, 480),
    None: (480, 720, 1080, 1600),
}
# Asked for one at a time: what other sites show of an article, what a feed carries, a
# gallery picture on its own page. A smaller picture has them as large as it is.
SHARED_WIDTH, FEED_WIDTH, PICTURE_WIDTH = 1280, 640, 1080
SINGLE_WIDTHS: dict[Ratio, tuple[int, ...]] = {
    "3:2": (SHARED_WIDTH, FEED_WIDTH),
    None: (PICTURE_WIDTH,),
}
SIDES: dict[str, tuple[int, int]] = {"3:2": (3, 2), "4:3": (4, 3)}
FIRST_FORMAT: Format = "jpeg"
LATER_FORMATS: tuple[Format, ...] = ("webp", "avif")
# What a file of the format can hold at most, in pixels a side (RFC 9649: 14 bits; AVIF
# 1.1, Advanced Profile).
LONGEST_SIDE: dict[Format, int] = {"webp": 16_383, "avif": 16_384}


def natural_width(width: int, height: int, ratio: Ratio) -> int:
    """Return how wide a crop of this shape can be without being enlarged."""
    if ratio is None:
        return width
    across, down = SIDES[ratio]
    return max(1, min(width, height * across // down))


def widths_for(
    width: int, height: int, ratio: Ratio, wanted: Sequence[int] = ()
) -> tuple[int, ...]:
    """Return the widths to serve, rising, none above what the original has.

    A picture smaller than every wanted width is served as large as it is.
    """
    limit = natural_width(width, height, ratio)
    fitting = {each for each in wanted or STANDARD_WIDTHS[ratio] if each <= limit}
    return tuple(sorted(fitting)) or (limit,)


def filter_spec(width: int, ratio: Ratio, image_format: Format) -> str:
    """Return Wagtail's filter for one file, cut around the focal point."""
    if ratio is None:
        return f"width-{width}|format-{image_format}"
    across, down = SIDES[ratio]
    height = max(1, round(width * down / across))
    return f"fill-{width}x{height}|format-{image_format}"


def standard_specs(width: int, height: int, formats: Sequence[Format]) -> list[str]:
    """Return the filters of every standard file of a picture of this size.

    A format that cannot hold so long a picture, such as a scroll, is left out.
    """
    in_sets = [
        filter_spec(each, ratio, image_format)
        for ratio in STANDARD_WIDTHS
        for each in widths_for(width, height, ratio)
        for image_format in formats
        if ratio is not None or _holds(image_format, max(each, height * each // width))
    ]
    alone = [
        filter_spec(widths_for(width, height, ratio, (each,))[0], ratio, FIRST_FORMAT)
        for ratio, widths in SINGLE_WIDTHS.items()
        for each in widths
    ]
    return list(dict.fromkeys(in_sets + alone))


def _holds(image_format: Format, side: int) -> bool:
    return side <= LONGEST_SIDE.get(image_format, side)
