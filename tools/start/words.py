"""What is said on the terminal: one line a fact, in Vietnamese."""

import os
import sys
import time


class CannotStart(Exception):
    """Starting stops here; the message says why and what to do, in one line."""


def say(text: str) -> None:
    """Write one line at once."""
    print(text, flush=True)


class Progress:
    """One long step: a line that counts up on a terminal, a few lines in a log."""

    def __init__(self, title: str, total: int) -> None:
        self.title = title
        self.total = max(total, 1)
        self.done = 0
        self._began = time.monotonic()
        self._quarter = 0
        self._tty = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        if not self._tty:
            say(f"{title} …")

    def step(self) -> None:
        """Count one more part of the work as done."""
        self.done = min(self.done + 1, self.total)
        if self._tty:
            print(
                f"\r{self.title} … {self.done}/{self.total}\033[K", end="", flush=True
            )
            return
        quarter = self.done * 4 // self.total
        if self._quarter < quarter < 4:
            self._quarter = quarter
            say(f"  {self.done}/{self.total}")

    def finish(self) -> None:
        """Close the step with the time it took."""
        taken = f"{time.monotonic() - self._began:.0f} giây"
        say(f"\r{self.title}: xong, {taken}\033[K" if self._tty else f"  xong, {taken}")
