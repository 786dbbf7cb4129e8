"""What the house holds: photos with their renditions, and documents."""

from toasoan.archive.models.documents import ArchiveDocument
from toasoan.archive.models.photos import Photo, PhotoRendition

__all__ = ["ArchiveDocument", "Photo", "PhotoRendition"]
