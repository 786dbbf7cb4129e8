"""Fifty editors who type at once: each autosaves its own article every two seconds."""

import http.client
import json
import secrets
import statistics
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.asking import Answer, Asker
from bench.corpora import bare_open, bare_open_on_postgresql
from bench.databases import postgresql_server
from bench.figures import Figure
from bench.house import House
from bench.machine import percentile
from bench.run import UNIT, Run
from bench.scratch import inside

EDITORS = 50
EVERY_S = 2.0
BEAT_EVERY_S = 20.0
# Fifty people do not open their articles in one second, nor in processes just started.
WARM_UP_S = 10.0
GOAL_P95_MS = 300
GOAL_ERRORS = 0
BOUNDARY = "tu-luu-" + secrets.token_hex(8)


@dataclass
class Editor:
    """One browser: what it sends, and what came of it."""

    number: int
    facts: dict[str, Any]
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    revision: str = ""
    times_ms: list[float] = field(default_factory=list)
    beats_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def work(self, house: House, seconds: float) -> None:
        """Take the lease, then save and beat until the time is over."""
        asker = house.asker()
        # Not all in the same instant: fifty people do not type in step.
        began = time.monotonic() + WARM_UP_S * self.number / EDITORS
        time.sleep(max(0.0, began - time.monotonic()))
        self._lease(asker, "take")
        beat_at, turn = began + BEAT_EVERY_S, 0
        while (due := began + turn * EVERY_S) < began + WARM_UP_S + seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            ms = self._save(asker, turn)
            if due >= began + WARM_UP_S:
                self.times_ms.append(ms)
            if time.monotonic() > beat_at:
                beat_at += BEAT_EVERY_S
                self.beats_ms.append(self._lease(asker, "beat"))
            turn += 1
        asker.close()

    def _save(self, asker: Asker, turn: int) -> float:
        values = {
            **self.facts["values"],
            "sapo": f"Lần lưu thứ {turn} của người {self.number}.",
            "lease_key": self.key,
        }
        if self.revision:
            values["overwrite_revision_id"] = self.revision
        answer, ms = self._post(
            asker,
            self.facts["edit"],
            _multipart(values),
            f"multipart/form-data; boundary={BOUNDARY}",
        )
        said = _json(answer)
        if said.get("success"):
            self.revision = str(said["revision_id"])
        else:
            self.errors.append(_trouble(answer))
        return ms

    def _lease(self, asker: Asker, act: str) -> float:
        body = urlencode({"act": act, "key": self.key, "typing": "1"}).encode()
        answer, ms = self._post(
            asker, self.facts["lease"], body, "application/x-www-form-urlencoded"
        )
        if _json(answer).get("state") != "mine":
            self.errors.append(_trouble(answer))
        return ms

    def _post(
        self, asker: Asker, path: str, body: bytes, kind: str
    ) -> tuple[Answer | None, float]:
        headers = {
            "Accept": "application/json",
            "Content-Type": kind,
            "Cookie": self.facts["cookies"],
            "X-CSRFToken": self.facts["csrf"],
        }
        began = time.perf_counter()
        try:
            answer = asker.ask("POST", path, body=body, headers=headers)
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(repr(error))
            answer = None
        return answer, (time.perf_counter() - began) * 1000


def measure(run: Run) -> list[Figure]:
    """Return the p95 of an autosave, how many failed, and what a beat takes."""
    figures = _measured(run, bare_open(), "autosave")
    if server := postgresql_server():
        house = bare_open_on_postgresql(server)
        figures += _measured(run, house, "autosave_postgresql")
    return figures


def _measured(
    run: Run, opened: AbstractContextManager[House], name: str
) -> list[Figure]:
    seconds = run.often(60, 15)
    with opened as house:
        made = inside(house.env, "autosaving", unit_key=UNIT, editors=EDITORS)
        house.start()
        house.wait_both_up()
        editors = [Editor(n, facts) for n, facts in enumerate(made["editors"])]
        threads = [
            threading.Thread(target=each.work, args=(house, seconds))
            for each in editors
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    errors = [error for each in editors for error in each.errors]
    for error in errors[:5]:
        run.say(f"{name}: {error}")
    return _figures(name, editors, errors, made["cpu_ms"], seconds)


def _figures(
    name: str, editors: list[Editor], errors: list[str], cpu_ms: float, seconds: float
) -> list[Figure]:
    saves = [ms for each in editors for ms in each.times_ms]
    beats = [ms for each in editors for ms in each.beats_ms]
    note = f"{len(saves)} saves of {EDITORS} editors in {seconds:g} s"
    values = [
        (f"{name}_p95", percentile(saves, 95), "ms", GOAL_P95_MS, note),
        (f"{name}_median", statistics.median(saves), "ms", None, note),
        (f"{name}_errors", float(len(errors)), "errors", GOAL_ERRORS, note),
    ]
    if beats:
        values.append(
            (
                f"{name}_beat_p95",
                percentile(beats, 95),
                "ms",
                None,
                f"{len(beats)} beats",
            )
        )
    return [
        Figure(
            measure=measure_name,
            value=value,
            unit=unit,
            yardstick=cpu_ms,
            yardstick_of="fixed loop of plain Python",
            goal=goal,
            note=said,
        )
        for measure_name, value, unit, goal, said in values
    ]


def _multipart(values: dict[str, str]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    ]
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()


def _json(answer: Answer | None) -> dict[str, Any]:
    try:
        read = json.loads(answer.body) if answer is not None else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _trouble(answer: Answer | None) -> str:
    if answer is None:
        return "no answer"
    return f"{answer.status} {answer.body[:200]!r}"
