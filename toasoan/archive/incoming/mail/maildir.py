"""Letters that the house's own mail server puts into a folder (Maildir).

`<MAILDIR_DIR>/<unit key>/new/` holds what nobody has read; what was read is moved to `cur/`
with the mark of a seen letter, as every reader of a Maildir does.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.archive.incoming.mail.errors import MailboxClosed
from toasoan.archive.incoming.mail.found import Found
from toasoan.units.models import PressUnit

HEAD_BYTES = 64 * 1024


def maildir_require(unit: PressUnit) -> Path:
    """Return the unit's Maildir.

    Raises:
        MailboxClosed: the operator set up none.
    """
    place = settings.MAILDIR_DIR
    if place is None or not (Path(place) / unit.key / "new").is_dir():
        raise MailboxClosed(
            _("Máy chủ tòa soạn chưa có thư mục thư của đơn vị. Nhờ người giữ máy chủ.")
        )
    return Path(place) / unit.key


def maildir_letters(unit: PressUnit) -> Iterator[Found]:
    """Yield the letters nobody has read, by name, which is by time."""
    for path in sorted((maildir_require(unit) / "new").iterdir()):
        # A link could lead anywhere.
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        yield Found(
            mark=path.name,
            size=path.stat().st_size,
            read=partial(_read, path, -1),
            head=partial(_read, path, HEAD_BYTES),
        )


def maildir_letter_seen(unit: PressUnit, name: str) -> None:
    """Put the letter among those that were read."""
    place = maildir_require(unit)
    (place / "cur").mkdir(exist_ok=True)
    seen = place / "cur" / (name if ":2," in name else f"{name}:2,S")
    (place / "new" / name).rename(seen)


def _read(path: Path, most: int) -> bytes | None:
    try:
        with path.open("rb") as opened:
            return opened.read(most)
    except FileNotFoundError:
        return None
