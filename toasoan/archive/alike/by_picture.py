"""Search by a picture that somebody shows: it is looked at, compared, and never stored."""

import hashlib
from typing import Any

from toasoan.archive.alike.similar import Alike, PictureFile, similar_photos
from toasoan.archive.errors import PictureDamaged
from toasoan.archive.fingerprints import fingerprint
from toasoan.archive.incoming.inspection import picture_inspect
from toasoan.archive.rendering import BROKEN


def photos_like_file(user: Any, file: Any) -> list[Alike]:
    """Return the photos the person may know of that look like the file, best first.

    It is held to what a photo that comes in is held to.

    Raises:
        FileRefused: one of its subclasses says which rule it breaks.
    """
    picture_inspect(file)
    try:
        found = fingerprint(file)
    except BROKEN as error:
        raise PictureDamaged from error
    file.seek(0)
    content_hash = hashlib.file_digest(file, "sha256").hexdigest()
    return similar_photos(
        PictureFile(content_hash, found.pixels, found.hash), user=user
    )
