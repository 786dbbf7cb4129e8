"""What a PDQ hash is, for all who keep or compare one; `pdq` makes them, with numpy."""

from dataclasses import dataclass

# Part of what is stored: raise it when the same picture would get another hash.
ALGORITHM = "pdq-1"
MATCH_BITS = 31
LEAST_QUALITY = 50
BITS, BYTES = 256, 32
# The published tools shrink first too; it costs a few bits and spares the time.
WORKING_SIZE = (512, 512)


@dataclass(frozen=True)
class Hash:
    """The hash of a picture and, first in `turned`, of its eight turns and mirrorings.

    Attributes:
        bits: 32 bytes.
        quality: 0 to 100, how much there is in the picture to tell it by.
        turned: eight hashes of the same picture turned and mirrored; `bits` is the first.
            Each is what the turned picture's own file would get.
    """

    bits: bytes
    quality: int
    turned: tuple[bytes, ...]

    @property
    def tells(self) -> bool:
        """Whether there is enough in the picture to look for others like it."""
        return self.quality >= LEAST_QUALITY
