"""Run the test suite: two processes when there are two cores, the longest tests first.

`python -m tools.test [PYTEST ARGUMENTS]`
"""

import os
import subprocess
import sys

from tools.steps import ROOT, python

TWO_PROCESSES = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")


def main() -> int:
    """Return pytest's exit code."""
    arguments = sys.argv[1:]
    if not arguments and (os.cpu_count() or 1) > 1:
        arguments = [*TWO_PROCESSES, "--durations", "8"]
    return subprocess.run(
        python("-m", "pytest", *arguments), cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
