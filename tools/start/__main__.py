"""Entry point; it must load on an old Python too, so that it can say so."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Python %d.%d quá cũ: Toasoan cần Python 3.11 trở lên. "  # noqa: UP031
        "Cài bằng: sudo apt install python3.11 python3.11-venv" % sys.version_info[:2]
    )

from tools.start.house import main

if __name__ == "__main__":
    sys.exit(main())
