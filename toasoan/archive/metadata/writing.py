"""Writes the words of a photo into a copy of its file: XMP and IIM alike, in UTF-8."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from toasoan.archive.metadata.errors import MetadataProgramFailed
from toasoan.archive.metadata.fields import WORDS, Word, bytes_cut
from toasoan.archive.metadata.program import exiftool_run
from toasoan.archive.metadata.reading import Tags, Words, tags_of
from toasoan.archive.vocabularies.choosing import cv_terms
from toasoan.archive.vocabularies.media_topics import code_of
from toasoan.core import clock

VALUES = "words.json"
# exiftool deletes a tag given so (-f); no word of ours is only this.
GONE = "-"
MORE_BYTES = 4 * 1024 * 1024
# Which formats hold IIM: in others XMP alone speaks.
IIM_SUFFIXES = frozenset({".jpg", ".png", ".tif"})
WRITE = (
    "-m",
    "-f",
    "-overwrite_original",
    "-charset",
    "iptc=UTF8",
    "-charset",
    "exif=UTF8",
)


def words_write(
    path: Path,
    words: Words,
    *,
    emptied: Collection[str] = (),
    taken_at: datetime | None = None,
) -> None:
    """Have the file at `path` say the words; what it says besides, it still says.

    Args:
        path: a copy that stands alone in its folder; never the stored original.
        words: by key of `fields.WORDS`; one that is empty is left as the file has it.
        emptied: keys of words that a person took away: the file loses them.
        taken_at: when the picture was taken.

    Raises:
        MetadataProgramMissing: the machine has no exiftool.
        MetadataProgramFailed: the file could not be written; it may be damaged.
    """
    before = tags_of(path).tags
    values = values_of(
        words, before, emptied=emptied, with_iim=path.suffix in IIM_SUFFIXES
    )
    values |= _date_values(taken_at, with_iim=path.suffix in IIM_SUFFIXES)
    (path.parent / VALUES).write_text(
        json.dumps([{"SourceFile": "*", **values}], ensure_ascii=False), "utf-8"
    )
    limit = path.stat().st_size + MORE_BYTES
    exiftool_run(
        [*WRITE, f"-json={VALUES}", path.name], folder=path.parent, file_max=limit
    )
    if not path.exists() or not path.stat().st_size:
        raise MetadataProgramFailed


def values_of(
    words: Words,
    before: Tags,
    *,
    emptied: Collection[str] = (),
    with_iim: bool = True,
) -> dict[str, Any]:
    """Return tag → value, as exiftool is told to write them."""
    values: dict[str, Any] = {}
    for word in WORDS:
        value = words.get(word.key) or ""
        if not value and word.key not in emptied:
            continue
        if word.key == "topic":
            values[word.xmp[0]] = _topics(before.get(word.xmp[0]), value or [])
            continue
        for name in word.xmp:
            _xmp_put(values, before, name, value)
        if word.iim and with_iim:
            values[word.iim] = _iim(word, value)
        if word.exif:
            values[word.exif] = _exif(value)
    if with_iim:
        values["IPTC:CodedCharacterSet"] = "UTF8"
        # Says that IIM and XMP were written together (MWG guidelines 2.0, 3.3).
        values["Photoshop:IPTCDigest"] = "new"
    return values


def _topics(before: Any, codes: Collection[str]) -> Any:
    """Return the terms of the file: ours as they are now, those of other lists kept."""
    several = before if isinstance(before, list) else [before]
    others = [
        each
        for each in several
        if isinstance(each, Mapping) and not code_of(str(each.get("CvTermId", "")))
    ]
    return [*cv_terms(codes), *others] or GONE


def _xmp_put(values: dict[str, Any], before: Tags, name: str, value: Any) -> None:
    tag, _slash, member = name.partition("/")
    if not member:
        values[tag] = value or GONE
        return
    # Further places the file names, and what else it says of the first, stay.
    known = values.get(tag) or before.get(tag) or [{}]
    places = [dict(each) for each in known if isinstance(each, Mapping)] or [{}]
    places[0].pop(member, None)
    if value:
        places[0][member] = value
    values[tag] = [each for each in places if each] or GONE


def _iim(word: Word, value: Any) -> Any:
    if not value:
        return GONE
    if isinstance(value, list):
        cut = [bytes_cut(each, word.iim_bytes) for each in value]
        return list(dict.fromkeys(cut))
    return bytes_cut(value, word.iim_bytes)


def _exif(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else value
    return text or GONE


def _date_values(taken_at: datetime | None, *, with_iim: bool) -> dict[str, str]:
    """Return the date tags; what the camera wrote in EXIF is its own evidence."""
    if taken_at is None:
        return {}
    moment = clock.local(taken_at)
    values = {"XMP-photoshop:DateCreated": moment.isoformat(timespec="seconds")}
    if with_iim:
        zone = moment.isoformat(timespec="seconds")[-6:]
        values["IPTC:DateCreated"] = f"{moment:%Y:%m:%d}"
        values["IPTC:TimeCreated"] = f"{moment:%H:%M:%S}{zone}"
    return values
