"""What a phone downloads to read: HTML, styles and scripts, pictures left out."""

import gzip
import re
from collections.abc import Iterable

from bench.asking import Asker
from bench.figures import Figure
from bench.run import UNIT, Run
from bench.scratch import inside

GOAL_PAGE, GOAL_CSS, GOAL_JS = 60_000, 10_000, 2_000
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
SHEET = re.compile(r"<link\b[^>]*\brel=\"?stylesheet\"?[^>]*>")
SCRIPT = re.compile(r"<script\b[^>]*\bsrc=\"?([^\"\s>]+)")
INLINE = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL
)
HREF = re.compile(r"\bhref=\"?([^\"\s>]+)")


def measure(run: Run) -> list[Figure]:
    """Return the compressed sizes of home and article."""
    with run.house() as house:
        pages = inside(house.env, "pages", unit_key=UNIT, n_items=12)
        house.start(["web"])
        asker = house.asker(pages["host"])
        figures = _page(asker, "home", "/")
        # The longest of the newest articles speaks for them all.
        longest = max(pages["items"], key=lambda path: len(asker.get(path).body))
        figures += _page(asker, "article", longest)
        asker.close()
    return figures


def _page(asker: Asker, kind: str, path: str) -> list[Figure]:
    html = asker.get(path).body.decode()
    sheets = [found for tag in SHEET.findall(html) for found in HREF.findall(tag)]
    scripts = SCRIPT.findall(html)
    page = len(asker.get(path, Accept_Encoding="br").body)
    css_br, js_br = _total(asker, sheets, "br"), _total(asker, scripts, "br")
    css_gz, js_gz = _total(asker, sheets, "gzip"), _total(asker, scripts, "gzip")
    css_gz += sum(len(gzip.compress(text.encode())) for text in STYLE.findall(html))
    js_gz += sum(len(gzip.compress(text.encode())) for text in INLINE.findall(html))
    plain = len(html) + _total(asker, [*sheets, *scripts], "identity")
    rows = (
        ("", page + css_br + js_br, GOAL_PAGE, "HTML, CSS and JS, br"),
        ("_css", css_gz, GOAL_CSS, "styles in the page and beside it, gzip"),
        ("_js", js_gz, GOAL_JS, "scripts, gzip"),
    )
    return [
        Figure(
            measure=f"page_weight_{kind}{part}",
            value=size,
            unit="bytes",
            yardstick=plain,
            yardstick_of="HTML, CSS and JS of the page, not compressed",
            goal=goal,
            note=note,
        )
        for part, size, goal, note in rows
    ]


def _total(asker: Asker, paths: Iterable[str], encoding: str) -> int:
    total = 0
    for path in paths:
        answer = asker.get(path, Accept_Encoding=encoding)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        total += len(answer.body)
    return total
