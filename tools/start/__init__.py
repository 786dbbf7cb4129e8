"""`make start`: from a fresh clone to a running newsroom.

Only the standard library is used until the virtual environment exists. This
file loads on an old Python too, before any other, so that every target of the
Makefile can say so in one line.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Python %d.%d quá cũ: Toasoan cần Python 3.11 trở lên. "  # noqa: UP031
        "Cài bằng: sudo apt install python3.11 python3.11-venv" % sys.version_info[:2]
    )
