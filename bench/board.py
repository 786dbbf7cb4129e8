"""The views of the plan with 2,000 open stories, and a change as 60 colleagues see it."""

import json
import random
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from bench.asking import Asker
from bench.figures import Figure
from bench.house import House
from bench.machine import cpu_loop_ms, percentile
from bench.run import UNIT, Run
from bench.scratch import inside

STORIES, PEOPLE = 2_000, 60
GOAL_BOARD_MS, GOAL_SEEN_MS = 250, 3_000
VIEWS = {"kanban": "bang", "day": "ngay", "week": "tuan", "parts": "hang-muc"}
PLAN = "/toa-soan/ke-hoach/"
# As static/staff/board/live.js asks.
EVERY_S = 2.0
WARM_UP = 3
# A change is given that long to be seen by everybody, and then counts as not seen.
PATIENCE_S = 30.0
TOKEN = "x" * 32


def measure(run: Run) -> list[Figure]:
    """Return p95 of the views, and of the time until a change is on a colleague's screen."""
    with run.house() as house:
        filled = inside(
            house.env, "planning", unit_key=UNIT, stories=STORIES, people=PEOPLE
        )
        house.start()
        house.wait_both_up()
        loop_ms = cpu_loop_ms()
        figures = [
            figure_of(f"plan_{name}", times, loop_ms, goal, f"{filled['open']} open")
            for name, times, goal in _views(house, filled, run.often(40, 10))
        ]
        seen = _changes(house, filled, run.often(10, 3))
    note = f"{len(seen)} sightings by {PEOPLE} people"
    return [*figures, figure_of("plan_change_seen", seen, loop_ms, GOAL_SEEN_MS, note)]


def figure_of(
    name: str, times: Sequence[float], loop_ms: float, goal: float | None, note: str
) -> Figure:
    return Figure(
        measure=f"{name}_p95",
        value=percentile(times, 95),
        unit="ms",
        yardstick=loop_ms,
        yardstick_of="fixed loop of plain Python",
        goal=goal,
        note=f"median {percentile(times, 50):.0f} ms of {len(times)}; {note}",
    )


def _views(house: House, filled: dict[str, Any], times: int) -> Any:
    cookie = cookie_of(filled["chief"])
    asker = house.asker()
    for name, kind in VIEWS.items():
        taken = []
        for number in range(WARM_UP + times):
            began = time.perf_counter()
            answer = asker.get(f"{PLAN}{kind}/", Cookie=cookie)
            if answer.status != 200:
                raise RuntimeError(f"{kind}: {answer.status}")
            if number >= WARM_UP:
                taken.append((time.perf_counter() - began) * 1000)
        yield name, taken, GOAL_BOARD_MS if name in {"kanban", "day"} else None


def cookie_of(session: str) -> str:
    return f"sessionid={session}; csrftoken={TOKEN}"


def _changes(house: House, filled: dict[str, Any], count: int) -> list[float]:
    """Return after how many milliseconds each person had each change on screen."""
    watchers = [
        Watcher(house, key, filled["story"], str(filled["pulse"]))
        for key in filled["sessions"]
    ]
    for watcher in watchers:
        watcher.start()
    time.sleep(EVERY_S * 2)
    asker, seen = house.asker(), []
    for number in range(count):
        for watcher in watchers:
            watcher.seen_at = None
        began = time.perf_counter()
        _move(asker, filled, number)
        until = began + PATIENCE_S
        while time.perf_counter() < until and not all(w.seen_at for w in watchers):
            time.sleep(0.05)
        seen += [((w.seen_at or until) - began) * 1000 for w in watchers]
    for watcher in watchers:
        watcher.is_over = True
    for watcher in watchers:
        watcher.join()
    return seen


def _move(asker: Asker, filled: dict[str, Any], minute: int) -> None:
    """Change the story as a person does, by the form of its panel."""
    planned_at = f"2030-01-01T08:{minute:02}"
    answer = asker.ask(
        "POST",
        f"{PLAN}de-tai/{filled['story']}/doi-gio/",
        body=urlencode(
            {"planned_at": planned_at, "csrfmiddlewaretoken": TOKEN}
        ).encode(),
        headers={
            "Cookie": cookie_of(filled["chief"]),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Sheet": "1",
        },
    )
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} {answer.body[:200]!r}")


class Watcher(threading.Thread):
    """One person who has the board open: asks the pulse, then for what changed."""

    def __init__(self, house: House, session: str, story: int, pulse: str) -> None:
        super().__init__(daemon=True)
        self.asker = house.asker()
        self.cookie = cookie_of(session)
        self.story = story
        self.pulse = pulse
        self.seen_at: float | None = None
        self.is_over = False

    def run(self) -> None:
        """Watch until told that it is over."""
        time.sleep(random.random() * EVERY_S)
        while not self.is_over:
            with suppress(OSError, HTTPException):
                self._look()
            time.sleep(EVERY_S)
        self.asker.close()

    def _look(self) -> None:
        answer = self.asker.get(
            f"{PLAN}nhip/?tu={self.pulse}", Cookie=self.cookie, X_Background="1"
        )
        if answer.status == 204:
            self.pulse = answer.headers.get("x-pulse", self.pulse)
            return
        told = json.loads(answer.body)
        self.pulse = str(told["pulse"])
        keys = ",".join(map(str, told["stories"])) or "*"
        address = f"{PLAN}bang/?&chi={keys}&nhip={told['last']}"
        changed = self.asker.get(address, Cookie=self.cookie, X_Background="1")
        if self.story in told["stories"] and changed.status == 200:
            self.seen_at = time.perf_counter()
