"""Runs exiftool beside the house, held to what one picture may cost.

A program of its own, not a library: a fault in reading a hostile file ends it and not
us, and its licence stays its own. It opens no network connection; a settings file of its
own is never read.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from toasoan.archive.metadata.errors import (
    MetadataProgramFailed,
    MetadataProgramMissing,
)

try:
    import resource
except ImportError:  # pragma: no cover - a system without limits of this kind
    resource = None  # type: ignore[assignment]

MEMORY = 768 * 1024 * 1024
OUTPUT_MAX = 4 * 1024 * 1024
OUT = "exiftool.out"


def exiftool_path() -> str | None:
    """Return where exiftool is, or None where the machine has none."""
    name = settings.EXIFTOOL
    return shutil.which(name) if name else None


def exiftool_run(
    arguments: Sequence[str], *, folder: Path, file_max: int = OUTPUT_MAX
) -> bytes:
    """Return what exiftool prints when it has ended well.

    Args:
        arguments: none of them may come from a file or a person; values go by a
            file that exiftool reads.
        folder: where it works; what it writes stays there.
        file_max: bytes of the largest file it may write, its answer included.

    Raises:
        MetadataProgramMissing: the machine has none.
        MetadataProgramFailed: it refused, ran too long, or wanted too much.
    """
    program = exiftool_path()
    if program is None:
        raise MetadataProgramMissing
    answer = folder / OUT
    with answer.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - no shell, our own arguments
            [program, "-config", "", *arguments],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _limit(process.pid, file_max)
        _wait(process)
    if process.returncode or answer.stat().st_size > OUTPUT_MAX:
        raise MetadataProgramFailed
    return answer.read_bytes()


def _limit(pid: int, file_max: int) -> None:
    """Limit the process from outside: code of ours between fork and start could hang."""
    if not hasattr(resource, "prlimit"):
        return
    seconds = int(settings.EXIFTOOL_SECONDS) + 1
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: file_max,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(ProcessLookupError):
        for what, most in limits.items():
            resource.prlimit(pid, what, (most, most))


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=settings.EXIFTOOL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise MetadataProgramFailed from error
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
