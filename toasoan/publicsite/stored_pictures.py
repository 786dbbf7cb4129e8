"""Renditions as the front answers them: which it sends, and those on another machine."""

from collections.abc import Iterable

from django.conf import settings

from toasoan.archive.storing.public import picture_is_public, stem_of
from toasoan.archive.storing.renditions import rendition_elsewhere
from toasoan.archive.storing.stores import StoreSilent

# A browser keeps it for good; caches that many share ask again whether it is public.
RENDITION_CACHE = "public, max-age=31536000, s-maxage=300, immutable"
PICTURE_HEADERS = [
    ("Cache-Control", RENDITION_CACHE),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
]
Found = tuple[str, list[tuple[str, str]], Iterable[bytes]]


def is_asked_first(path: str) -> bool:
    """Return whether it may be a rendition no live page shows: Django asks who is there."""
    name = path.removeprefix(settings.MEDIA_URL)
    return bool(stem_of(name)) and not picture_is_public(name)


def picture_elsewhere(name: str, kind: str) -> Found | None:
    """Return status, headers and body of the rendition; None when there is none.

    Args:
        name: below `renditions/`, found to lead nowhere else.
        kind: its content type.
    """
    try:
        found = rendition_elsewhere(name)
    except StoreSilent:
        later = [("Retry-After", "10"), ("Cache-Control", "no-store")]
        return "503 Service Unavailable", later, []
    if found is None:
        return None
    size, pieces = found
    headers = [("Content-Type", kind), ("Content-Length", str(size)), *PICTURE_HEADERS]
    return "200 OK", headers, pieces
