"""The catalogue follows the assets: an entry says what its photo or document says."""

from pathlib import PurePath
from typing import Any

from django.db import transaction

from toasoan.archive.metadata.spots import spot_of
from toasoan.archive.models import (
    AssetText,
    CatalogueEntry,
    FilmCaptions,
    PhotoPrint,
)
from toasoan.archive.models.photos import Photo
from toasoan.archive.search.search_words import words_of
from toasoan.archive.uses import Asset
from toasoan.archive.vocabularies.terms import filed_under
from toasoan.units.selectors import unit_of_collection

Kind, Shape = CatalogueEntry.Kind, CatalogueEntry.Shape
COPIED = ("title", "credit", "usage", "rights_from", "rights_to")
VIDEO = frozenset({".mp4", ".mov", ".webm", ".mkv", ".avi", ".3gp", ".mts", ".wmv"})
AUDIO = frozenset(
    {
        *(".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aiff"),
        *(".wma", ".amr"),
    }
)
# Nearer to a square than this is a square to the eye.
SQUARE_WITHIN = 0.05


@transaction.atomic
def entry_keep(asset: Asset) -> CatalogueEntry:
    """The asset's entry says what the asset says now; there is one entry an asset.

    Whether it lies in the bin is said by who puts it there.
    """
    of = "photo" if isinstance(asset, Photo) else "document"
    values = entry_values(asset, unit_of_collection(asset.collection))
    tags = sorted(asset.tags.names())
    values["tags"] = "\n".join(tags)
    inside = AssetText.objects.filter(**{f"entry__{of}": asset}).first()
    # Whoever chooses topics meanwhile waits, else one would file it by the other's past.
    stored = CatalogueEntry.objects.select_for_update().filter(**{of: asset}).first()
    filed = filed_under(
        unit_id=values["unit_id"],
        topics=stored.topics.split("\n") if stored else (),
        said=getattr(asset, "iptc_words", {}),
    )
    values["terms"] = "\n".join(filed.terms)
    values |= _seen_in(asset)
    heard = FilmCaptions.objects.filter(**{f"entry__{of}": asset})
    said = heard.values_list("spoken", flat=True)
    more = [*tags, *filed.words, inside.text if inside else "", *said]
    values["words"] = " ".join([values["words"], *words_of(" ".join(more))]).strip()
    entry, _is_new = CatalogueEntry.with_binned.update_or_create(
        **{of: asset}, defaults=values
    )
    return entry


@transaction.atomic
def entry_colours_keep(*, photo: Photo, colours: str) -> None:
    """The photo's entry says which colours its file was found to have."""
    held = CatalogueEntry.with_binned.select_for_update().filter(photo=photo).first()
    if held is not None and held.colours != colours:
        held.colours = colours
        held.save(update_fields=["colours"])


def _seen_in(asset: Asset) -> dict[str, Any]:
    """Return where the asset's file was made, and its colours as far as measured."""
    if not isinstance(asset, Photo):
        return {}
    measured = PhotoPrint.objects.filter(
        photo=asset.pk, content_hash=asset.content_hash, colours__isnull=False
    )
    latitude, longitude = spot_of(asset.embedded_metadata) or (None, None)
    return {
        "colours": measured.values_list("colours", flat=True).first() or "",
        "latitude": latitude,
        "longitude": longitude,
    }


def entry_values(asset: Any, unit: Any) -> dict[str, Any]:
    """Return what the catalogue says of the asset, which may be a migration's."""
    values = {name: getattr(asset, name) for name in COPIED}
    words = (asset.title, asset.caption, asset.credit, getattr(asset, "alt_text", ""))
    return values | {
        "unit_id": unit.pk if unit else None,
        "kind": kind_of(asset),
        "words": " ".join(words_of(" ".join(filter(None, words)))),
        "shape": shape_of(asset),
        "taken_at": getattr(asset, "taken_at", None),
        "added_at": asset.created_at,
    }


def kind_of(asset: Any) -> str:
    """Return what the asset is, by its table and by the ending the house gave its file."""
    if hasattr(asset, "focal_point_x"):
        return str(Kind.PHOTO)
    suffix = PurePath(asset.file.name).suffix.lower()
    if suffix in VIDEO:
        return str(Kind.VIDEO)
    return str(Kind.AUDIO if suffix in AUDIO else Kind.DOCUMENT)


def shape_of(asset: Any) -> str:
    """Return how the picture lies, "" for what is no picture."""
    width, height = getattr(asset, "width", 0), getattr(asset, "height", 0)
    if not width or not height:
        return ""
    if abs(width - height) <= SQUARE_WITHIN * max(width, height):
        return str(Shape.SQUARE)
    return str(Shape.LYING if width > height else Shape.STANDING)
