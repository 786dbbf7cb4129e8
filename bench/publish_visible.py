"""From the order to publish until readers see the headline, over HTTP."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.asking import Asker
from bench.figures import Figure
from bench.house import House
from bench.machine import cpu_loop_ms, percentile
from bench.run import LARGE, SMALL, UNIT, Run
from bench.scratch import ROOT

GOAL_P95_S = 1.0
PLACES = ("article", "home", "section", "rss")
# The first publications fill caches and the store; they are not counted.
WARM_UP = 2
# The last ones follow each other while the house still works on those before.
BUSY = 10
POLL_S = 0.02
PATIENCE_S = 60.0


class NotVisible(Exception):
    """A published headline did not appear."""


def measure(run: Run) -> list[Figure]:
    """Return p50, p95 and the worst of the slowest place for each size."""
    figures = []
    for size in run.sizes(SMALL, LARGE):
        with run.house(size) as house:
            house.start()
            loop_s = cpu_loop_ms() / 1000
            seen = _publish_all(house, run.often(40, 30))
        for place in PLACES:
            times = [each[place] for each in seen[:-BUSY]]
            run.say(
                f"publish_visible: {size} articles, {place}: median "
                f"{statistics.median(times):.2f} s, p95 {percentile(times, 95):.2f} s"
            )
        figures += _figures(seen, size, loop_s)
    return figures


def _figures(seen: list[dict[str, float]], size: int, loop_s: float) -> list[Figure]:
    calm, busy = seen[:-BUSY], seen[-BUSY:]
    everywhere = [_everywhere(each) for each in calm]
    parts = {
        "p50": (percentile(everywhere, 50), None),
        "p95": (percentile(everywhere, 95), GOAL_P95_S),
        "max": (max(everywhere), None),
        "busy_p50": (percentile([_everywhere(each) for each in busy], 50), None),
        # The service alone, which the person who pressed the button waits for.
        "commit_p50": (statistics.median(each["commit"] for each in calm), None),
    }
    return [
        Figure(
            measure=f"publish_visible_{part}",
            value=value,
            unit="s",
            yardstick=loop_s,
            yardstick_of="fixed loop of plain Python",
            goal=goal,
            n_articles=size,
            note=f"{len(busy if 'busy' in part else calm)} publications; "
            "article, home, section and RSS",
        )
        for part, (value, goal) in parts.items()
    ]


def _everywhere(times: dict[str, float]) -> float:
    return max(times[place] for place in PLACES)


def _publish_all(house: House, count: int) -> list[dict[str, float]]:
    with _publisher(house, WARM_UP + count + BUSY) as process:
        told = _heard(process)
        asker = Asker(house.port, told["host"])
        seen = []
        for number, article in enumerate(told["articles"]):
            paths = {
                "article": article["path"],
                "home": "/",
                "section": told["section"],
                "rss": "/rss.xml",
            }
            if number < WARM_UP + count:
                house.wait_idle()
            seen.append(_publish_one(process, asker, article["headline"], paths))
        asker.close()
    return seen[WARM_UP:]


def _publish_one(
    process: "subprocess.Popen[str]", asker: Asker, headline: str, paths: dict[str, str]
) -> dict[str, float]:
    """Publish and return, for each place, seconds until the headline is there."""
    words = headline.encode()
    if any(words in asker.get(path).body for path in paths.values()):
        raise NotVisible(f"{headline} is visible before it is published")
    process.stdin.write("next\n")  # type: ignore[union-attr]
    process.stdin.flush()  # type: ignore[union-attr]
    asked = time.monotonic()
    seen_at: dict[str, float] = {}
    while len(seen_at) < len(paths):
        for place, path in paths.items():
            if place not in seen_at and words in asker.get(path).body:
                seen_at[place] = time.monotonic()
        if time.monotonic() - asked > PATIENCE_S:
            raise NotVisible(f"{headline}: only on {sorted(seen_at)}")
        time.sleep(POLL_S)
    times = _heard(process)
    waited = {place: at - times["began"] for place, at in seen_at.items()}
    return {**waited, "commit": times["committed"] - times["began"]}


@contextmanager
def _publisher(house: House, count: int) -> "Iterator[subprocess.Popen[str]]":
    arguments = json.dumps({"unit_key": UNIT, "count": count})
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.inside", "publisher", arguments],
        cwd=ROOT,
        env=house.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _heard(process: "subprocess.Popen[str]") -> Any:
    line = process.stdout.readline()  # type: ignore[union-attr]
    if not line:
        raise NotVisible(f"the publisher ended with {process.wait()}")
    return json.loads(line)
