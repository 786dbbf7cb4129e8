"""Pictures in the body: the sizes browsers choose from, and outside players."""

import re
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.archive.models import Photo
from toasoan.archive.selectors import PhotoSources, photo_sources
from toasoan.core.text import plain_text

register = template.Library()

COLUMN = "(min-width:44rem) 40rem, 100vw"
WIDE = "(min-width:66rem) 62rem, 100vw"
CREDITED = ("Ảnh ", "Đồ họa ", "Nguồn ")
_YOUTUBE = re.compile(
    r"https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?v=|shorts/|live/|embed/)"
    r"|youtu\.be/)([\w-]{6,20})"
)
_VIMEO = re.compile(r"https://(?:www\.)?vimeo\.com/(\d{4,15})")
_NUMBER = re.compile(r"[+\-−±]?\s*[\d.,\s\u00a0]*\d(?:\s*%)?|[–-]")


@register.simple_tag
def picture(
    photo: Photo | None,
    *,
    sizes: str = COLUMN,
    ratio: str | None = None,
    widths: str = "",
    alt: str | None = None,
    eager: bool = False,
) -> SafeString:
    """Return a <picture> with AVIF, WebP and JPEG, or nothing without a photo.

    Args:
        photo: its renditions prefetched, where many are shown.
        sizes: how wide the picture stands on the page, for the browser.
        ratio: "3:2", "4:3", or None for the picture's own shape.
        widths: "320,480" to offer fewer than the standard widths.
        alt: "" for a picture that says nothing the words beside it do not.
        eager: True for the first picture of the page only.
    """
    wanted = tuple(int(width) for width in widths.split(",")) if widths else ()
    found = photo_sources(photo, wanted, ratio)  # type: ignore[arg-type]
    if found is None:
        return SafeString("")
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}"'
        ' alt="{}" {}></picture>',
        _typed_sources(found, sizes),
        found.jpeg[min(1, len(found.jpeg) - 1)][0],
        found.jpeg_srcset,
        sizes,
        found.width,
        found.height,
        found.alt if alt is None else alt,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy"'),
    )


def _typed_sources(found: PhotoSources, sizes: str) -> SafeString:
    typed = (("image/avif", found.avif_srcset), ("image/webp", found.webp_srcset))
    return format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((mime, srcset, sizes) for mime, srcset in typed if srcset),
    )


@register.filter
def credit_line(credit: str) -> str:
    """Return "Ảnh: Gia Bảo", whether or not the credit says what it credits."""
    if not credit or ":" in credit[:20] or credit.startswith(CREDITED):
        return credit
    return _("Ảnh: {credit}").format(credit=credit)


@register.filter
def player_url(url: str) -> str:
    """Return the address of the cookie-less player, or "" where we know none."""
    found = _YOUTUBE.match(url)
    if found:
        return f"https://www.youtube-nocookie.com/embed/{found[1]}"
    found = _VIMEO.match(url)
    return f"https://player.vimeo.com/video/{found[1]}" if found else ""


@register.filter
def site_name_of(url: str) -> str:
    """Return the host of an address, without www."""
    return url.split("/")[2].removeprefix("www.") if "//" in url else url


@register.simple_tag
def table_rows(value: Any, *, has_sum_row: bool = False) -> dict[str, Any]:
    """Return the table's head, its rows and which columns hold figures."""
    rows = [[_cell(cell) for cell in row] for row in (value or {}).get("data") or []]
    rows = [row for row in rows if any(row)]
    if not rows:
        return {"head": [], "rows": []}
    has_head = value.get("first_row_is_table_header", True)
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    numeric = [_is_numeric([row[n] for row in body]) for n in range(len(rows[0]))]
    return {
        "head": list(zip(head, numeric, strict=False)),
        "rows": [
            {
                "name": row[0],
                "cells": list(zip(row[1:], numeric[1:], strict=True)),
                "is_sum": has_sum_row and row is body[-1],
            }
            for row in body
        ],
    }


def _cell(cell: Any) -> str:
    return plain_text(str(cell)) if cell is not None else ""


def _is_numeric(column: list[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)
