"""What the words of other archives mean here: columns, dates, rights; never by guessing."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.archive.migration_in.records import LIMITS, OldRecord
from toasoan.archive.models.rights import RightsModel
from toasoan.core.text import fold, nfc, plain_text

Usage = RightsModel.Usage
KEYWORD_MAX, KEYWORDS_MAX = 100, 50
# Names of columns as people and programs write them, folded, by what they mean here.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ma", "ma so", "ma anh", "ref", "resource id", "resource id(s)"),
    "file": (
        *("tep", "ten tep", "tap tin", "ten file", "file", "filename", "file name"),
        *("duong dan", "path", "original filename", "ten tep goc"),
    ),
    "title": ("tieu de", "tieu de anh", "ten", "ten anh", "title", "headline", "tit"),
    "caption": (
        *("chu thich", "chu thich anh", "mo ta", "noi dung", "caption"),
        *("description", "noi dung anh"),
    ),
    "alt_text": ("chu thay anh", "alt", "alt text", "van ban thay the"),
    "credit": ("ghi nguon", "nguon", "nguon anh", "credit", "credit line", "source"),
    "creator": (
        *("tac gia", "nguoi chup", "phong vien", "creator", "author"),
        *("photographer", "byline", "nhiep anh gia"),
    ),
    "copyright_notice": ("ban quyen", "copyright", "copyright notice", "rights"),
    "usage": ("quyen", "quyen su dung", "usage", "usage rights", "license", "licence"),
    "keywords": ("tu khoa", "the", "keywords", "tags", "subject", "key words"),
    "taken_at": (
        *("ngay chup", "chup luc", "thoi gian chup", "ngay", "date", "date taken"),
        *("date created", "datecreated", "creation date"),
    ),
    "rights_from": ("dung tu ngay", "dung duoc tu", "rights from", "usage from"),
    "rights_to": (
        *("dung den ngay", "dung duoc den", "han dung", "het han", "rights to"),
        *("expiry date", "expires", "usage to"),
    ),
    "rights_note": ("ghi chu quyen", "dieu kien", "usage terms", "restrictions"),
}
FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
RIGHTS: dict[str, tuple[str, ...]] = {
    Usage.STAFF: (
        "anh cua don vi",
        "anh don vi",
        "noi bo",
        "staff",
        "staff photographer",
    ),
    Usage.CONTRIBUTOR: (
        "cong tac vien",
        "ctv",
        "contributor",
        "freelance",
        "freelancer",
    ),
    Usage.HANDOUT: ("co quan cung cap", "handout", "pr image", "press release"),
    Usage.AGENCY: (
        "hang tin",
        "agency",
        "ttxvn",
        "reuters",
        "afp",
        "ap",
        "getty images",
    ),
    Usage.LICENSED: (
        "mua quyen",
        "da mua",
        "licensed",
        "royalty free",
        "rights managed",
    ),
    Usage.OPEN: (
        *("giay phep mo", "pham vi cong cong", "mien phi ban quyen", "public domain"),
        *("cc0", "creative commons zero"),
    ),
    Usage.FORBIDDEN: ("khong duoc dung", "cam dung", "forbidden", "do not use"),
}
USAGE_OF = {word: usage for usage, words in RIGHTS.items() for word in words}
# Those that forbid trade or changes are no open licence for a newspaper.
CC_OPEN = re.compile(r"(cc|creative commons)[ -]by([ -]sa)?( \d\.\d)?")
MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y:%m:%d %H:%M:%S")
MOMENTS_VI = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y:%m:%d")
TEXTS = frozenset(LIMITS)


def field_of(column: str) -> str:
    """Return which of our fields a column is, "" when it is none we know."""
    return FIELD_OF.get(re.sub(r"[\s_]+", " ", fold(nfc(column))).strip(), "")


def record_of(
    source_id: str, path: Path | None, said: Mapping[str, str], notes: list[str]
) -> OldRecord:
    """Return what was said of a file, by field, as the archive takes it.

    Args:
        source_id: as in OldRecord.
        path: as in OldRecord.
        said: the words by field of COLUMNS.
        notes: what was not understood so far.
    """
    record = OldRecord(source_id, path, notes=notes)
    for name in TEXTS & said.keys():
        _text_put(record, name, said[name])
    creator = _tidy(said.get("creator", ""))
    if creator:
        credit = record.texts.get("credit", "")
        is_named = fold(creator) in fold(credit)
        _text_put(record, "credit", credit if is_named else _joined(creator, credit))
    record.keywords = keywords_of(said.get("keywords", ""))
    record.taken_at = _moment(record, said.get("taken_at", ""))
    record.rights_from = _day(record, said.get("rights_from", ""))
    record.rights_to = _day(record, said.get("rights_to", ""))
    if (
        record.rights_from
        and record.rights_to
        and record.rights_to < record.rights_from
    ):
        record.notes.append(_("Hạn dùng kết thúc trước khi bắt đầu: không ghi"))
        record.rights_from = record.rights_to = None
    _usage_put(record, _tidy(said.get("usage", "")))
    return record


def keywords_of(text: str) -> list[str]:
    """Return the keywords in a list that is written with commas, semicolons or bars."""
    parts = [_tidy(part)[:KEYWORD_MAX] for part in re.split(r"[;,|\n]", text)]
    return list(dict.fromkeys(filter(None, parts)))[:KEYWORDS_MAX]


def _text_put(record: OldRecord, name: str, text: str) -> None:
    text, limit = _tidy(text), LIMITS[name]
    if len(text) > limit:
        record.notes.append(
            _("Cắt còn %(n)d chữ: %(text)s") % {"n": limit, "text": text}
        )
    if text:
        record.texts[name] = text[:limit]


def _tidy(text: str) -> str:
    """Return the words without tags and odd signs, in the one form the house stores."""
    if "<" in text and ">" in text:
        text = plain_text(text)
    kept = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return nfc(kept).strip()


def _joined(creator: str, credit: str) -> str:
    return f"{creator}/{credit}" if credit else creator


def _usage_put(record: OldRecord, words: str) -> None:
    """The usage is what was clearly said, and otherwise unknown, with the words beside it."""
    if not words:
        return
    known = re.sub(r"\s+", " ", fold(words))
    usage = USAGE_OF.get(known, "")
    if not usage and CC_OPEN.fullmatch(known):
        usage = Usage.OPEN
    if not usage and words in Usage.values:
        usage = words
    record.usage = str(usage or Usage.UNKNOWN)
    if not usage:
        record.notes.append(
            _("Không hiểu quyền “%(words)s”: chưa rõ quyền") % {"words": words}
        )
    if usage != words and not record.texts.get("rights_note"):
        _text_put(record, "rights_note", words)


def _moment(record: OldRecord, text: str) -> datetime | None:
    """Return the moment; of a day alone, its noon here; None when it is less than a day."""
    text = _tidy(text)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        found = None
    for pattern in (*MOMENTS, *MOMENTS_VI):
        found = found or _parsed(text, pattern)
    if found is None:
        day = _day_of(text)
        found = datetime(day.year, day.month, day.day, 12) if day else None  # noqa: DTZ001
    if found is None or found.year < 1800:
        record.notes.append(_("Không hiểu ngày “%(text)s”") % {"text": text})
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _day(record: OldRecord, text: str) -> date | None:
    text = _tidy(text)
    found = _day_of(text[:10]) if text else None
    if text and found is None:
        record.notes.append(_("Không hiểu ngày “%(text)s”") % {"text": text})
    return found


def _day_of(text: str) -> date | None:
    for pattern in DAYS:
        found = _parsed(text, pattern)
        if found:
            return found.date()
    return None


def _parsed(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern)  # noqa: DTZ007 - made aware by who asks
    except ValueError:
        return None
