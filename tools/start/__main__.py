"""Entry point."""

import sys

from tools.start.house import main

if __name__ == "__main__":
    sys.exit(main())
