"""The second half of starting, inside .venv: data, then the three processes.

This process stays as long as the house runs, so it never loads Django: the data
is prepared by a child.
"""

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer

from tools.start import machine
from tools.start.table import table_lines
from tools.start.words import CannotStart, say

ANSWER_WITHIN_S = 120.0
PROCFILE = machine.ROOT / "config" / "Procfile"
MANAGE = "python manage.py "


def main() -> int:
    """Prepare the data, run the house until Ctrl-C, return the exit code."""
    try:
        env = machine.environment_read()
        port = machine.port_read(env)
        host = env.text("TOASOAN_BIND", "127.0.0.1")
        facts = prepare()
        if not facts:
            return 1
        machine.machine_check(host, port)  # again: preparing may have taken minutes
        return run(host=host, port=port, facts=facts)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nĐã dừng. Chạy lại make start để làm tiếp phần còn lại.")
        return 130


def prepare() -> dict[str, Any]:
    """Leave the data ready and return what to print, or nothing after a failure.

    The child has then said why, in one line.
    """
    with tempfile.TemporaryDirectory(prefix="toasoan-") as scratch:
        answer = Path(scratch) / "facts.json"
        done = subprocess.run(
            [sys.executable, "-m", "tools.start.prepare", str(answer)],
            cwd=machine.ROOT,
            check=False,
        )
        if done.returncode:
            return {}
        facts: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    return facts


class QuietPrinter(Printer):
    """Shows what the processes say, not honcho's own bookkeeping."""

    def write(self, message: Message) -> None:
        """Write the line unless it only says that a process came or went."""
        if message.name != "system":
            super().write(message)


def run(*, host: str, port: int, facts: dict[str, Any]) -> int:
    """Keep web, workers and scheduler running until Ctrl-C or until one ends."""
    environment = {
        **os.environ,
        "TOASOAN_BIND": host,
        "TOASOAN_PORT": str(port),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
        # Two arenas instead of eight a core: threads here wait more than they allocate.
        "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
        # Pictures go back to the system as soon as they are freed.
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }
    manager = Manager(QuietPrinter(sys.stdout, colour=sys.stdout.isatty()))
    for name, command in processes().items():
        # exec: the shell that reads the line does not stay in memory.
        manager.add_process(
            name, f"exec {command}", env=environment, cwd=str(machine.ROOT)
        )
    # A closed terminal ends the house like Ctrl-C does.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    ended = threading.Event()
    threading.Thread(
        target=_announce, args=(host, port, facts, ended), name="announce", daemon=True
    ).start()
    manager.loop()
    ended.set()
    if manager.returncode in {130, 143}:
        say("Tòa soạn đã dừng. Dữ liệu còn nguyên; chạy lại bằng: make start")
        return 0
    say("Một tiến trình đã tự dừng nên tòa soạn dừng theo; lý do ở các dòng trên.")
    return 1


def processes() -> dict[str, str]:
    """Return the Procfile's lines by name, those of manage.py in one.

    They are forked from one loaded process then, which saves some 100 MB for each.
    """
    lines = parse_procfile(PROCFILE.read_text("utf-8")).processes
    background = [
        line.removeprefix(MANAGE) for line in lines.values() if line.startswith(MANAGE)
    ]
    own = {name: line for name, line in lines.items() if not line.startswith(MANAGE)}
    return {**own, "background": f"{MANAGE}background {shlex.join(background)}"}


def _announce(
    host: str, port: int, facts: dict[str, Any], ended: threading.Event
) -> None:
    probe = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    probe = f"[{probe}]" if ":" in probe else probe
    began = time.monotonic()
    while time.monotonic() - began < ANSWER_WITHIN_S:
        answered = _answers(f"http://{probe}:{port}/")
        if ended.wait(0.3):
            return
        if answered:
            say("\n".join(table_lines(port, facts)))
            return
    say(f"Web chưa trả lời sau {ANSWER_WITHIN_S:.0f} giây; xem các dòng trên.")


def _answers(address: str) -> bool:
    request = urllib.request.Request(address, headers={"Host": "localhost"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(request, timeout=20).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code < 500
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
