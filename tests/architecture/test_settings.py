"""A setting that a room reads exists, and one that an operator may set is written down."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def names_read(path: Path) -> set[str]:
    """Return X of every `settings.X` and getattr(settings, "X", default) in a file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "settings"
            and node.attr.isupper()
        ):
            found.add(node.attr)
    return found


def readers() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "toasoan").rglob("*.py"))
        if "tests" not in path.parts and names_read(path)
    ]


@pytest.mark.parametrize(
    "path", readers(), ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_every_setting_read_exists(path):
    missing = {name for name in names_read(path) if not hasattr(settings, name)}

    assert missing == set()


def test_every_environment_variable_is_in_the_operations_page():
    sources = [*(ROOT / "config").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    read = {
        name
        for path in sources
        for name in re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "dev" / "operations.md").read_text("utf-8")

    assert read
    assert {name for name in read if f"`{name}`" not in page} == set()
