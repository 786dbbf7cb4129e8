"""The files of another archive are in ours once each, with what was said of them."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.utils.translation import gettext as _

from toasoan.archive.incoming.inspection import SUFFIXES
from toasoan.archive.incoming.kinds import kind_of
from toasoan.archive.incoming.taking import incoming_look, incoming_take
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.models import IncomingFile
from toasoan.units.models import PressUnit

State = IncomingFile.State
OF_PHOTOS = ("alt_text",)
KEPT, REFUSED, MISSING, KNOWN, WOULD = "kept", "refused", "missing", "known", "would"


@dataclass
class Report:
    """What became of each file, written as it happens; opened by spreadsheets."""

    out: IO[str]
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # Without the mark, Excel takes UTF-8 for something else.
        self.out.write("\ufeff")
        self._writer = csv.writer(self.out)
        self._writer.writerow(
            [_("Mã ở kho cũ"), _("Tệp"), _("Kết quả"), _("Vì sao"), _("Chưa hiểu")]
        )

    def line(self, record: OldRecord, result: str, why: str = "") -> None:
        """Write what became of one file."""
        self.counts[result] += 1
        row = [record.source_id, str(record.path or ""), _said(result), why]
        self._writer.writerow(
            [_inert(cell) for cell in (*row, "; ".join(record.notes))]
        )
        self.out.flush()


@dataclass(frozen=True)
class Import:
    """One run.

    Attributes:
        unit: whose archive takes the files.
        source: what the other archive is called; with an id of it, a file is known.
        by: who answers for it; None for the house itself.
        is_trial: whether files are only looked at.
        again: whether what was refused earlier is tried once more.
    """

    unit: PressUnit
    source: str
    by: Any = None
    is_trial: bool = False
    again: bool = False

    def run(self, records: Iterable[OldRecord], report: Report) -> None:
        """Each file is in, or refused with a reason; cut off, the next run goes on."""
        for record in records:
            self._take(record, report)

    def _take(self, record: OldRecord, report: Report) -> None:
        key = self._key(record)
        known = IncomingFile.objects.filter(key=key).first()
        if known is not None and known.state == State.REFUSED and self.again:
            if not self.is_trial:
                known.delete()
            known = None
        if known is not None:
            report.line(record, KNOWN, known.refusal)
        elif record.path is None:
            report.line(record, MISSING, _("Không thấy tệp trong thư mục"))
        else:
            try:
                with record.path.open("rb") as opened:
                    file = File(opened, name=record.path.name)
                    self._take_file(key, record, file, report)
            except OSError as error:
                report.line(record, MISSING, str(error))

    def _take_file(
        self, key: str, record: OldRecord, file: File[bytes], report: Report
    ) -> None:
        if self.is_trial:
            why = incoming_look(file)
            report.line(record, REFUSED if why else WOULD, why)
            return
        row = incoming_take(
            key=key,
            source=IncomingFile.Source.MIGRATION,
            unit=self.unit,
            file=file,
            by=self.by,
            title=record.texts.get("title", ""),
            details=_details(record, is_photo=kind_of(file) in SUFFIXES),
            keywords=record.keywords,
        )
        report.line(record, str(row.state), row.refusal)

    def _key(self, record: OldRecord) -> str:
        told = f"{self.source}\n{record.source_id}"
        digest = hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()
        return f"migration:{self.unit.key}:{digest}"


def import_to_file(
    work: Import, records: Iterable[OldRecord], path: Path
) -> Counter[str]:
    """Run the import, its report in the file; return how many files ended in which way."""
    with path.open("w", encoding="utf-8", newline="") as out:
        report = Report(out)
        work.run(records, report)
    return report.counts


def _details(record: OldRecord, *, is_photo: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: text
        for name, text in record.texts.items()
        if name != "title" and (is_photo or name not in OF_PHOTOS)
    }
    found |= {
        "usage": record.usage,
        "rights_from": record.rights_from,
        "rights_to": record.rights_to,
    }
    if is_photo and record.taken_at:
        found["taken_at"] = record.taken_at
    return found


def _said(result: str) -> str:
    return {
        KEPT: _("Đã vào kho"),
        REFUSED: _("Kho không nhận"),
        MISSING: _("Thiếu tệp"),
        KNOWN: _("Đã xét ở lần trước"),
        WOULD: _("Sẽ vào kho"),
    }[result]


def _inert(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
