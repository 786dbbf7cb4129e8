"""Reads IPTC Media Topics as IPTC publishes them, and our Vietnamese names for them.

Formats: the RDF/XML and the JSON of https://cv.iptc.org/newscodes/mediatopic
(IPTC NewsCodes, CC BY 4.0).
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date

from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.vocabularies.errors import TopicsFileWrong

URI = "http://cv.iptc.org/newscodes/mediatopic/"
LEGACY_URI = "http://cv.iptc.org/newscodes/subjectcode/"
ATTRIBUTION = "IPTC NewsCodes, Media Topics (CC BY 4.0), iptc.org"
NAMES_VI = Path(__file__).with_name("media_topics.vi.json")
BYTES_MAX = 64 * 1024 * 1024
CODE = re.compile(r"\d{8}")
# What other files make of a reader that expects this one.
WRONG = (OSError, ValueError, LookupError, ET.ParseError, AttributeError, TypeError)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SKOS = "{http://www.w3.org/2004/02/skos/core#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class TopicRead:
    """One topic as a file has it."""

    code: str
    label_en: str
    note: str = ""
    broader: str = ""
    legacy: tuple[str, ...] = ()
    is_retired: bool = False
    retired_on: date | None = None


def topics_read(path: Path) -> list[TopicRead]:
    """Return the topics of the file, each once.

    Raises:
        TopicsFileWrong: it is no file of Media Topics, or not whole.
    """
    try:
        if path.stat().st_size > BYTES_MAX:
            raise TopicsFileWrong
        data = path.read_bytes()
        is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        found = list(_from_rdf(data) if is_xml else _from_json(data))
    except WRONG as error:
        raise TopicsFileWrong from error
    topics = {topic.code: topic for topic in found}
    if not topics or any(t.broader and t.broader not in topics for t in found):
        raise TopicsFileWrong
    return list(topics.values())


def names_vi() -> dict[str, list[str]]:
    """Return our Vietnamese names by code: what it is called, then what else."""
    names: dict[str, list[str]] = json.loads(NAMES_VI.read_text("utf-8"))
    return names


def code_of(uri: str) -> str:
    """Return the eight digits of a topic's address or short name, "" for others."""
    text = uri.strip()
    for start in (URI, URI.replace("http:", "https:"), "medtop:"):
        if text.startswith(start) and CODE.fullmatch(text[len(start) :]):
            return text[len(start) :]
    return ""


def legacy_code_of(uri: str) -> str:
    """Return the eight digits of an older subject code, "" for others."""
    for start in (LEGACY_URI, LEGACY_URI.replace("http:", "https:"), "subj:"):
        if uri.startswith(start) and CODE.fullmatch(uri[len(start) :]):
            return uri[len(start) :]
    return ""


def _from_rdf(data: bytes) -> Iterator[TopicRead]:
    # IPTC declares no entities; a file that does is not theirs.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TopicsFileWrong
    for row in ET.fromstring(data):  # noqa: S314 - no entities, see above
        code = code_of(row.get(f"{_RDF}about", ""))
        label = _english(row, "prefLabel")
        if not code or not label:
            continue
        deprecated = [each for each in row if each.tag.endswith("}deprecated")]
        same = [legacy_code_of(uri) for uri in _links(row, "exactMatch")]
        yield TopicRead(
            code=code,
            label_en=label[:200],
            note=_english(row, "definition"),
            broader=next((b for u in _links(row, "broader") if (b := code_of(u))), ""),
            legacy=tuple(each for each in same if each),
            is_retired=any((e.text or "").strip() in {"true", "1"} for e in deprecated),
        )


def _english(row: ET.Element, name: str) -> str:
    texts = {
        each.get(_XML_LANG, ""): tidy(each.text or "")
        for each in row.findall(f"{_SKOS}{name}")
    }
    return next(
        (texts[lang] for lang in ("en-GB", "en-US", "en", "") if texts.get(lang)), ""
    )


def _links(row: ET.Element, name: str) -> list[str]:
    found = []
    for each in row.findall(f"{_SKOS}{name}"):
        inner = [child.get(f"{_RDF}about") for child in each]
        found += [each.get(f"{_RDF}resource"), *inner]
    return [uri for uri in found if uri]


def _from_json(data: bytes) -> Iterator[TopicRead]:
    for row in json.loads(data)["conceptSet"]:
        code = code_of(str(row.get("uri") or row.get("qcode") or ""))
        label = _english_of(row.get("prefLabel"))
        if not code or not label:
            continue
        retired = row.get("retired")
        broader = (code_of(str(each)) for each in row.get("broader") or ())
        yield TopicRead(
            code=code,
            label_en=label[:200],
            note=_english_of(row.get("definition")),
            broader=next((each for each in broader if each), ""),
            legacy=tuple(
                c for u in row.get("exactMatch") or () if (c := legacy_code_of(str(u)))
            ),
            is_retired=bool(retired),
            retired_on=parse_date(str(retired)[:10]) if retired else None,
        )


def _english_of(texts: Any) -> str:
    several = texts if isinstance(texts, dict) else {}
    return next(
        (
            tidy(str(several[lang]))
            for lang in ("en-GB", "en-US", "en")
            if several.get(lang)
        ),
        "",
    )
