"""A folder tree, with what stands beside its files: XMP and JSON sidecars."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.trees import FileTree
from toasoan.archive.migration_in.understanding import field_of, keywords_of, record_of
from toasoan.core.text import nfc

SIDECARS = (".xmp", ".json")
SIDECAR_BYTES = 2 * 1024 * 1024
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XMP_FIELDS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}description": "caption",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/elements/1.1/}rights": "copyright_notice",
    "{http://purl.org/dc/elements/1.1/}subject": "keywords",
    "{http://ns.adobe.com/photoshop/1.0/}Headline": "title",
    "{http://ns.adobe.com/photoshop/1.0/}Credit": "credit",
    "{http://ns.adobe.com/photoshop/1.0/}DateCreated": "taken_at",
    "{http://ns.adobe.com/xap/1.0/rights/}UsageTerms": "rights_note",
    "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility": "alt_text",
}


def folder_records(folder: Path, *, folders_are_keywords: bool) -> Iterator[OldRecord]:
    """Yield the files of the tree with what their sidecars say.

    Args:
        folder: its files are known by their place below it.
        folders_are_keywords: whether the names of the folders are keywords.

    Raises:
        ImportSourceWrong: there is no such folder.
    """
    tree = FileTree(folder)
    for path in tree.files():
        if path.suffix.lower() in SIDECARS:
            continue
        said, notes = _said_beside(path)
        name = tree.name_of(path)
        record = record_of(name, path, said, notes)
        if folders_are_keywords:
            above = ";".join(Path(name).parts[:-1])
            record.keywords = list(
                dict.fromkeys([*record.keywords, *keywords_of(above)])
            )
        yield record


def _said_beside(path: Path) -> tuple[dict[str, str], list[str]]:
    """Return what the sidecars say; XMP before JSON."""
    said: dict[str, str] = {}
    notes: list[str] = []
    for read, suffix in ((_xmp_said, ".xmp"), (_json_said, ".json")):
        for beside in (path.with_name(path.name + suffix), path.with_suffix(suffix)):
            if not beside.is_file() or beside.is_symlink():
                continue
            try:
                if beside.stat().st_size > SIDECAR_BYTES:
                    raise ValueError(_("nặng hơn 2 MB"))  # noqa: TRY301
                said = read(beside, notes) | said
            except (OSError, ValueError, etree.XMLSyntaxError, RecursionError) as error:
                notes.append(
                    _("Không đọc được %(name)s: %(error)s")
                    % {"name": nfc(beside.name), "error": error}
                )
            break
    return said, notes


def _xmp_said(path: Path, _notes: list[str]) -> dict[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    found: dict[str, str] = {}
    for about in etree.fromstring(path.read_bytes(), parser).iter(f"{RDF}Description"):
        pairs = [(str(tag), str(text)) for tag, text in about.attrib.items()]
        pairs += [(str(child.tag), _xmp_text(child)) for child in about]
        for tag, text in pairs:
            field = XMP_FIELDS.get(tag)
            if field and text.strip():
                found.setdefault(field, text)
    return found


def _xmp_text(node: Any) -> str:
    values = [(each.text or "").strip() for each in node.iter(f"{RDF}li")]
    return ";".join(filter(None, values)) if values else (node.text or "")


def _json_said(path: Path, notes: list[str]) -> dict[str, str]:
    data = json.loads(path.read_bytes().decode("utf-8-sig"))
    if not isinstance(data, dict):
        raise ValueError(_("không phải bản ghi"))  # noqa: TRY004 - told as any other fault
    found: dict[str, str] = {}
    for key, value in data.items():
        field, text = field_of(key), _json_text(value)
        if key == "photoTakenTime" and isinstance(value, dict):
            # Google writes seconds of Greenwich.
            field, text = "taken_at", _of_seconds(value.get("timestamp"))
        if field and text:
            found.setdefault(field, text)
        elif value not in (None, "", [], {}):
            notes.append(f"{nfc(key)}: {json.dumps(value, ensure_ascii=False)[:200]}")
    return found


def _json_text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(each) for each in value if isinstance(each, str | int))
    return str(value) if isinstance(value, str | int) else ""


def _of_seconds(value: Any) -> str:
    return datetime.fromtimestamp(int(value), UTC).isoformat() if value else ""
