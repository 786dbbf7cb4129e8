"""How a private file leaves once a view has said that it may.

On a disk of ours by nginx where it is told to (`X_ACCEL`), from an S3 store by an
address of a minute where browsers can reach it (`S3_DIRECT`), else by us, in ranges.
"""

from functools import partial
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from toasoan.archive.ranges import Answer, file_answer, pieces_answer
from toasoan.archive.storing.disk import DiskStore
from toasoan.archive.storing.stores import Leaving, Store, files_store
from toasoan.core.errors import NotFound

# Places of nginx that only an answer of ours leads into (deploy/nginx-files.conf).
ACCEL_FILES = "/_rieng/files/"
ACCEL_MADE = "/_rieng/made/"
# No browser opens it as a page of ours.
POLICY = "default-src 'none'"


def attachment(content_type: str, filename: str) -> Leaving:
    """Return how a file goes out that is kept under that name."""
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return Leaving(content_type, disposition or "attachment")


def stored_answer(
    request: HttpRequest, name: str, leaving: Leaving, *, from_here: bool = False
) -> Answer:
    """Send a file of the store to who was found to be allowed to have it.

    Args:
        request: its Range is heeded.
        name: of the file in the store.
        leaving: how it goes out.
        from_here: not to lead to another host, where browsers follow no form.

    Raises:
        NotFound: the store has no such file.
        StoreSilent: the store does not answer.
    """
    try:
        store = files_store()
        holder = store.holder(name)
        address = None if from_here else holder.direct_address(name, leaving)
        if address is not None:
            answer: Answer = HttpResponseRedirect(address)
        elif _is_nginx_to_send(store):
            answer = _accel(ACCEL_FILES, name, leaving.content_type)
        else:
            answer = pieces_answer(
                request,
                partial(store.pieces, name),
                holder.size(name),
                leaving.content_type,
            )
    except FileNotFoundError as error:
        raise NotFound from error
    if leaving.disposition:
        answer.headers["Content-Disposition"] = leaving.disposition
    return kept_private(answer)


def made_answer(request: HttpRequest, path: Path, content_type: str) -> Answer:
    """Send a file below MADE_DIR to who was found to be allowed to have it."""
    if settings.X_ACCEL:
        name = path.relative_to(settings.MADE_DIR).as_posix()
        answer: Answer = _accel(ACCEL_MADE, name, content_type)
    else:
        answer = file_answer(request, path, content_type)
    return kept_private(answer)


def _is_nginx_to_send(store: Store) -> bool:
    # While files move, one might go between our look and nginx's.
    return bool(settings.X_ACCEL) and isinstance(store, DiskStore)


def _accel(place: str, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content_type=content_type)
    answer.headers["X-Accel-Redirect"] = place + quote(name)
    return answer


def kept_private(answer: Answer) -> Answer:
    """Return the answer, which nobody on the way keeps or opens as a page of ours."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
