"""Programs beside the house: found or not, and run on a short lead."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO

import imageio_ffmpeg
from django.utils.translation import gettext as _

from toasoan.archive.steps.step_errors import StepFailed

log = logging.getLogger("toasoan.archive")
CONTAINED = Path(__file__).with_name("contained.py")
ANSWER_BYTES = 4 * 1024 * 1024
MEMORY_MB = 4096
FILE_MB = 4096


@lru_cache(maxsize=1)
def ffmpeg() -> str:
    """Return the path of ffmpeg, "" where this machine cannot run it."""
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return ""


def tesseract() -> str:
    """Return the path of tesseract, "" when it is not installed."""
    return shutil.which("tesseract") or ""


def tesseract_languages() -> str:
    """Return "vie+eng", or what there is of it; "" without Vietnamese."""
    try:
        words = _languages_of(tesseract()) if tesseract() else ()
    except StepFailed:
        return ""
    return "+".join(each for each in ("vie", "eng") if each in words and "vie" in words)


@lru_cache(maxsize=1)
def _languages_of(path: str) -> tuple[str, ...]:
    return tuple(run([path, "--list-langs"], timeout_s=20).split())


def run(
    program: Sequence[str],
    *,
    timeout_s: float,
    memory_mb: int = MEMORY_MB,
    file_mb: int = FILE_MB,
    may_fail: bool = False,
    says_by_error: bool = False,
) -> str:
    """Return what the program said; it and its children are gone afterwards.

    Args:
        program: path and arguments; no shell reads them.
        timeout_s: seconds it may take, on the clock and of the processor's time each core.
        memory_mb: address space it may take.
        file_mb: largest file it may write.
        may_fail: what it said counts whatever its exit code.
        says_by_error: what it says on standard error is wanted.

    Raises:
        StepFailed: it took too long or ended with an error; its last line is named.
    """
    command = _contained(program, memory_mb, timeout_s, file_mb)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
            | {"OMP_THREAD_LIMIT": "1"},
        )
        try:
            code = process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise StepFailed(
                _("Quá %(n)d giây chưa xong. Tệp quá dài hoặc hỏng") % {"n": timeout_s}
            ) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said, complaint = _read(out), _read(err)
    if code and not may_fail:
        raise StepFailed(_failure(Path(program[0]).name, complaint))
    return complaint if says_by_error else said


def _contained(
    program: Sequence[str], memory_mb: int, timeout_s: float, file_mb: int
) -> list[str]:
    cpu_s = int(timeout_s * (os.cpu_count() or 1)) + 1
    limits = map(str, (memory_mb, cpu_s, file_mb))
    return [sys.executable, "-I", str(CONTAINED), *limits, *map(str, program)]


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(ANSWER_BYTES).decode("utf-8", "replace")


def _failure(name: str, complaint: str) -> str:
    """Return the sentence for the screen; what the program complained of is for the log."""
    lines = complaint.strip().splitlines()
    log.warning("%s gave a file up: %s", name, lines[-1][-200:] if lines else "")
    return _("Tệp hỏng hoặc thiếu phần cuối. Chép lại từ máy gốc rồi tải lại")
