"""Lighthouse on home and article, as a phone sees them."""

import http.server
import json
import os
import shutil
import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.run import UNIT, Run
from bench.scratch import inside, scratch_folder

PACKAGE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
BARE_PAGE = (
    "<!doctype html><html lang=vi><meta charset=utf-8><title>Trang trơn</title>"
    "<meta name=viewport content='width=device-width'>"
    "<meta name=description content='Một câu, để so với trang thật'><p>Trang trơn.</p>"
).encode()
TIMEOUT_S = 240


def measure(run: Run) -> list[Figure]:
    """Return the median score of each category, 0 to 100."""
    missing = _missing()
    if missing:
        run.say(f"lighthouse: skipped, {missing}")
        return []
    times = run.often(3, 1)
    with run.house() as house, scratch_folder() as scratch, _bare_site() as bare_url:
        pages = inside(house.env, "pages", unit_key=UNIT, n_items=12)
        house.start(["web"])
        root = f"http://{pages['host']}:{house.port}"
        bare = _scores(bare_url, scratch, 1)
        figures = []
        for kind, path in (("home", "/"), ("article", pages["items"][0])):
            scores = _scores(root + path, scratch, times)
            figures += [
                _figure(kind, name, scores[name], bare[name], times) for name in scores
            ]
    return figures


def _figure(kind: str, name: str, score: float, bare: float, times: int) -> Figure:
    return Figure(
        measure=f"lighthouse_{kind}_{name.replace('-', '_')}",
        value=score,
        unit="points",
        yardstick=bare,
        yardstick_of="a page of one sentence on the same machine",
        goal=GOAL,
        goal_is_least=True,
        note=f"{PACKAGE}, mobile, median of {times}",
    )


def _scores(url: str, scratch: Path, times: int) -> dict[str, float]:
    runs = [_run(url, scratch / "report.json") for _ in range(times)]
    return {
        name: statistics.median(
            each["categories"][name]["score"] * 100 for each in runs
        )
        for name in CATEGORIES
    }


def _asked(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium_path() or ""},
        check=False,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )


def _run(url: str, report: Path) -> Any:
    report.unlink(missing_ok=True)
    command = [
        "npx",
        "--yes",
        PACKAGE,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={FLAGS}",
    ]
    done = _asked(command)
    if "NO_NAVSTART" in done.stderr:  # Chromium lost its trace; Lighthouse says: again
        done = _asked(command)
    if done.returncode or not report.is_file():
        raise RuntimeError(f"lighthouse on {url}: {done.stderr[-1500:]}")
    found = json.loads(report.read_text("utf-8"))
    failed = [
        audit["id"]
        for audit in found["audits"].values()
        if audit.get("score") is not None and audit["score"] < 0.9
    ]
    print(f"lighthouse: {_short(url)} below 0.9: {', '.join(failed) or 'nothing'}")
    return found


def _short(url: str) -> str:
    return url.split("/", 3)[3] or "/"


def chromium_path() -> str | None:
    """Return the browser that TOASOAN_CHROMIUM names, or the first one installed."""
    named = os.environ.get("TOASOAN_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def _missing() -> str:
    if shutil.which("npx") is None:
        return "node is not installed (apt install nodejs npm)"
    if chromium_path() is None:
        return "Chromium is not installed (apt install chromium)"
    return ""


class _BarePage(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer the one page to everything."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(BARE_PAGE)))
        self.end_headers()
        self.wfile.write(BARE_PAGE)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _bare_site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _BarePage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
