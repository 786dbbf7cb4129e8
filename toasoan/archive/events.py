"""Facts the archive announces to the rooms above it."""

from dataclasses import dataclass

from toasoan.core.outbox import event_type


@event_type("archive.RenditionsReady")
@dataclass(frozen=True, kw_only=True)
class RenditionsReady:
    """New files of a photo can be shown; pages baked before show older ones.

    Those may be gone from the photo itself: an earlier file or focal point.
    """

    photo_id: int


@event_type("archive.PhotoDescribed")
@dataclass(frozen=True, kw_only=True)
class PhotoDescribed:
    """A person saved what the archive says of a photo: caption, credit, alternative text."""

    photo_id: int
