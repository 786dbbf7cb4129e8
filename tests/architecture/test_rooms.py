"""Every room has the same door: a docstring, a README, a label; no room is a drawer."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path.parent.name for path in (ROOT / "toasoan").glob("*/__init__.py"))
DRAWERS = {"utils", "util", "helpers", "common", "misc", "extras", "lib"}


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_it_is_for(room):
    source = (ROOT / "toasoan" / room / "__init__.py").read_text("utf-8")

    module = ast.parse(source)

    assert ast.get_docstring(module)
    assert [
        node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)
    ] == []


@pytest.mark.parametrize("room", ROOMS)
def test_room_has_a_readme_titled_with_its_name(room):
    readme = ROOT / "toasoan" / room / "README.md"

    assert readme.is_file()
    assert re.match(rf"# `?{room}`?\b", readme.read_text("utf-8"))


@pytest.mark.parametrize("room", ROOMS)
def test_room_is_an_app_under_its_own_name(room):
    assert apps.get_app_config(room).name == f"toasoan.{room}"


@pytest.mark.parametrize("room", ROOMS)
def test_room_has_tests(room):
    assert list((ROOT / "toasoan" / room / "tests").glob("test_*.py"))


def test_nothing_is_called_a_drawer():
    places = [
        path.relative_to(ROOT).as_posix()
        for folder in ("toasoan", "config", "tools")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {"", ".py"} and path.stem in DRAWERS
    ]

    assert places == []


def test_no_import_hides_in_a_function():
    """Only apps.ready() may, as it runs once the models are there."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "toasoan").rglob("*.py"))
        if path.name != "apps.py" and "migrations" not in path.parts
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []
