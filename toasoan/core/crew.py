"""Several processes that come from one: what they all have loaded lies in memory once.

A process that has imported the house is some 130 MB; forked, most of it is shared
(copy on write), and `gc.freeze` keeps the collector from touching, and so copying, it.
"""

import ctypes
import gc
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import FrameType

log = logging.getLogger("toasoan.crew")
STOPS = {signal.SIGTERM, signal.SIGINT}
PR_SET_PDEATHSIG = 1  # prctl(2)
# Who ends sooner than this has a trouble that starting again does not mend.
SOONEST_S = 5.0
STARTS_AGAIN_AFTER_S = 1.0

Duty = Callable[[], object]


class Crew:
    """The forked processes of one parent, each doing its duty until told to stop."""

    def __init__(
        self, duties: Mapping[str, Duty], soonest_s: float = SOONEST_S
    ) -> None:
        """Note what each does; nothing runs yet."""
        self.duties = duties
        self.soonest_s = soonest_s
        self.running: dict[int, tuple[str, float]] = {}
        self.stopping = False

    def run(self) -> int:
        """Return 0 once all were told to stop and have ended, 1 when one could not stay.

        One that ends by itself is started again. SIGTERM and SIGINT are passed on,
        and waited for: each finishes what it has in hand.
        """
        gc.collect()
        gc.freeze()
        for number in STOPS:
            signal.signal(number, self._stop)
        for name in self.duties:
            self._start(name)
        failed = False
        while self.running:
            pid, status = os.wait()
            name, since = self.running.pop(pid)
            if self.stopping:
                continue
            log.error("%s ended by itself: %s", name, os.waitstatus_to_exitcode(status))
            if time.monotonic() - since < self.soonest_s:
                failed = True
                self._stop()
            else:
                time.sleep(STARTS_AGAIN_AFTER_S)
                self._start(name)
        return int(failed)

    def _start(self, name: str) -> None:
        # No signal between fork and noting the child: it would never be told to stop.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            if self.stopping:
                return
            pid = os.fork()
            if pid:
                self.running[pid] = (name, time.monotonic())
            else:
                _do(self.duties[name], before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        for pid in self.running:
            with suppress(
                ProcessLookupError
            ):  # it has ended, and is not struck off yet
                os.kill(pid, signal.SIGTERM)


def _do(duty: Duty, mask: set[signal.Signals | int]) -> None:
    """Do the duty in the forked process and end it; this never returns."""
    code = 1
    try:
        for number in STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        _end_with_parent()
        duty()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:  # noqa: BLE001 - nothing stands above to hear of it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_with_parent() -> None:
    """Have the kernel end this process when the parent is killed; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
