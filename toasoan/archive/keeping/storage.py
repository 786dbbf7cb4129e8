"""How much room each unit's archive takes: measured by a job, read by a screen."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from toasoan.archive.holdings.ledger import cell
from toasoan.archive.holdings.previews import place_of_preview
from toasoan.archive.keeping.weights import WEIGHT
from toasoan.archive.models import (
    CatalogueEntry,
    FileCheck,
    Photo,
    PhotoRendition,
    ProcessingStep,
    StorageReport,
)
from toasoan.core import clock
from toasoan.units.models import PressUnit

Figures = dict[str, Any]
LARGEST_SHOWN, MONTHS_SHOWN = 20, 24
WEIGHED_AT_ONCE = 20_000
SOME = 500


@dataclass(frozen=True)
class Part:
    """A line of the report: what it is, how many files, how many bytes."""

    label: str
    count: int
    size: int


# --- Measuring ----------------------------------------------------------------------


def storage_measure() -> int:
    """Every unit's figures are those of now; return how many units were measured."""
    renditions_weigh()
    made = _sizes_below(Path(settings.MADE_DIR), depth=2)
    previews = _sizes_below(Path(settings.PREVIEW_DIR), depth=2)
    units = list(PressUnit.objects.order_by("pk"))
    for unit in units:
        figures = _figures(unit, made, previews)
        StorageReport.objects.update_or_create(
            unit=unit, defaults={"at": clock.now(), "figures": figures}
        )
    return len(units)


def renditions_weigh() -> int:
    """Files made before their size was noted have it noted; return how many, some at once."""
    rows = PhotoRendition.objects.filter(file_size__isnull=True).order_by("pk")
    weighed = 0
    for rendition in rows[:WEIGHED_AT_ONCE]:
        size = 0
        with suppress(OSError):
            size = rendition.file.size
        PhotoRendition.objects.filter(pk=rendition.pk).update(file_size=size)
        weighed += 1
    return weighed


def _figures(
    unit: PressUnit, made: Mapping[str, int], previews: Mapping[str, int]
) -> Figures:
    own = CatalogueEntry.objects.filter(unit=unit).order_by()
    binned = CatalogueEntry.with_binned.filter(unit=unit, binned_at__isnull=False)
    renditions = PhotoRendition.objects.filter(image__entry__unit=unit).order_by()
    largest = own.annotate(weight=WEIGHT).order_by("-weight", "pk")
    return {
        "kinds": [
            [row["kind"], row["n"], row["size"] or 0]
            for row in own.values("kind").annotate(n=Count("pk"), size=Sum(WEIGHT))
        ],
        "renditions": _sum(renditions, "file_size"),
        "made": _made_sum(unit, made),
        "previews": _previews_sum(unit, previews),
        "bin": _sum(binned.order_by().annotate(weight=WEIGHT), "weight"),
        "versions": _sum(_older_versions(unit), "size"),
        "months": _months(own),
        "largest": [
            [pk, weight]
            for pk, weight in largest.values_list("pk", "weight")[:LARGEST_SHOWN]
        ],
    }


def _sum(rows: QuerySet[Any], name: str) -> list[int]:
    found = rows.aggregate(n=Count("pk"), size=Sum(name))
    return [found["n"], found["size"] or 0]


def _older_versions(unit: PressUnit) -> QuerySet[FileCheck]:
    """Return the files that only the deposit keeps, as far as they were read."""
    own = Q(name=F("entry__photo__file")) | Q(name=F("entry__document__file"))
    return FileCheck.objects.filter(entry__unit=unit).exclude(own).order_by()


def _months(own: QuerySet[CatalogueEntry]) -> list[list[Any]]:
    grown = (
        own.annotate(month=TruncMonth("added_at", tzinfo=get_default_timezone()))
        .values("month")
        .annotate(n=Count("pk"), size=Sum(WEIGHT))
        .order_by("-month")
    )
    rows = [
        [row["month"].date().isoformat(), row["n"], row["size"] or 0]
        for row in grown[:MONTHS_SHOWN]
    ]
    return rows[::-1]


def _made_sum(unit: PressUnit, made: Mapping[str, int]) -> list[int]:
    """Return what was made of the unit's contents; what two units share counts for each."""
    if not made:
        return [0, 0]
    steps = ProcessingStep.objects.filter(entry__unit=unit).order_by()
    hashes = set(steps.values_list("file_hash", flat=True).distinct()) & made.keys()
    return [len(hashes), sum(made[each] for each in hashes)]


