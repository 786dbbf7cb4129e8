"""ResourceSpace: what it says of its resources as XML, instead of a CSV.

Two forms are read. `metadump.xml`, which it keeps beside each original: Dublin Core where it
has a word for a field, `resourcespace:field` elsewhere, every element with the field's title
and number. And an export of its table `resource_data`, as `mysqldump --xml` or phpMyAdmin
writes it, one row a field of a resource; with `resource_type_field` in the same file the
fields have names, without it the numbers of a fresh installation count.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.resourcespace import resource_record
from toasoan.archive.migration_in.trees import FileTree
from toasoan.archive.migration_in.understanding import field_of
from toasoan.core.text import nfc

XML_BYTES = 512 * 1024 * 1024
DUMP_BYTES = 16 * 1024 * 1024
DUMP = "metadump.xml"
# ResourceSpace writes its prefix without ever saying what it stands for.
PREFIX, DECLARED = b"resourcespace:", b"xmlns:resourcespace="
RECORD = re.compile(rb"<record\b")
OWN = b'<record xmlns:resourcespace="http://www.resourcespace.org"'
DUBLIN_CORE = {
    "title": "title",
    "description": "caption",
    "creator": "creator",
    "rights": "copyright_notice",
    "date": "taken_at",
    "subject": "keywords",
    "source": "credit",
}
# As every installation begins.
NUMBERS = {
    "1": "keywords",
    "8": "title",
    "10": "credit",
    "12": "taken_at",
    "18": "caption",
    "51": "file",
}
Row = dict[str, str]


class _Fields:
    """Which fields mean what here: as told, then by title or name, then by number."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._told = {nfc(name).strip(): field for name, field in columns.items()}
        self._named: dict[str, tuple[str, ...]] = {}

    def learn(self, row: Row) -> None:
        names = (row.get("title", ""), row.get("name", ""))
        self._named[row.get("ref", "")] = tuple(nfc(name).strip() for name in names)

    def names_of(self, number: str) -> tuple[str, ...]:
        return self._named.get(number, ())

    def meaning(self, number: str, *names: str) -> str:
        """Return our field, "" for none."""
        for name in (number, *names):
            if nfc(name).strip() in self._told:
                return self._told[nfc(name).strip()]
        known = (field_of(name) for name in names if name)
        found = next((field for field in known if field), "")
        return found or ("" if any(names) else NUMBERS.get(number, ""))


def metadump_records(
    filestore: Path, *, columns: Mapping[str, str]
) -> Iterator[OldRecord]:
    """Yield what each `metadump.xml` says of the original beside it.

    One that cannot be read is a record with a note, and stops no other.

    Raises:
        ImportSourceWrong: the folder is not there, or holds no such file.
    """
    tree, fields, count = FileTree(filestore), _Fields(columns), 0
    for path in tree.files():
        if path.name == DUMP:
            count += 1
            yield _of_dump(tree, path, fields)
    if not count:
        raise ImportSourceWrong(
            _("Không thấy tệp metadump.xml nào. Chỉ ra bảng bằng --table")
        )


def resource_data_records(
    path: Path, filestore: Path, *, columns: Mapping[str, str]
) -> Iterator[OldRecord]:
    """Yield what the exported table says of each resource, in the order of numbers.

    Raises:
        ImportSourceWrong: it is no such export, breaks off, or the folder is not there.
    """
    tree, fields = FileTree(filestore), _Fields(columns)
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for table, row in _rows(path):
        if table == "resource_type_field":
            fields.learn(row)
        elif table == "resource_data" and row.get("value", "").strip():
            told[row.get("resource", "").strip()].append(row)
    if not told:
        raise ImportSourceWrong(
            _("Tệp XML này không có bảng resource_data của ResourceSpace")
        )
    for ref in sorted(told, key=lambda each: (len(each), each)):
        said: dict[str, str] = {}
        notes: list[str] = []
        for row in told[ref]:
            number = row.get("resource_type_field", "")
            names = fields.names_of(number)
            _put(said, notes, fields.meaning(number, *names), names, row, number)
        yield resource_record(tree.root, ref, said, notes, f"{path.name} {ref}")


def _put(
    said: dict[str, str],
    notes: list[str],
    field: str,
    names: tuple[str, ...],
    row: Row,
    number: str,
) -> None:
    # Lists begin with a comma there.
    value = row["value"].strip().lstrip(",")
    if field and field not in said:
        said[field] = value
    elif value:
        called = next((name for name in names if name), "") or _("trường %(n)s") % {
            "n": number
        }
        notes.append(f"{called}: {value}")


def _of_dump(tree: FileTree, path: Path, fields: _Fields) -> OldRecord:
    known_by = tree.name_of(path)
    try:
        record = _dump_parsed(path)
    except (OSError, etree.XMLSyntaxError) as error:
        broken = _("Tệp metadump.xml hỏng: %(error)s") % {"error": error}
        return resource_record(tree.root, "", {}, [broken], known_by)
    ref = next(
        (v for k, v in record.attrib.items() if str(k).endswith("resourceid")), ""
    )
    said: dict[str, str] = {}
    notes: list[str] = []
    for each in record:
        if not isinstance(each.tag, str) or not (each.text or "").strip():
            continue
        number, title = each.get("rsfieldref", ""), each.get("rsfieldtitle", "")
        own = DUBLIN_CORE.get(etree.QName(each).localname, "")
        field = fields.meaning(number, title) or own
        _put(said, notes, field, (title,), {"value": each.text}, number)
    return resource_record(tree.root, str(ref), said, notes, known_by)


def _dump_parsed(path: Path) -> Any:
    data = path.read_bytes()[: DUMP_BYTES + 1]
    if len(data) > DUMP_BYTES:
        raise OSError(_("nặng quá 16 MB"))
    if PREFIX in data and DECLARED not in data:
        data = RECORD.sub(OWN, data, count=1)
    return etree.fromstring(data, _parser())


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield table and columns of each row, as mysqldump and phpMyAdmin write them."""
    try:
        if path.stat().st_size > XML_BYTES:
            raise ImportSourceWrong(_("Tệp XML nặng hơn 512 MB. Xuất riêng từng bảng"))
        with path.open("rb") as file:
            read = etree.iterparse(
                file,
                tag=("row", "table"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,
            )
            for _event, each in read:
                above = each.getparent() if each.tag == "row" else each
                table = above.get("name", "") if above is not None else ""
                yield table, {c.get("name", ""): c.text or "" for c in each}
                _forget(each)
    except (OSError, etree.XMLSyntaxError) as error:
        raise ImportSourceWrong(
            _("Bản xuất XML của ResourceSpace hỏng hoặc bị cắt: %(error)s")
            % {"error": error}
        ) from error


def _forget(row: Any) -> None:
    """Let go of what was read, so that a long export fits into memory."""
    row.clear(keep_tail=False)
    while row.getprevious() is not None:
        del row.getparent()[0]
