"""Captions of a film: added, sent to the unit's people, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toasoan.archive.captioning.captions import (
    captions_for_reading,
    captions_remove,
    captions_set,
    may_caption,
)
from toasoan.archive.captioning.captions_forms import CaptionsForm
from toasoan.archive.errors import FileRefused
from toasoan.archive.ranges import Answer
from toasoan.archive.steps import processing_selectors as read
from toasoan.archive.storing.sending import kept_private
from toasoan.archive.views.processing import processing_shown
from toasoan.core.errors import NotAllowed


@require_POST
def captions_set_view(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Give the film captions in a language, in place of those it has."""
    entry = read.entry_for_reading(request.user, entry_pk)
    if not may_caption(request.user, entry):
        raise NotAllowed
    form = CaptionsForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            captions_set(entry=entry, by=request.user, **form.cleaned_data)
        except FileRefused as error:
            form.add_error("file", error.message)
            form.status = error.http_status
        else:
            messages.success(request, _("Đã lưu phụ đề."))
            return redirect("archive_staff:processing", entry_pk)
    return processing_shown(request, entry, captions=form)


@require_POST
def captions_remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the captions away from the film."""
    captions = captions_for_reading(request.user, pk)
    captions_remove(captions=captions, by=request.user)
    messages.success(request, _("Đã xóa phụ đề."))
    return redirect("archive_staff:processing", captions.entry_id)


@require_safe
def captions_file(request: HttpRequest, pk: int) -> Answer:
    """Send the captions to whoever may see the film's file."""
    captions = captions_for_reading(request.user, pk)
    return kept_private(
        HttpResponse(captions.vtt, content_type="text/vtt; charset=utf-8")
    )
