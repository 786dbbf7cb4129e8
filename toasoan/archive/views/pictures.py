"""Renditions that are not public yet or no longer: to whoever holds a key to them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toasoan.archive.pictures.publishing import picture_admit
from toasoan.archive.ranges import Answer
from toasoan.archive.storing.picture_keys import KEY, picture_key_holds
from toasoan.archive.storing.public import FOLDER, stem_of
from toasoan.archive.storing.sending import stored_answer
from toasoan.archive.storing.stores import Leaving
from toasoan.core.errors import NotFound

TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
# A page that stays open while keys change asks once more at most.
KEPT_BY_BROWSER = "private, max-age=600"
# The mark is there from now on: caches come to know the lasting answer soon.
KEPT_BY_ALL = "public, max-age=60"


@require_safe
def picture_file(request: HttpRequest, name: str) -> Answer:
    """Send the rendition, which nginx and the front found no mark of.

    Without a key it is sent only when readers meet the photo: its mark was lost, or the
    page is younger than what was baked. One answer to everybody else, whatever there is.
    """
    file = FOLDER + name
    kind = TYPES.get(name.rpartition(".")[2].lower(), "")
    key = request.GET.get(KEY, "")
    if not kind or not stem_of(file):
        return _not_found()
    if key and picture_key_holds(file, key, request.user):
        kept = KEPT_BY_BROWSER
    elif picture_admit(file):
        kept = KEPT_BY_ALL
    else:
        return _not_found()
    try:
        # From here: browsers lead pictures of our pages to no other host.
        answer = stored_answer(request, file, Leaving(kind, ""), from_here=True)
    except NotFound:
        return _not_found()
    answer.headers["Cache-Control"] = kept
    # Feeds are read on other hosts; what has a key is for our own pages.
    answer.headers["Cross-Origin-Resource-Policy"] = (
        "cross-origin" if kept == KEPT_BY_ALL else "same-site"
    )
    return answer


def _not_found() -> HttpResponse:
    answer = HttpResponse(status=404)
    answer.headers["Cache-Control"] = "no-store"
    return answer
