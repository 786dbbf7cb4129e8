"""What another archive says of one of its files, before any of it is believed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

# As long as the columns they go into; what is cut is named in the report.
LIMITS = {
    "title": 255,
    "caption": 2000,
    "credit": 200,
    "copyright_notice": 300,
    "alt_text": 300,
    "rights_note": 300,
}


@dataclass
class OldRecord:
    """One file of another archive.

    Attributes:
        source_id: what it is known by there; the same whenever it is asked for again.
        path: the file on this machine; None when it was not found.
        texts: words by the name of our own column.
        keywords: what it is found by.
        usage: a value of RightsModel.Usage; "unknown" unless it was clearly said.
        taken_at: when it was made, where that is known to the minute.
        rights_from: first day it may be used.
        rights_to: last day it may be used.
        notes: what was said and not understood, as sentences.
    """

    source_id: str
    path: Path | None
    texts: dict[str, str] = field(default_factory=dict)
    keywords: Sequence[str] = ()
    usage: str = "unknown"
    taken_at: datetime | None = None
    rights_from: date | None = None
    rights_to: date | None = None
    notes: list[str] = field(default_factory=list)
