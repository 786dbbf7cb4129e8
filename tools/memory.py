"""Print the memory (PSS) of the running house, a line a process and the sum.

PSS counts a page shared by n processes as 1/n, so the lines may be added up.
Usage: `python -m tools.memory PID`, the PID of `make start` or of its child.
"""

import sys
from pathlib import Path

PROC = Path("/proc")


def family(root: int) -> list[int]:
    """Return `root` and all its descendants."""
    parents: dict[int, int] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text("utf-8")
            except OSError:
                continue
            parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def pss_mb(pid: int) -> float:
    """Return the proportional set size of a process in MB."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> int:
    """Print the table for the process named on the command line."""
    total = 0.0
    for pid in family(int(sys.argv[1])):
        try:
            size = pss_mb(pid)
            command = (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:  # it has ended meanwhile
            continue
        total += size
        print(f"{size:8.1f} MB  {pid:>7}  {command.decode()[:70]}")
    print(f"{total:8.1f} MB  together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
