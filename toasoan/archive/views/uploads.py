"""Resumable uploads by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload).

Core, creation, creation-with-upload, termination, expiration and checksum. Only who is
signed in, and each only their own: another's upload is as one that is not there. A page
of another origin can send none of these requests: they need the token of our cookie in a
header (Django's CSRF check), which a form cannot set and another origin cannot read.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from toasoan.archive.errors import UploadTooLong, UploadWordsWrong
from toasoan.archive.incoming.streaming import pieces_of
from toasoan.archive.incoming.upload_words import checksum_of, number_of, words_of
from toasoan.archive.incoming.uploading import (
    upload_begin,
    upload_end,
    upload_for,
    upload_look,
    upload_offset,
    upload_receive,
)
from toasoan.archive.models import Upload
from toasoan.core.errors import ToasoanError
from toasoan.units.access import unit_for

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
BYTES = "application/offset+octet-stream"
Answer = Callable[..., HttpResponse]

_writers = threading.BoundedSemaphore(settings.UPLOAD_WRITERS)


class TooManyUploads(ToasoanError):
    """The threads of this process that wait for phones are all waiting."""

    code = "uploads_busy"
    http_status = 503

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Nhiều người đang gửi tệp. Máy tự gửi tiếp sau vài giây")


def tus(view: Answer) -> Answer:
    """Return the view behind sign-in and the version check, its refusals as JSON."""

    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponse:
        response = _answer(view, request, names)
        response["Tus-Resumable"] = VERSION
        return response

    return answer


def _answer(view: Answer, request: HttpRequest, names: dict[str, Any]) -> HttpResponse:
    method = request.method or ""
    if method == "POST":
        # Only here: a GET is let through without the token.
        method = request.headers.get("X-HTTP-Method-Override", method)
    if method == "OPTIONS":
        return _abilities()
    if not request.user.is_authenticated or not request.user.is_active:
        return _refusal(401, "signed_out", _("Phiên làm việc đã hết. Đăng nhập lại"))
    if request.headers.get("Tus-Resumable") != VERSION:
        response = HttpResponse(status=412)
        response["Tus-Version"] = VERSION
        return response
    try:
        return view(request, method, **names)
    except ToasoanError as error:
        return _refusal(error.http_status, error.code, error.message)


def _abilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Max-Size"] = str(max(settings.UPLOAD_LIMITS.values()))
    response["Tus-Checksum-Algorithm"] = "sha1,sha256"
    return response


def _refusal(status: int, code: str, message: str) -> HttpResponse:
    response = JsonResponse({"code": code, "message": message}, status=status)
    if status == 460:
        response.reason_phrase = "Checksum Mismatch"
    if status == 503:
        response["Retry-After"] = "2"
    return response


@tus
def uploads(request: HttpRequest, method: str) -> HttpResponse:
    """Begin an upload, perhaps with its first bytes; begun again it is the same one."""
    if method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST, OPTIONS"})
    text = request.headers.get("Upload-Metadata", "")
    words = words_of(text)
    upload, is_new = upload_begin(
        id=words.id,
        unit=unit_for(request.user, words.unit),
        kind=words.kind,
        name=words.name,
        length=number_of(request, "Upload-Length"),
        sha256=words.sha256,
        metadata=text,
        by=request.user,
    )
    if request.content_type == BYTES and is_new:
        _receive(request, upload, at=0)
    response = HttpResponse(status=201)
    response["Location"] = reverse("archive:upload", args=[upload.pk])
    return _stand(response, upload)


@tus
def upload(request: HttpRequest, method: str, pk: UUID) -> HttpResponse:
    """Say how far the upload is, take more of it, or throw it away."""
    answers = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}
    if method not in answers:
        return HttpResponse(status=405, headers={"Allow": "HEAD, PATCH, DELETE"})
    return answers[method](request, upload_for(request.user, pk))


def _head(_request: HttpRequest, found: Upload) -> HttpResponse:
    # After a crash at the last byte it was never looked at.
    found = upload_look(upload=found)
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(found.length)
    response["Upload-Metadata"] = found.metadata
    response["Cache-Control"] = "no-store, private"
    return _stand(response, found)


def _patch(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.content_type != BYTES:
        return _refusal(415, UploadWordsWrong.code, UploadWordsWrong().message)
    _receive(request, found, at=number_of(request, "Upload-Offset"))
    return _stand(HttpResponse(status=204), found)


def _delete(_request: HttpRequest, found: Upload) -> HttpResponse:
    upload_end(upload=found)
    return HttpResponse(status=204)


def _receive(request: HttpRequest, found: Upload, *, at: int) -> None:
    checksum = checksum_of(request)
    announced = request.headers.get("Content-Length") or "0"
    if announced.isdigit() and at + int(announced) > found.length:
        raise UploadTooLong
    if not _writers.acquire(blocking=False):
        raise TooManyUploads
    try:
        upload_receive(
            upload=found,
            at=at,
            pieces=pieces_of(request, settings.UPLOAD_SILENCE_S),
            checksum=checksum,
        )
    finally:
        _writers.release()


def _stand(response: HttpResponse, found: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload_offset(found))
    response["Upload-Expires"] = http_date(found.expires_at.timestamp())
    return response
