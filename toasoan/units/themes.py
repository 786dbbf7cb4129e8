"""The colours a unit may take: those of static/tokens.css, each proved legible.

tests/architecture/test_contrast.py measures every theme of that file in both
modes, so that a theme offered here reaches 4.5 to 1. A new one is added there.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

_THEME = re.compile(r"^\[data-unit=([\w-]+)\]\{--accent:", re.MULTILINE)
NAMES = {
    "tbtc": _("Đỏ"),
    "tctc": _("Xanh dương"),
    "thue": _("Xanh lá"),
    "hq": _("Xanh cổ vịt"),
    "nq": _("Nâu"),
    "ck": _("Tím"),
}


@lru_cache(maxsize=1)
def tokens_text() -> str:
    """Return the house's style tokens."""
    return (Path(settings.BASE_DIR) / "static" / "tokens.css").read_text("utf-8")


def themes() -> list[tuple[str, str]]:
    """Return the key and the name of each theme, in the order of the file."""
    return [(key, str(NAMES.get(key, key))) for key in _THEME.findall(tokens_text())]