def _previews_sum(unit: PressUnit, previews: Mapping[str, int]) -> list[int]:
    if not previews:
        return [0, 0]
    photos = Photo.with_binned.filter(entry__unit=unit).only("content_hash", "file")
    mark = str(unit.masthead)
    names = {
        place_of_preview(photo, mark).name for photo in photos.iterator(chunk_size=SOME)
    }
    found = names & previews.keys()
    return [len(found), sum(previews[name] for name in found)]


def _sizes_below(folder: Path, *, depth: int) -> dict[str, int]:
    """Return the bytes below each name at this depth, of what has any."""
    sizes: Counter[str] = Counter()
    for path, size in _files_below(str(folder)):
        parts = Path(path).relative_to(folder).parts
        if len(parts) >= depth:
            sizes[parts[depth - 1]] += size
    return {name: size for name, size in sizes.items() if size}


def _files_below(folder: str) -> Iterator[tuple[str, int]]:
    for path, _folders, names in os.walk(folder):
        for name in names:
            whole = str(Path(path) / name)
            # Gone while we were looking.
            with suppress(OSError):
                yield whole, Path(whole).stat().st_size


# --- Showing ------------------------------------------------------------------------


def report_of(unit: PressUnit) -> StorageReport | None:
    """Return what was measured last, None before the first time."""
    return StorageReport.objects.filter(unit=unit).first()


def originals_of(report: StorageReport) -> list[Part]:
    """Return the originals by kind."""
    kinds = {kind: (count, size) for kind, count, size in report.figures["kinds"]}
    return [
        Part(str(kind.label), *kinds.get(kind.value, (0, 0)))
        for kind in CatalogueEntry.Kind
    ]


def parts_of(report: StorageReport) -> list[Part]:
    """Return the whole archive by what the files are for."""
    own = originals_of(report)
    return [
        Part(
            _("Bản gốc"),
            sum(each.count for each in own),
            sum(each.size for each in own),
        ),
        *(
            Part(label, *report.figures[name])
            for name, label in (
                ("renditions", _("Cỡ ảnh cho trang web")),
                ("made", _("Phim, âm thanh đã chuyển")),
                ("previews", _("Bản xem trước có dấu")),
                ("versions", _("Phiên bản cũ đã đăng")),
                ("bin", _("Thùng rác")),
            )
        ),
    ]


def with_shares(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    """Return each part with how long its bar is, of 100 for the largest."""
    most = max((part.size for part in parts), default=0) or 1
    return [(part, round(100 * part.size / most)) for part in parts]


def months_of(report: StorageReport) -> list[Part]:
    """Return how much came in month by month, the oldest first, empty ones included."""
    came: dict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for month, count, size in report.figures["months"]:
        came[date.fromisoformat(month)] = (count, size)
    first = min(came, default=clock.today().replace(day=1))
    months: list[Part] = []
    month = clock.today().replace(day=1)
    while month >= first and len(months) < MONTHS_SHOWN:
        months.append(Part(f"{month:%m/%Y}", *came[month]))
        month = (month - timedelta(days=1)).replace(day=1)
    return months[::-1]


def largest_of(report: StorageReport) -> list[tuple[CatalogueEntry, int]]:
    """Return the heaviest of what is still there, with its bytes."""
    weights = dict(map(tuple, report.figures["largest"]))
    entries = CatalogueEntry.objects.filter(unit=report.unit, pk__in=weights)
    found = [(entry, weights[entry.pk]) for entry in entries]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].pk))


def report_rows(report: StorageReport) -> Iterable[list[str]]:
    """Yield the report as rows of a table, the first of which names the columns."""
    yield [_("Phần"), _("Mục"), _("Số tệp"), _("Số byte"), _("Đo lúc")]
    at = _moment(report.at)
    for part in originals_of(report):
        yield [_("Bản gốc theo loại"), part.label, str(part.count), str(part.size), at]
    for part in parts_of(report):
        yield [_("Toàn kho"), part.label, str(part.count), str(part.size), at]
    for part in months_of(report):
        name = _("Vào kho theo tháng")
        yield [name, part.label, str(part.count), str(part.size), at]
    for entry, size in largest_of(report):
        yield [_("Tệp nặng nhất"), cell(entry.title), "1", str(size), at]


def _moment(at: datetime) -> str:
    return clock.format_datetime_vi(at)
