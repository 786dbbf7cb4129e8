"""What the grid and the preview show of entries: thumbnails made before, chips, facets."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from toasoan.archive import sizes
from toasoan.archive.holdings.previews import preview_is_kept, preview_size
from toasoan.archive.models import CatalogueEntry, Concept, Photo
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.search.boxes import Box, box_label, box_read, spot_label
from toasoan.archive.search.finding import FILED, NAMES, EntriesWanted, FacetCounts
from toasoan.archive.search.recordings import Recording, recordings_of
from toasoan.archive.selectors import renditions_existing
from toasoan.archive.vocabularies.offers import concepts_visible
from toasoan.core import clock
from toasoan.core.jobs import enqueue
from toasoan.units.access import sees_every_unit, units_visible
from toasoan.units.models import PressUnit

THUMB_WIDTH, PREVIEW_WIDTH = 320, 720
FILED_SHOWN = 20
ASKED_SINGLY = (
    "unit",
    "kind",
    "usage",
    "shape",
    "colour",
    "used",
    "credit",
    "tag",
    "box",
)
# Asked for once in this long, however often the grid is looked at.
ASKED_AGAIN_S = 900
ICONS = {
    "photo": "image",
    "video": "video",
    "audio": "headphones",
    "document": "file-text",
}


@dataclass(frozen=True)
class Picture:
    """A file to show, and its size."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Card:
    """One entry in the grid; what has no picture yet shows its kind.

    Attributes:
        entry: what is shown.
        picture: its thumbnail; of another unit's entry the marked preview.
        icon: stands for the picture where there is none.
        owner: whose it is when it is another unit's, "" otherwise.
        recording: what film and sound show besides.
    """

    entry: CatalogueEntry
    picture: Picture | None
    icon: str
    owner: str = ""
    recording: Recording | None = None


@dataclass(frozen=True)
class Choice:
    """A facet's value, how often it was counted, and the search with it."""

    label: str
    count: int
    query: str
    colour: str = ""


@dataclass(frozen=True)
class Facet:
    """One facet with what may be chosen in it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


# --- Pictures ---------------------------------------------------------------------


def cards_of(user: Any, entries: Iterable[CatalogueEntry]) -> list[Card]:
    """Return the cards; missing thumbnails are left to the job, never made here."""
    own, entries = units_own(user), list(entries)
    mine = {e.pk for e in entries if own is None or e.unit_id in own}
    recordings = recordings_of(e for e in entries if e.pk in mine)
    return [
        _own_card(entry, recordings.get(entry.pk))
        if entry.pk in mine
        else _others_card(entry)
        for entry in entries
    ]


def units_own(user: Any) -> frozenset[int | None] | None:
    """Return the units whose entries are the person's own, None when all are."""
    if sees_every_unit(user):
        return None
    return frozenset(units_visible(user).values_list("pk", flat=True))


def _own_card(entry: CatalogueEntry, recording: Recording | None) -> Card:
    picture = picture_of(entry.photo, THUMB_WIDTH, "3:2")
    if picture is None and recording is not None and recording.poster:
        picture = Picture(recording.poster, recording.width, recording.height)
    return Card(entry, picture, ICONS[entry.kind], recording=recording)


def _others_card(entry: CatalogueEntry) -> Card:
    owner = entry.unit.short_name if entry.unit else ""
    return Card(entry, marked_picture(entry), ICONS[entry.kind], owner)


def marked_picture(entry: CatalogueEntry) -> Picture | None:
    """Return the marked preview, or None, and then the job is asked for it."""
    if entry.photo is None or entry.unit is None:
        return None
    if preview_is_kept(entry.photo, entry.unit.masthead):
        address = reverse("holdings:preview", args=[entry.pk])
        return Picture(address, *preview_size(entry.photo))
    if cache.add(f"archive.preview:{entry.pk}", 1, ASKED_AGAIN_S):
        enqueue("archive.preview_make", entry.pk)
    return None


