"""Reads everything a picture's file says, and finds the words of the standard in it."""

import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.metadata.errors import (
    MetadataProgramFailed,
    MetadataProgramMissing,
)
from toasoan.archive.metadata.fields import (
    BY_KEY,
    LEGACY_TOPICS,
    LIST_ITEM_MAX,
    LIST_MAX,
    WORDS,
    Word,
)
from toasoan.archive.metadata.program import exiftool_path, exiftool_run

Tags = dict[str, Any]
Words = dict[str, Any]
NAME = "anh"
# IIM that names no character set is UTF-8 today; what is not is read by `embedded`.
READ = ("-json", "-G1", "-struct", "-charset", "iptc=UTF8", "-charset", "exif=UTF8")
# What exiftool says of its own temporary copy, and of itself.
NOT_OF_THE_FILE = ("SourceFile", "System:", "ExifTool:")
EXIFTOOL_IIM = {
    "title": "IPTC:ObjectName",
    "keywords": "IPTC:Keywords",
    "byline": "IPTC:By-line",
    "city": "IPTC:City",
    "headline": "IPTC:Headline",
    "credit": "IPTC:Credit",
    "source": "IPTC:Source",
    "copyright": "IPTC:CopyrightNotice",
    "caption": "IPTC:Caption-Abstract",
    "instructions": "IPTC:SpecialInstructions",
    "sublocation": "IPTC:Sub-location",
    "province": "IPTC:Province-State",
    "country": "IPTC:Country-PrimaryLocationName",
    "job_id": "IPTC:OriginalTransmissionReference",
}


@dataclass(frozen=True)
class FileTags:
    """Everything a file says: tags by group and name, and who read them."""

    reader: str = ""
    tags: Tags = field(default_factory=dict)


def file_tags_read(
    file: IO[bytes], *, suffix: str, embedded: Mapping[str, Words] | None = None
) -> FileTags:
    """Return the file's tags, none when exiftool is not there or gives it up.

    Odd metadata never refuses a good picture.

    Args:
        file: open; it is at its start again afterwards.
        suffix: of its real kind, such as ".jpg".
        embedded: what `embedded_read` found, whose IIM wins: it knows texts that
            are not UTF-8.
    """
    if exiftool_path() is None:
        return FileTags()
    with tempfile.TemporaryDirectory(prefix="toasoan-exif-") as folder:
        copy = Path(folder) / f"{NAME}{suffix}"
        file.seek(0)
        with copy.open("wb") as out:
            shutil.copyfileobj(file, out)
        file.seek(0)
        try:
            found = tags_of(copy)
        except (MetadataProgramMissing, MetadataProgramFailed):
            return FileTags()
    for name, value in (embedded or {}).get("iptc", {}).items():
        if EXIFTOOL_IIM.get(name) in found.tags:
            found.tags[EXIFTOOL_IIM[name]] = value
    return found


def tags_of(path: Path) -> FileTags:
    """Return the tags of the file, which stands alone in its folder.

    Raises:
        MetadataProgramMissing: the machine has no exiftool.
        MetadataProgramFailed: it could not read the file.
    """
    answer = exiftool_run([*READ, path.name], folder=path.parent)
    try:
        (found,) = json.loads(answer.decode("utf-8", "replace"))
    except ValueError as error:
        raise MetadataProgramFailed from error
    version = str(found.get("ExifTool:ExifToolVersion", ""))
    kept = {
        name: storable(value)
        for name, value in found.items()
        if not name.startswith(NOT_OF_THE_FILE)
    }
    return FileTags(f"exiftool {version}".strip(), kept)


def storable(value: Any) -> Any:
    """Return the value with nothing in it that a database refuses to hold as JSON."""
    if isinstance(value, dict):
        return {storable(str(name)): storable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def words_of(tags: Tags) -> Words:
    """Return the words of the standard that the tags hold: XMP, then IIM, then EXIF.

    The order is that of the Guardian's Grid.
    """
    found = {word.key: _word_of(word, tags) for word in WORDS if word.key != "topic"}
    found["topic"] = topics_said(tags)
    return {key: value for key, value in found.items() if value}


def topics_said(tags: Tags) -> list[str]:
    """Return the addresses of topics the tags name, those of the older list too."""
    terms = tags.get(BY_KEY["topic"].xmp[0])
    several = terms if isinstance(terms, list) else [terms]
    said = [
        _one(each.get("CvTermId", "")) for each in several if isinstance(each, dict)
    ]
    for name in LEGACY_TOPICS:
        values = tags.get(name) or []
        # IIM has "IPTC:11000000:Politics::".
        codes = re.findall(r"(?<!\d)\d{8}(?!\d)", " ".join(map(str, _listed(values))))
        said += [f"subj:{code}" for code in codes]
    return list(dict.fromkeys(uri for uri in said if uri))[:LIST_MAX]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _word_of(word: Word, tags: Tags) -> str | list[str]:
    for value in _places(word, tags):
        if word.kind == "list":
            several = _several(value, word, tags)
            if several:
                return several
        else:
            text = _one(value)[: word.max_chars]
            if text:
                return text
    return [] if word.kind == "list" else ""


def _places(word: Word, tags: Tags) -> Iterator[Any]:
    for name in (*word.xmp, word.iim, word.exif):
        tag, _slash, member = name.partition("/")
        if tag not in tags:
            continue
        yield _member(tags[tag], member) if member else tags[tag]


def _member(value: Any, member: str) -> Any:
    first = value[0] if isinstance(value, list) and value else value
    return first.get(member, "") if isinstance(first, dict) else ""


def _several(value: Any, word: Word, tags: Tags) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if word.exif and value is tags.get(word.exif):
        # EXIF has one text for several people (MWG guidelines 2.0, 5.4).
        values = re.split(r"\s*;\s*", str(value))
    texts = [_one(each)[:LIST_ITEM_MAX] for each in values]
    return list(dict.fromkeys(text for text in texts if text))[:LIST_MAX]


def _one(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_one, value)))
    if isinstance(value, dict):
        return ""
    return tidy(str(value))
