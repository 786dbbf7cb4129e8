"""Private files, to whoever holds an address of ours that still holds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from toasoan.archive.models import ArchiveDocument
from toasoan.archive.ranges import Answer
from toasoan.archive.storing.addresses import Purpose, file_addressed
from toasoan.archive.storing.sending import attachment, stored_answer
from toasoan.archive.storing.stores import Leaving
from toasoan.core.errors import NotFound


@require_safe
def stored_file(request: HttpRequest, purpose: str, seal: str) -> Answer:
    """Send the file; no browser opens it as a page."""
    file = file_addressed(purpose=purpose, seal=seal, person=request.user)
    return stored_answer(
        request,
        file.name,
        attachment("application/octet-stream", file.filename),
        from_here=purpose == Purpose.FORM,
    )


@require_safe
def document_file(request: HttpRequest, document_id: int, filename: str) -> Answer:
    """Send a document to who may read it: readers too, once it is public.

    It stands before Wagtail's view, which would lead to the file's own address, and of
    private files there is none. The hooks are Wagtail's: `document_guard` is one.

    Raises:
        Http404: there is no such document, not for this person, or its file is gone.
    """
    document = get_object_or_404(ArchiveDocument, pk=document_id)
    if document.filename != filename:
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        instead = hook(document, request)
        if isinstance(instead, HttpResponse):
            return instead
    document_served.send(sender=ArchiveDocument, instance=document, request=request)
    etag = quote_etag(document.file_hash) if document.file_hash else None
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    leaving = Leaving(document.content_type, document.content_disposition)
    try:
        answer = stored_answer(request, document.file.name, leaving)
    except NotFound as error:
        raise Http404 from error
    # It may be kept and asked for each time: the middleware says so.
    del answer.headers["Cache-Control"]
    if etag and answer.status_code != 302:
        answer.headers["ETag"] = etag
    return answer
