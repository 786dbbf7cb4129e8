"""Third-party files are what the manifest says, and what is named is there."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
FREE_LICENCES = {"ISC", "MIT", "OFL-1.1", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause"}


@pytest.fixture(scope="module")
def vendor():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools/vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_is_listed_with_its_checksum(vendor):
    assert vendor.problems_of(vendor.manifest_read()) == []


def test_every_package_has_a_version_a_free_licence_and_its_text(vendor):
    for package in vendor.manifest_read()["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"]), package["name"]
        assert set(package["licence"].split(" AND ")) <= FREE_LICENCES, package["name"]
        assert any("LICENSE" in f["path"] for f in package["files"]), package["name"]


def test_every_font_the_tokens_name_is_vendored():
    named = re.findall(r"url\(([^)]+)\)", (ROOT / "static/tokens.css").read_text())

    assert len(named) == 10
    assert [url for url in named if not (ROOT / "static" / url).is_file()] == []


def test_every_icon_a_template_names_is_vendored():
    templates = [
        *ROOT.glob("toasoan/**/templates/**/*.html"),
        *ROOT.glob("templates/**/*.html"),
    ]
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in templates
        for name in re.findall(r"""{%\s*icon\s+["']([^"']+)["']""", path.read_text())
        if "wagtailadmin_tags" not in path.read_text()
    }

    missing = {n for n in named if not (VENDOR / "icons" / f"{n[1]}.svg").is_file()}

    assert missing == set()
