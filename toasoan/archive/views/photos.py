"""Screens of one photo's words and original, and of a batch of changes."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.access import (
    photo_for_describing,
    photo_for_reading,
    photo_may_be_described,
)
from toasoan.archive.metadata.describing import (
    photo_description_restore,
    photos_describe_undo,
)
from toasoan.archive.metadata.description_forms import DownloadForm
from toasoan.archive.metadata.descriptions import (
    batch_versions,
    description_changes,
    description_list,
    file_tags_of,
)
from toasoan.archive.metadata.errors import BatchGone, MetadataProgramFailed
from toasoan.archive.metadata.originals import photo_original_give, words_can_be_written
from toasoan.archive.models import PhotoDescription
from toasoan.core.errors import NotFound, ToasoanError

VERSIONS_SHOWN = 100


@require_http_methods(["GET", "POST"])
def original(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Ask what the original is taken for, then send it."""
    photo = photo_for_reading(request.user, pk)
    form = DownloadForm(request.POST or None)
    failed = False
    if request.method == "POST" and form.is_valid():
        try:
            given = photo_original_give(
                pk=pk,
                by=request.user,
                reason=form.cleaned_data["reason"],
                as_it_came="as_it_came" in request.POST,
            )
        except ToasoanError as error:
            form.add_error(None, error.message)
            failed = isinstance(error, MetadataProgramFailed)
        else:
            if given.file is None:
                return redirect(given.address)
            return FileResponse(given.file, as_attachment=True, filename=given.name)
    return render(
        request,
        "archive/photo_original.html",
        {
            "photo": photo,
            "form": form,
            "failed": failed,
            "writes_words": words_can_be_written(),
        },
        status=422 if form.errors else 200,
    )


@require_safe
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every version of the photo's words, and what its file said."""
    photo = photo_for_reading(request.user, pk)
    versions = list(description_list(photo)[:VERSIONS_SHOWN])
    tags = file_tags_of(photo)
    return render(
        request,
        "archive/photo_words.html",
        {
            "photo": photo,
            "versions": [(each, description_changes(each)) for each in versions],
            "newest": versions[0].number if versions else 0,
            "may_restore": photo_may_be_described(request.user, photo),
            "file_tags": tags,
            "tags": sorted(tags.tags.items()) if tags else [],
        },
    )


@require_POST
def words_restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Have the photo say again what it said in that version."""
    photo = photo_for_describing(request.user, pk)
    made = photo_description_restore(photo=photo, number=number, by=request.user)
    if made is None:
        messages.info(request, _("Thông tin đang dùng giống hệt bản ấy."))
    else:
        messages.success(request, _("Đã lấy lại bản %(n)s.") % {"n": number})
    return redirect("archive_photos:words", pk=pk)


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show what a batch changed; take it back."""
    versions = batch_versions(batch_id, request.user)
    if not versions:
        raise NotFound
    if request.method == "POST":
        return _batch_undo(request, batch_id)
    return render(
        request,
        "archive/photo_batch.html",
        {
            "versions": [(each, description_changes(each)) for each in versions],
            "batch_id": batch_id,
            "undone": PhotoDescription.objects.filter(undoes=batch_id).exists(),
        },
    )


def _batch_undo(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    try:
        count = photos_describe_undo(batch=batch_id, by=request.user)
    except BatchGone as error:
        messages.info(request, error.message)
        return redirect("archive_photos:batch", batch_id=batch_id)
    messages.success(
        request,
        ngettext(
            "Đã hoàn tác ở %(n)s ảnh. Chỗ sửa sau đó giữ nguyên.",
            "Đã hoàn tác ở %(n)s ảnh. Chỗ sửa sau đó giữ nguyên.",
            count,
        )
        % {"n": count},
    )
    return redirect("wagtailimages:index")
