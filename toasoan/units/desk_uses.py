"""What keeps a desk open; rooms above add what they know of."""

from collections.abc import Callable

from toasoan.core.registry import Registry
from toasoan.units.models import Desk

# Returns what still belongs to the desk, in words ("3 đề tài"), or nothing.
DeskUse = Callable[[Desk], str]
desk_uses: Registry[DeskUse] = Registry("uses of a desk")
