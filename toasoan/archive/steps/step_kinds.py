"""The steps there are, and what each is given."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toasoan.archive.models import CatalogueEntry, ProcessingStep
from toasoan.core.registry import Registry

Kind, Name = CatalogueEntry.Kind, ProcessingStep.Name
RECORDINGS = frozenset({Kind.VIDEO, Kind.AUDIO})
# What is done with each kind, in this order.
STEPS_OF = {
    Kind.PHOTO: (Name.SCAN, Name.TEXT),
    Kind.DOCUMENT: (Name.SCAN, Name.TEXT),
    Kind.VIDEO: (Name.SCAN, Name.FACTS, Name.PREVIEW, Name.FILM),
    Kind.AUDIO: (Name.SCAN, Name.FACTS, Name.SOUND, Name.WAVEFORM),
}


@dataclass(frozen=True)
class Work:
    """What a step works on.

    Attributes:
        entry: whose file it is.
        file_hash: the content's hash; what is made of it lies under this name.
        source: the file on this machine, to be read only.
    """

    entry: CatalogueEntry
    file_hash: str
    source: Path


# A step returns when its effect is there, be it for the second time. It raises StepFailed
# or StepSkipped with a sentence; anything else it raises is a failure too.
step_runs: Registry[Callable[[Work], None]] = Registry("steps of processing")
