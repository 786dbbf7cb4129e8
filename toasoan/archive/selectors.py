"""Reads of the archive: what a page shows of a photo, and by what right."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from wagtail.images.models import Filter

from toasoan.archive import sizes
from toasoan.archive.holdings.rights import RightDecision, credit_required, right_to_use
from toasoan.archive.models import Photo, PhotoRendition
from toasoan.archive.rendering import BROKEN, renditions_render
from toasoan.units.models import PressUnit

log = logging.getLogger("toasoan.archive")
Source = tuple[str, int]

__all__ = [
    "PhotoSources",
    "RightDecision",
    "credit_required",
    "photo_sources",
    "photos_of",
    "photos_with_renditions",
    "renditions_existing",
    "renditions_outdated",
    "right_to_use",
]


@dataclass(frozen=True)
class PhotoSources:
    """What a <picture> needs: files of rising width, the widest JPEG's size.

    Attributes:
        width: of the widest JPEG; with `height` it keeps the page from jumping.
        height: of the widest JPEG.
        alt: the text read out in place of the picture.
        jpeg: (address, width) pairs; never empty.
        webp: the same, only once every width exists.
        avif: the same, only once every width exists.
    """

    width: int
    height: int
    alt: str
    jpeg: tuple[Source, ...]
    webp: tuple[Source, ...] = ()
    avif: tuple[Source, ...] = ()

    @property
    def src(self) -> str:
        """The widest JPEG, for browsers that know no srcset."""
        return self.jpeg[-1][0]

    def srcset(self, image_format: sizes.Format) -> str:
        """Return the value of a srcset attribute, empty when there is none yet."""
        pairs: tuple[Source, ...] = getattr(self, image_format)
        return ", ".join(f"{url} {width}w" for url, width in pairs)

    @property
    def jpeg_srcset(self) -> str:
        """The JPEGs as a srcset."""
        return self.srcset("jpeg")

    @property
    def webp_srcset(self) -> str:
        """The WebPs as a srcset."""
        return self.srcset("webp")

    @property
    def avif_srcset(self) -> str:
        """The AVIFs as a srcset."""
        return self.srcset("avif")


def photos_of(unit: PressUnit) -> QuerySet[Photo]:
    """Return the photos in the unit's own archive, the newest first."""
    if unit.collection is None:
        return Photo.objects.none()
    return Photo.objects.filter(
        collection__path__startswith=unit.collection.path
    ).order_by("-created_at", "-pk")


def photos_with_renditions(photos: Iterable[Photo | None]) -> list[Photo]:
    """Return the photos there are, their renditions read in one query."""
    found = [photo for photo in photos if photo is not None]
    prefetch_related_objects(found, "renditions")
    return found


def photo_sources(
    photo: Photo | None,
    widths: Sequence[int] = (),
    ratio: sizes.Ratio = None,
) -> PhotoSources | None:
    """Return the files to show, or None when there is no photo that can be read.

    A missing JPEG is made at once; WebP and AVIF are only taken when the job
    `archive.renditions_build` has made them. Nothing is ever enlarged.

    Args:
        photo: pass those of one page through `photos_with_renditions` first.
        widths: the standard ones of the ratio when left out.
        ratio: "3:2" or "4:3" cut around the focal point; None keeps the shape.
    """
    if photo is None or not photo.width or not photo.height:
        return None
    wanted = sizes.widths_for(photo.width, photo.height, ratio, widths)
    try:
        jpegs = _jpegs(photo, wanted, ratio)
    except BROKEN:
        log.warning("photo %s: the original cannot be read", photo.pk, exc_info=True)
        return None
    last = jpegs[-1]
    return PhotoSources(
        width=last.width,
        height=last.height,
        alt=photo.default_alt_text,
        jpeg=_pairs(jpegs),
        webp=_later(photo, wanted, ratio, "webp"),
        avif=_later(photo, wanted, ratio, "avif"),
    )


def _specs(
    wanted: Sequence[int], ratio: sizes.Ratio, image_format: sizes.Format
) -> list[str]:
    return [sizes.filter_spec(width, ratio, image_format) for width in wanted]


def _jpegs(
    photo: Photo, wanted: Sequence[int], ratio: sizes.Ratio
) -> list[PhotoRendition]:
    specs = _specs(wanted, ratio, sizes.FIRST_FORMAT)
    found = renditions_existing(photo, specs)
    missing = [spec for spec in specs if spec not in found]
    if missing:
        made = renditions_render(photo, missing)
        found |= dict(zip(missing, made, strict=True))
        _remember(photo, made)
    return [found[spec] for spec in specs]


def _later(
    photo: Photo,
    wanted: Sequence[int],
    ratio: sizes.Ratio,
    image_format: sizes.Format,
) -> tuple[Source, ...]:
    specs = _specs(wanted, ratio, image_format)
    found = renditions_existing(photo, specs)
    # Half a set would make browsers choose a small file over a fitting JPEG.
    if len(found) < len(specs):
        return ()
    return _pairs([found[spec] for spec in specs])


def _pairs(renditions: Sequence[PhotoRendition]) -> tuple[Source, ...]:
    return tuple((each.url, each.width) for each in renditions)


def renditions_existing(photo: Photo, specs: Sequence[str]) -> dict[str, Any]:
    """Return spec → rendition for those made of today's file and focal point."""
    if "renditions" not in getattr(photo, "_prefetched_objects_cache", {}):
        prefetch_related_objects([photo], "renditions")
    by_key = {
        (each.filter_spec, each.focal_point_key): each
        for each in photo.renditions.all()
    }
    keys = {spec: (spec, Filter(spec).get_cache_key(photo)) for spec in specs}
    return {spec: by_key[key] for spec, key in keys.items() if key in by_key}


def renditions_outdated(photo: Photo) -> set[int]:
    """Return the keys of renditions made of an earlier file or focal point."""
    return {
        each.pk
        for each in photo.renditions.all()
        if each.focal_point_key != each.filter.get_cache_key(photo)
    }


def _remember(photo: Photo, made: Sequence[PhotoRendition]) -> None:
    # The prefetched list is what later calls on the same page look into.
    known = photo.renditions.all()
    known._result_cache = [*known, *made]  # noqa: SLF001
