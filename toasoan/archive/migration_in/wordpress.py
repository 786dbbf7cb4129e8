"""WordPress: the media of an export (WXR 1.0 to 1.2) beside a copy of `uploads`."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.trees import FileTree
from toasoan.archive.migration_in.understanding import record_of

WP = "http://wordpress.org/export/"
EXCERPT, CONTENT = "excerpt}encoded", "content/}encoded"
# Of what WordPress read out of the file itself.
META = {"credit": "creator", "copyright": "copyright_notice", "created_timestamp": ""}


def wordpress_records(path: Path, uploads: Path) -> Iterator[OldRecord]:
    """Yield what the export says of each attachment, with its file.

    Nothing is fetched: a file that is not in the folder is told as missing.

    Raises:
        ImportSourceWrong: it is no such export, or it breaks off.
    """
    tree, seen = FileTree(uploads), False
    try:
        with path.open("rb") as file:
            items = etree.iterparse(
                file,
                tag="item",
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,
            )
            for _event, item in items:
                seen = True
                words = _words(item)
                if words.get("post_type") == "attachment":
                    yield _record(words, _metas(item), _keywords(item), tree)
                _forget(item)
    except (OSError, etree.XMLSyntaxError) as error:
        raise ImportSourceWrong(
            _("Bản xuất WordPress hỏng hoặc bị cắt: %(error)s") % {"error": error}
        ) from error
    if not seen:
        raise ImportSourceWrong(_("Tệp này không phải bản xuất của WordPress"))


def _forget(item: Any) -> None:
    """Let go of what was read, so that a long export fits into memory."""
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]


def _words(item: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in item:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child)
        space = name.namespace or ""
        key = name.localname
        if key == "encoded":
            key = "excerpt" if "excerpt" in space else "content"
        elif space and not space.startswith(WP):
            continue
        found.setdefault(key, (child.text or "").strip())
    return found


def _metas(item: Any) -> dict[str, str]:
    found = {}
    for meta in item.iterfind("{*}postmeta"):
        key, value = meta.findtext("{*}meta_key"), meta.findtext("{*}meta_value")
        found[(key or "").strip()] = value or ""
    return found


def _keywords(item: Any) -> str:
    return ";".join((each.text or "").strip() for each in item.iterfind("category"))


def _record(
    words: dict[str, str], metas: dict[str, str], keywords: str, tree: FileTree
) -> OldRecord:
    serialized = metas.get("_wp_attachment_metadata", "")
    said = {
        "title": words.get("title", ""),
        "caption": words.get("excerpt") or words.get("content", ""),
        "alt_text": metas.get("_wp_attachment_image_alt", ""),
        "keywords": keywords,
    }
    for key, field in META.items():
        if field:
            said[field] = _serialized(serialized, key)
    taken = _serialized(serialized, "created_timestamp")
    if taken.isdigit() and int(taken):
        # A camera's clock, written as if it were Greenwich's.
        moment = datetime.fromtimestamp(int(taken), UTC)
        said["taken_at"] = moment.strftime("%Y-%m-%d %H:%M:%S")
    name = _name(words, metas)
    whole = _serialized(serialized, "original_image")
    file = (
        tree.find(str(PurePosixPath(name).with_name(whole))) if whole and name else None
    )
    notes = []
    if words.get("excerpt") and words.get("content"):
        notes.append(f"description: {words['content']}")
    source_id = words.get("post_id") or name
    return record_of(
        source_id, file or tree.find(name), {k: v for k, v in said.items() if v}, notes
    )


def _name(words: dict[str, str], metas: dict[str, str]) -> str:
    """Return where below `uploads` the file lies."""
    name = metas.get("_wp_attached_file", "").strip()
    if name:
        return name
    place = unquote(urlsplit(words.get("attachment_url") or words.get("guid", "")).path)
    return place.partition("/uploads/")[2]


def _serialized(text: str, key: str) -> str:
    """Return a text or number out of what PHP serialized; its lengths are in bytes."""
    data = text.encode()
    start = re.search(
        rb's:%d:"%s";(?:s:(\d+):"|i:(\d+);)' % (len(key), key.encode()), data
    )
    if start is None:
        return ""
    if start[2]:
        return start[2].decode()
    return data[start.end() : start.end() + int(start[1])].decode("utf-8", "replace")
