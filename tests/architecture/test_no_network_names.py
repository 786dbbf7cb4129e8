"""Pages load nothing from other people's servers: no script, style, font or pixel."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADS = re.compile(
    r"""(?:<(?:script|link|img|iframe|source|video|audio)\b[^>]*?\b(?:src|srcset|href|data)
        \s*=\s*["']?|url\(\s*["']?|@import\s+["']|\bimport\s+[^;]*?["']|\bfetch\(\s*["'`])
        ((?:https?:)?//[^"'\s)>]+)""",
    re.VERBOSE | re.IGNORECASE,
)
# Read by other programs as names of formats, never fetched.
NAMES = ("http://www.w3.org/", "https://schema.org")


def pages() -> list[Path]:
    folders = [ROOT / "templates", ROOT / "static", *(ROOT / "toasoan").iterdir()]
    return sorted(
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix in {".html", ".css", ".js", ".svg", ".webmanifest"}
        and "vendor" not in path.parts
        and "tests" not in path.parts
    )


def loads(text: str) -> list[str]:
    return [url for url in LOADS.findall(text) if not url.startswith(NAMES)]


@pytest.mark.parametrize("path", pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_page_loads_from_its_own_host_only(path):
    assert loads(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '<script defer src="https://cdn.example.org/a.js"></script>',
        "<link rel=stylesheet href='//cdn.example.org/a.css'>",
        "@font-face{src:url(https://fonts.example.org/a.woff2)}",
        'import {x} from "https://esm.example.org/x";',
    ],
)
def test_a_foreign_address_is_noticed(text):
    assert len(loads(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org/">Nguồn</a>',
        '<img src="/tep/a.jpg">',
        '<svg xmlns="http://www.w3.org/2000/svg">',
    ],
)
def test_links_and_names_are_not_loads(text):
    assert loads(text) == []
