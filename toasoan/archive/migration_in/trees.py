"""Files in a folder, found by names that other systems wrote in their own way."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.core.text import nfc


class FileTree:
    """The files below a folder; no link is followed and no name leads out of it."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise ImportSourceWrong(
                _("Không thấy thư mục %(path)s. Kiểm tra đường dẫn") % {"path": root}
            )
        self.root = root.resolve()
        self._by_name: dict[str, Path] = {}

    def files(self) -> Iterator[Path]:
        """Yield every file in the order of the names."""
        for place, names, files in os.walk(self.root, followlinks=False):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                path = Path(place, name)
                if (
                    not name.startswith(".")
                    and path.is_file()
                    and not path.is_symlink()
                ):
                    yield path

    def find(self, name: str) -> Path | None:
        """Return the file of that name, whatever case or form of Unicode it is in.

        Args:
            name: a path below the folder, with slashes of either kind.
        """
        name = name.strip().replace("\\", "/").lstrip("/")
        path = self.root / name
        if "\0" in name or not name or ".." in Path(name).parts:
            return None
        if path.is_file() and path.resolve().is_relative_to(self.root):
            return path
        if not self._by_name:
            self._by_name = {
                self.name_of(each).casefold(): each for each in self.files()
            }
        return self._by_name.get(nfc(name).casefold())

    def name_of(self, path: Path) -> str:
        """Return the path below the folder, in the one form the house stores."""
        return nfc(path.relative_to(self.root).as_posix())
