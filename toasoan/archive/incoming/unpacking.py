"""A bundle that has come in whole is unpacked in the background, once."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from toasoan.archive.errors import FileRefused, UploadNotFound, UploadUnfinished
from toasoan.archive.incoming.bundles import bundle_unpack
from toasoan.archive.incoming.uploading import KEPT_FOR, upload_look
from toasoan.archive.models import Upload
from toasoan.core import clock
from toasoan.core.jobs import enqueue, job_waits

State = Upload.State
UNPACK_JOB = "archive.bundle_unpack"
AT_A_TIME = 20


@transaction.atomic
def bundle_take(*, upload: Upload, by: Any, details: dict[str, str]) -> Upload:
    """The ZIP is being unpacked; asked again, it is no second time.

    Args:
        upload: an own one of the kind "bundle".
        by: who sent it.
        details: credit and usage of all it holds; JSON values.

    Raises:
        UploadNotFound: it is another's, or no bundle.
        UploadUnfinished: it has not come in whole.
        FileRefused: it was refused; its message says why.
    """
    upload_look(upload=upload)
    if upload.by_id != by.pk or upload.kind != Upload.Kind.BUNDLE:
        raise UploadNotFound
    if upload.state == State.REFUSED:
        raise FileRefused(upload.refusal)
    if upload.state == State.RECEIVING:
        raise UploadUnfinished
    if upload.state == State.RECEIVED:
        # As long as it takes: what is being unpacked is not swept away.
        Upload.objects.filter(pk=upload.pk).update(
            expires_at=clock.now() + KEPT_FOR, details=details
        )
        enqueue(UNPACK_JOB, upload.pk.hex, details)
    return upload


def bundle_go_on(*, upload_id: UUID, details: dict[str, str]) -> int:
    """Unpack what is left of the bundle; return how many files it holds, 0 when done before."""
    upload = (
        Upload.objects.filter(pk=upload_id, state=State.RECEIVED)
        .select_related("unit", "by")
        .first()
    )
    if upload is None:
        return 0
    try:
        number = bundle_unpack(upload=upload, details=details)
    except FileNotFoundError:
        # Another worker has just ended it.
        return 0
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(state=State.KEPT)
        transaction.on_commit(partial(upload.path.unlink, missing_ok=True))
    return number


def bundles_left() -> QuerySet[Upload]:
    """Return the bundles that were to be unpacked and are not done with."""
    return Upload.objects.filter(
        kind=Upload.Kind.BUNDLE, state=State.RECEIVED, details__isnull=False
    ).order_by("begun_at")


def bundles_go_on() -> int:
    """Have those unpacked whose own job was lost; return how many.

    A job that has outlived several workers is given up, however far it had come.
    """
    if job_waits(UNPACK_JOB):
        return 0
    left = list(bundles_left()[:AT_A_TIME])
    for upload in left:
        enqueue(UNPACK_JOB, upload.pk.hex, upload.details)
    return len(left)
