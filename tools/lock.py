"""Resolve pyproject.toml into requirements.lock, requirements-s3.lock and -dev.lock.

The files name versions and hashes only, no address. `--upgrade` takes newer versions.
"""

import subprocess
import sys
from pathlib import Path

from tools.steps import ROOT

OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
)


def lock_write(target: str, *arguments: str) -> None:
    """Resolve again, staying near the versions that `target` names now."""
    uv = str(Path(sys.executable).parent / "uv")
    command = [uv, "pip", "compile", *OPTIONS, *arguments, "pyproject.toml"]
    subprocess.run([*command, "-o", target], cwd=ROOT, check=True)


def main() -> int:
    """Write the files; the later ones take the versions of the first."""
    extra = sys.argv[1:]
    lock_write("requirements.lock", *extra)
    same = ("-c", "requirements.lock", *extra)
    lock_write("requirements-s3.lock", "--extra", "s3", *same)
    lock_write("requirements-dev.lock", "--group", "dev", *same)
    return 0


if __name__ == "__main__":
    sys.exit(main())
