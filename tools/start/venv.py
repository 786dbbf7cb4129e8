"""The virtual environment in .venv, filled from a lock file with checked hashes.

`python3 -m tools.start.venv requirements-dev.lock` makes or completes it.
"""

import collections
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from tools.start.machine import ROOT
from tools.start.words import CannotStart, Progress, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MAIN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"


def venv_ensure(lock: Path = MAIN_LOCK) -> None:
    """Leave .venv holding every package of `lock`; nothing is done when it does.

    Raises:
        CannotStart: the environment cannot be made or a package not fetched.
    """
    if not PYTHON.exists():
        _make()
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".{lock.stem}.sha256"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    _install(lock)
    stamp.write_text(wanted, "utf-8")
    if lock == DEV_LOCK:  # it names every package of the main lock too
        main = hashlib.sha256(MAIN_LOCK.read_bytes()).hexdigest()
        (VENV / f".{MAIN_LOCK.stem}.sha256").write_text(main, "utf-8")


def inside() -> bool:
    """Say whether this process runs in .venv."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(*arguments: str) -> None:
    """Run this program again with .venv's Python; does not return."""
    os.execv(PYTHON, [str(PYTHON), *arguments])


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        raise CannotStart(
            f"Python này thiếu venv. Cài bằng: sudo apt install {version}-venv"
        )
    say("Tạo môi trường Python trong .venv …")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"Không tạo được .venv: {_last_line(done.stderr)}")


def _install(lock: Path) -> None:
    packages = re.findall(r"^[\w.\[\]-]+==", lock.read_text("utf-8"), re.MULTILINE)
    progress = Progress(f"Cài gói Python theo {lock.name}", len(packages))
    command = [
        *(str(PYTHON), "-m", "pip", "install", "--no-input", "--no-deps"),
        *("--require-hashes", "--disable-pip-version-check"),
        *("--progress-bar", "off", "-r", str(lock)),
    ]
    tail: collections.deque[str] = collections.deque(maxlen=15)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            tail.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already ", "Ignoring ")):
                progress.step()
    if pip.returncode:
        print("\n" + "\n".join(tail), file=sys.stderr)
        raise CannotStart(
            "Không cài được gói Python (chi tiết ở trên). Kiểm tra mạng, rồi chạy lại."
        )
    progress.finish()


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["không rõ lý do"])[-1]


def main() -> int:
    """Complete .venv with the lock file named on the command line."""
    try:
        venv_ensure(ROOT / (sys.argv[1:] or [MAIN_LOCK.name])[0])
    except (CannotStart, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
