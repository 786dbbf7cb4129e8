"""What a contact sheet is told of each entry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetCell:
    """One picture and its words.

    Attributes:
        picture: a JPEG, or None where there is none to see.
        title: its name.
        lines: credit, usage, day: in this order under it.
    """

    picture: bytes | None
    title: str
    lines: tuple[str, ...]
