"""Run as a program: lower its own limits, then become the program it was given.

`python -I contained.py MEMORY_MB CPU_S FILE_MB program argument…` - limits set after a
fork of a process with threads could hang it; here there is one thread only.
"""

import ctypes
import os
import resource
import signal
import sys

_MB = 1024 * 1024
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Become the program, at low priority, unable to take the machine down."""
    memory_mb, cpu_s, file_mb, *program = arguments
    os.nice(10)
    if sys.platform == "linux":
        # A worker that is killed takes it along: nobody writes where another begins anew.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for kind, limit in (
        (resource.RLIMIT_AS, int(memory_mb) * _MB),
        (resource.RLIMIT_CPU, int(cpu_s)),
        (resource.RLIMIT_FSIZE, int(file_mb) * _MB),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    os.execv(program[0], program)  # noqa: S606 - an argument list, no shell


if __name__ == "__main__":
    main(sys.argv[1:])