def picture_of(photo: Photo | None, width: int, ratio: sizes.Ratio) -> Picture | None:
    """Return the file of about this width, or None, and then the job is asked for it."""
    if photo is None or not photo.width or not photo.height:
        return None
    wanted = sizes.widths_for(photo.width, photo.height, ratio, (width,))[0]
    spec = sizes.filter_spec(wanted, ratio, sizes.FIRST_FORMAT)
    found = renditions_existing(photo, [spec]).get(spec)
    if found is not None:
        return Picture(found.url, found.width, found.height)
    if cache.add(f"archive.thumbnail:{photo.pk}", 1, ASKED_AGAIN_S):
        enqueue("archive.renditions_build", photo.pk)
    return None


def address_of_change(user: Any, entry: CatalogueEntry) -> tuple[str, int] | None:
    """Return the screen on which the person may change the asset, and its key."""
    asset = entry.asset
    is_photo = isinstance(asset, Photo)
    rights = policy_registry.get_by_type(type(asset))
    if not rights.user_has_permission_for_instance(user, "change", asset):
        return None
    return ("wagtailimages:edit" if is_photo else "wagtaildocs:edit"), asset.pk


def filed_of(user: Any, entry: CatalogueEntry) -> list[tuple[str, str, list[Concept]]]:
    """Return (what, its name in addresses, words) under which the entry is filed.

    Of words that lie under each other the narrowest speak for all.
    """
    lines = [term.partition(" ") for term in entry.terms.split("\n") if term]
    keys = [int(key) for _kind, _space, key in lines]
    known = list(concepts_visible(user).filter(pk__in=keys)) if keys else []
    above = {row.broader_id for row in known}
    names = {field: name for name, field in NAMES.items()}
    found = []
    for kind in FILED:
        rows = [
            row for row in known if row.vocabulary.kind == kind and row.pk not in above
        ]
        if rows:
            found.append((_facet_labels()[kind], names[kind], rows))
    return found


def spot_of_entry(entry: CatalogueEntry) -> tuple[str, str] | None:
    """Return where it was taken, in words and as a box in an address.

    For who may have the file; of another unit's preview it is never asked.
    """
    if entry.latitude is None or entry.longitude is None:
        return None
    box = Box(entry.longitude, entry.latitude, entry.longitude, entry.latitude)
    return spot_label(entry.latitude, entry.longitude), box.told()


# --- Chips and facets ---------------------------------------------------------------


def query_of(wanted: EntriesWanted) -> str:
    """Return the address's question for the search, "" for everything."""
    return urlencode(wanted.told())


def chips_of(user: Any, wanted: EntriesWanted) -> list[tuple[str, str]]:
    """Return (what is asked, the search without it) for everything but the words."""
    chips = []
    for name in (*ASKED_SINGLY, *FILED):
        if value := getattr(wanted, name):
            label = f"{_facet_labels()[name]}: {_value_label(user, name, value)}"
            chips.append((label, query_of(wanted.without(name))))
    if wanted.since or wanted.until:
        chips.append((_days_label(wanted), query_of(wanted.without("since", "until"))))
    return chips


def facets_of(user: Any, wanted: EntriesWanted, counts: FacetCounts) -> list[Facet]:
    """Return the facets that still divide what was found."""
    return (
        _filed(user, wanted, counts)
        + [
            Facet(name, label, tuple(choices))
            for name, label in _facet_labels().items()
            if name in counts.__match_args__
            and name not in FILED
            and not getattr(wanted, name)
            and (choices := list(_choices(user, wanted, name, getattr(counts, name))))
            and (name != "unit" or len(choices) > 1)
        ]
        + _months(wanted, counts)
    )


