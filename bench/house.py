"""The running house: web, worker and scheduler as the Procfile starts them."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile

from bench.asking import Asker, answers
from bench.databases import first_row
from bench.scratch import ROOT

PROCFILE = ROOT / "config" / "Procfile"
EVERY = ("web", "worker", "scheduler")
START_WITHIN_S = 60.0
STOP_WITHIN_S = 15.0
# The workers of the server start one after the other, on two cores within this.
WORKERS_UP_S = 6.0
POLL_S = 0.05
WAITING = (
    (
        "SELECT 1 FROM django_tasks_database_dbtaskresult"
        " WHERE status IN ('READY', 'RUNNING') AND queue_name <> 'media' LIMIT 1"
    ),
    "SELECT 1 FROM core_outboxdelivery WHERE state = 'pending' LIMIT 1",
    "SELECT 1 FROM publicsite_stalepath LIMIT 1",
)


class DoesNotStart(Exception):
    """A process ended or did not answer in time; the message holds its log's end."""


@dataclass
class House:
    """A data folder, a port, and the processes that run on them."""

    folder: Path
    port: int
    env: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, names: Iterable[str] = EVERY) -> None:
        """Start the processes and return once each does its work."""
        commands = parse_procfile(PROCFILE.read_text("utf-8")).processes
        names = list(names)
        for name in names:
            with self.log(name).open("ab") as log:
                # Its own group: a kill takes the server's workers with it.
                self.processes[name] = subprocess.Popen(
                    ["sh", "-c", f"exec {commands[name]}"],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        self._wait_ready(names)

    def stop(self) -> None:
        """End the processes politely, then not."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_WITHIN_S)
        self.kill()

    def kill(self, names: Iterable[str] = ()) -> None:
        """End the processes and their children at once, without a last word.

        Args:
            names: which; every one when none is named.
        """
        ended = [self.processes.pop(name) for name in tuple(names) or [*self.processes]]
        for process in ended:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in ended:
            process.wait()

    def wait_both_up(self) -> None:
        """Return when the server's other worker has come up beside the first.

        Connections are kept, so those made before would all stay with the first.
        """
        time.sleep(WORKERS_UP_S)

    def asker(self, host: str = "localhost") -> Asker:
        """Return a client of the web process."""
        return Asker(self.port, host)

    def log(self, name: str) -> Path:
        """Return where the process writes what it says."""
        return self.folder / f"{name}.log"

    def first_row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        """Return the first row of a query to the house's database."""
        return first_row(self.env["DATABASE_URL"], query, *values)

    def wait_idle(self, within_s: float = 120.0) -> None:
        """Return once no job, delivery or stale page waits.

        Raises:
            TimeoutError: something still waits.
        """
        began = time.monotonic()
        while any(self.first_row(query) for query in WAITING):
            if time.monotonic() - began > within_s:
                raise TimeoutError("the house does not come to rest")
            time.sleep(POLL_S)

    def _wait_ready(self, names: list[str]) -> None:
        began = time.monotonic()
        while not self._is_ready(names):
            for name in names:
                code = self.processes[name].poll()
                if code is not None:
                    raise DoesNotStart(f"{name} ended with {code}\n{self._tail(name)}")
            if time.monotonic() - began > START_WITHIN_S:
                raise DoesNotStart(
                    "\n".join(f"{name}: {self._tail(name)}" for name in names)
                )
            time.sleep(POLL_S)

    def _is_ready(self, names: list[str]) -> bool:
        if "worker" in names and not self._worker_beats():
            return False
        return "web" not in names or answers(self.port)

    def _worker_beats(self) -> bool:
        ending = f"%-{self.processes['worker'].pid}-%"
        query = "SELECT 1 FROM core_workerbeat WHERE worker_id LIKE %s"
        return self.first_row(query, ending) is not None

    def _tail(self, name: str) -> str:
        return self.log(name).read_text("utf-8", "replace")[-2000:]


@contextmanager
def house_in(folder: Path, port: int, env: dict[str, str]) -> Iterator[House]:
    """Give a house in the folder; whatever of it runs is ended afterwards."""
    house = House(folder, port, env)
    try:
        yield house
    finally:
        house.kill()
