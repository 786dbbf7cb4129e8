"""What the house holds: photos with their renditions, documents, and what is on its way."""

from toasoan.archive.models.documents import ArchiveDocument
from toasoan.archive.models.photos import Photo, PhotoRendition
from toasoan.archive.models.uploads import Upload

__all__ = ["ArchiveDocument", "Photo", "PhotoRendition", "Upload"]
