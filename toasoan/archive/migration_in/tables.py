"""Tables of other archives: CSV in the encodings that Vietnamese offices write."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.trees import FileTree
from toasoan.archive.migration_in.understanding import field_of, record_of
from toasoan.core.text import nfc

TABLE_BYTES = 512 * 1024 * 1024
CELL_CHARS = 1024 * 1024
DELIMITERS = ",;\t|"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Row = tuple[int, dict[str, str]]


class Table:
    """Rows by column, and which columns mean what."""

    def __init__(
        self, path: Path, *, columns: Mapping[str, str], encoding: str = ""
    ) -> None:
        text = _decoded(_bytes_of(path), encoding)
        csv.field_size_limit(CELL_CHARS)
        first = text.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=first.count)
        self._reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=delimiter
        )
        self.names = [nfc(name or "").strip() for name in self._reader.fieldnames or []]
        self._reader.fieldnames = self.names
        told = {nfc(name).strip(): field for name, field in columns.items()}
        self.field_of = {name: told.get(name, field_of(name)) for name in self.names}
        self.unknown = [name for name in self.names if name and not self.field_of[name]]

    def rows(self) -> Iterator[Row]:
        """Yield the number of each row and its words by column.

        Raises:
            ImportSourceWrong: from here on the table cannot be read.
        """
        try:
            for row in self._reader:
                words = {k: v for k, v in row.items() if isinstance(v, str) and k}
                if any(value.strip() for value in words.values()):
                    yield self._reader.line_num, words
        except csv.Error as error:
            raise ImportSourceWrong(
                _("Bảng hỏng từ dòng %(n)d: %(error)s")
                % {"n": self._reader.line_num, "error": error}
            ) from error

    def said(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return the words of a row by field; of two columns the first that says anything."""
        found: dict[str, str] = {}
        for name, value in row.items():
            field = self.field_of[name]
            if field and value.strip() and field not in found:
                found[field] = value
        return found

    def unsaid(self, row: Mapping[str, str]) -> list[str]:
        """Return what the row says in columns that mean nothing here."""
        return [
            f"{name}: {row[name]}" for name in self.unknown if row.get(name, "").strip()
        ]


def table_records(
    path: Path, folder: Path, *, columns: Mapping[str, str], encoding: str = ""
) -> Iterator[OldRecord]:
    """Yield what a CSV says of the files in the folder, one row a file.

    Raises:
        ImportSourceWrong: it is no table, or no column names the files.
    """
    table, tree = Table(path, columns=columns, encoding=encoding), FileTree(folder)
    if "file" not in table.field_of.values():
        raise ImportSourceWrong(
            _("Bảng không có cột tên tệp. Chỉ ra bằng --column “Tên cột=file”")
        )
    for number, row in table.rows():
        said = table.said(row)
        file = tree.find(said.get("file", ""))
        known_by = said.get("id") or said.get("file") or _("dòng %(n)d") % {"n": number}
        yield record_of(nfc(known_by).strip(), file, said, table.unsaid(row))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > TABLE_BYTES:
            raise ImportSourceWrong(_("Bảng nặng hơn 512 MB. Chia thành nhiều bảng"))
        return path.read_bytes()
    except OSError as error:
        raise ImportSourceWrong(
            _("Không đọc được %(path)s: %(error)s") % {"path": path, "error": error}
        ) from error


def _decoded(data: bytes, encoding: str) -> str:
    """Return the text: as told, by its mark, as UTF-8, or as Windows writes Vietnamese."""
    if not encoding and data.startswith(UTF_16):
        encoding = "utf-16"
    try:
        return nfc(data.decode(encoding or "utf-8-sig"))
    except LookupError:
        raise ImportSourceWrong(
            _("Không có bảng mã “%(name)s”") % {"name": encoding}
        ) from None
    except UnicodeDecodeError:
        if encoding:
            raise ImportSourceWrong(
                _("Bảng không viết bằng mã “%(name)s”") % {"name": encoding}
            ) from None
    return nfc(data.decode("cp1258", "replace"))