def _choices(
    user: Any, wanted: EntriesWanted, name: str, counted: Iterable[tuple[Any, int]]
) -> Iterator[Choice]:
    if name == "unit":
        yield from _unit_choices(wanted, counted)
        return
    for value, count in counted:
        asked = EntriesWanted(**{**vars(wanted), name: value})
        colour = value if name == "colour" else ""
        yield Choice(_value_label(user, name, value), count, query_of(asked), colour)


def _unit_choices(
    wanted: EntriesWanted, counted: Iterable[tuple[Any, int]]
) -> Iterator[Choice]:
    # Who the units are is no secret: readers know them.
    units = PressUnit.objects.in_bulk()
    for pk, count in counted:
        if unit := units.get(pk):
            asked = EntriesWanted(**{**vars(wanted), "unit": unit.key})
            yield Choice(unit.short_name, count, query_of(asked))


def _filed(user: Any, wanted: EntriesWanted, counts: FacetCounts) -> list[Facet]:
    """Return of the agreed words the broadest, or those right under the one asked for."""
    counted = {name: dict(getattr(counts, name)) for name in FILED}
    keys = [key for each in counted.values() for key in each]
    known = {row.pk: row for row in concepts_visible(user).filter(pk__in=keys)}
    facets = []
    for name, numbers in counted.items():
        asked = getattr(wanted, name)
        above = int(asked) if asked else None
        rows = [known[key] for key in numbers if key in known]
        shown = [row for row in rows if row.broader_id == above][:FILED_SHOWN]
        if shown:
            choices = [
                Choice(
                    row.label,
                    numbers[row.pk],
                    query_of(EntriesWanted(**{**vars(wanted), name: str(row.pk)})),
                )
                for row in shown
            ]
            facets.append(Facet(name, _facet_labels()[name], tuple(choices)))
    return facets


def _months(wanted: EntriesWanted, counts: FacetCounts) -> list[Facet]:
    if wanted.since or wanted.until or not counts.month:
        return []
    choices = []
    for first, count in counts.month:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        asked = EntriesWanted(**{**vars(wanted), "since": first, "until": last})
        choices.append(Choice(f"{first:%m/%Y}", count, query_of(asked)))
    return [Facet("month", _("Tháng vào kho"), tuple(choices))]


def _facet_labels() -> dict[str, str]:
    return {
        "kind": _("Loại"),
        "usage": _("Quyền"),
        "used": _("Đang dùng"),
        "shape": _("Dáng ảnh"),
        "colour": _("Màu chính"),
        "credit": _("Ghi nguồn"),
        "tag": _("Thẻ"),
        "topic": _("Chủ đề"),
        "person": _("Người trong ảnh"),
        "place": _("Nơi trong ảnh"),
        "event": _("Sự kiện"),
        "box": _("Trên bản đồ"),
        "unit": _("Đơn vị"),
    }


def _value_label(user: Any, name: str, value: str) -> str:
    if name == "unit":
        unit = PressUnit.objects.filter(key=value).first()
        return unit.short_name if unit else value
    if name in FILED:
        concept = concepts_visible(user).filter(pk=value).first()
        return concept.label if concept else _("không còn trong danh mục")
    closed = {
        "kind": CatalogueEntry.Kind,
        "usage": RightsModel.Usage,
        "shape": CatalogueEntry.Shape,
        "colour": CatalogueEntry.Colour,
    }
    if name in closed:
        return str(closed[name](value).label)
    if name == "used":
        return _("Đang có nơi dùng") if value == "co" else _("Chưa nơi nào dùng")
    box = box_read(value) if name == "box" else None
    return box_label(box) if box else value


def _days_label(wanted: EntriesWanted) -> str:
    since, until = _said(wanted.since), _said(wanted.until)
    if since and until:
        return _("Vào kho %(since)s đến %(until)s") % {"since": since, "until": until}
    if since:
        return _("Vào kho từ %(since)s") % {"since": since}
    return _("Vào kho đến hết %(until)s") % {"until": until}


def _said(day: date | None) -> str:
    return clock.format_date_vi(day) if day else ""
