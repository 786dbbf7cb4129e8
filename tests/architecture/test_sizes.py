"""Files stay under 400 lines and functions under 50: beauty is lost in the tail."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("toasoan", "config", "tools", "bench", "tests")
MOST_LINES_FILE = 400
MOST_LINES_FUNCTION = 50


def sources() -> list[Path]:
    found = [
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]
    return sorted([*found, *ROOT.glob("*.py")])


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_over(source: str, limit: int) -> list[tuple[str, int]]:
    return [
        (node.name, length)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > limit
    ]


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_file_and_its_functions_are_short(path):
    source = path.read_text("utf-8")

    assert len(source.splitlines()) <= MOST_LINES_FILE
    assert functions_over(source, MOST_LINES_FUNCTION) == []


def test_a_function_of_three_lines_is_over_a_limit_of_two():
    source = "def short():\n    pass\n\ndef long():\n    a = 1\n    return a\n"

    assert functions_over(source, 2) == [("long", 3)]
