"""Refuse a commit message that does not begin with `room: Imperative sentence.`.

Run by pre-commit with the file that holds the message.
"""

import re
import sys
from pathlib import Path

LONGEST = 72
SUBJECT = re.compile(r"(?P<area>[a-z][a-z-]*): [A-Z].*\.")


def problems_of(message: str) -> list[str]:
    """Return what is wrong with the message; lines that start with # do not count."""
    lines = [line for line in message.splitlines() if not line.startswith("#")]
    subject = lines[0] if lines else ""
    problems = []
    if not SUBJECT.fullmatch(subject):
        problems.append("the first line is not `room: Imperative sentence.`")
    if len(subject) > LONGEST:
        problems.append(f"the first line has {len(subject)} characters, over {LONGEST}")
    if len(lines) > 1 and lines[1].strip():
        problems.append("the second line is not empty")
    return problems


def main() -> int:
    """Print the problems of the message in the named file."""
    problems = problems_of(Path(sys.argv[1]).read_text("utf-8"))
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
