"""A key in an address, a field or a data attribute is digits, without the thousands' point.

Numbers are shown as Vietnamese writes them, so that 1320 reads 1.320 on every screen; a
key so written leads nowhere.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r"\{\{\s*[\w.]*\.(?:pk|id|[a-z]+_id)\s*\}\}")
TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", ROOT / "toasoan")
    for path in folder.rglob(
        "templates/**/*.html" if folder.name == "toasoan" else "*.html"
    )
)


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_keys_are_printed_as_digits(path):
    assert KEY.findall(path.read_text("utf-8")) == []
