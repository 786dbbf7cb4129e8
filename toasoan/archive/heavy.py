"""Libraries that weigh much, loaded by the first who needs them.

numpy and libvips take 25 MB in each process, and most processes never draw a picture or a
sheet nor compare two. So the modules that stand on them are asked for here, not imported.
"""

from functools import cache
from importlib import import_module
from typing import Any

PACKAGE = "toasoan.archive"


@cache
def heavy(name: str) -> Any:
    """Return a module of this room by its name in it, such as "alike.pdq"."""
    return import_module(f"{PACKAGE}.{name}")
