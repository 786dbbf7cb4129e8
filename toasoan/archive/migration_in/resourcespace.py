"""ResourceSpace: its CSV of metadata beside its folder `filestore`.

The original of resource 1234 lies in `1/2/3/4_<15 hex>/1234_<15 hex>.jpg`; without a
scramble key both marks are absent, with `$filestore_evenspread` the digits stand in
reverse, with `$originals_separate_storage` all of it is below `original/`. Sizes have
letters behind the number, pages and alternative files other marks.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.tables import Table
from toasoan.archive.migration_in.trees import FileTree
from toasoan.archive.migration_in.understanding import record_of

MARK = r"(_[0-9a-f]{15})?"
NOT_ORIGINALS = frozenset({".icc", ".xml", ".txt", ".php"})
TRANSLATION = re.compile(r"~([a-z]{2}(?:-[A-Za-z]{2})?):([^~]*)")
LANGUAGES = ("vi", "en")


def resourcespace_records(
    path: Path, filestore: Path, *, columns: Mapping[str, str], encoding: str = ""
) -> Iterator[OldRecord]:
    """Yield what the export says of each resource, with its original.

    Raises:
        ImportSourceWrong: it is no such export, or the folder is not there.
    """
    table, tree = Table(path, columns=columns, encoding=encoding), FileTree(filestore)
    if "id" not in table.field_of.values():
        raise ImportSourceWrong(
            _(
                "Bảng không có cột mã tài nguyên (Resource ID). Xuất lại từ ResourceSpace"
            )
        )
    for number, row in table.rows():
        said, notes = table.said(row), table.unsaid(row)
        known_by = _("dòng %(n)d") % {"n": number}
        yield resource_record(tree.root, said.get("id", ""), said, notes, known_by)


def resource_record(
    root: Path, ref: str, said: Mapping[str, str], notes: list[str], known_by: str
) -> OldRecord:
    """Return what is said of a resource, with its original.

    Args:
        root: the folder `filestore`.
        ref: its number.
        said: words by field, perhaps in several languages.
        notes: what was said and not understood.
        known_by: what it is called where the number is none.
    """
    ref = ref.strip()
    said = {k: _in_our_language(v) for k, v in said.items()}
    if not re.fullmatch(r"[1-9][0-9]{0,11}", ref):
        odd = _("Mã tài nguyên lạ: %(ref)s") % {"ref": ref}
        return record_of(known_by, None, said, [*notes, odd])
    name = said.get("file", "")
    file, others = _original_of(root, ref, Path(name).suffix.lower())
    notes += [
        _("Tệp khác cùng tài nguyên: %(name)s") % {"name": o.name} for o in others
    ]
    if name and "title" not in said:
        said["title"] = Path(name).stem
    return record_of(ref, file, said, notes)


def _original_of(root: Path, ref: str, suffix: str) -> tuple[Path | None, list[Path]]:
    """Return the resource's original, that of the suffix first, and what else may be one."""
    whole = re.compile(rf"{ref}{MARK}\.[A-Za-z0-9]+")
    found = [
        path
        for top in (root, root / "original")
        for digits in dict.fromkeys((ref, ref[::-1]))
        for folder in _folders_of(top, digits)
        for path in sorted(folder.iterdir())
        if whole.fullmatch(path.name)
        and path.suffix.lower() not in NOT_ORIGINALS
        and path.is_file()
        and not path.is_symlink()
    ]
    found = list(dict.fromkeys(found))
    found.sort(key=lambda path: path.suffix.lower() != suffix)
    return (found[0] if found else None), found[1:]


def _folders_of(top: Path, digits: str) -> list[Path]:
    above = top.joinpath(*digits[:-1])
    if not above.is_dir():
        return []
    last = re.compile(rf"{digits[-1]}{MARK}")
    return [p for p in sorted(above.iterdir()) if last.fullmatch(p.name) and p.is_dir()]


def _in_our_language(text: str) -> str:
    """Return the Vietnamese of a text that holds several languages, or the English."""
    found = dict(TRANSLATION.findall(text))
    if not found:
        return text
    return next(
        (found[each] for each in LANGUAGES if each in found), next(iter(found.values()))
    )
