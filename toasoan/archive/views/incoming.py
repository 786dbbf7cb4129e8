"""The screen where photos, film, papers and ZIPs are brought in, many at once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.archive.incoming.forms import IntakeForm
from toasoan.archive.incoming.unpacking import bundle_take
from toasoan.archive.incoming.uploading import upload_for, upload_keep
from toasoan.archive.models import IncomingFile, Photo, Upload
from toasoan.archive.services import may_bring_require
from toasoan.core.errors import ToasoanError
from toasoan.units.current_unit import current_unit_required

SHOWN = 100
Kind = Upload.Kind


@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """Show where to drop files, and what came by itself lately."""
    unit = current_unit_required(request)
    may_bring_require(request.user, unit)
    return render(
        request,
        "archive/intake.html",
        {
            "unit": unit,
            "form": IntakeForm(initial={"usage": Photo.Usage.UNKNOWN}),
            "unpacking": Upload.objects.filter(
                unit=unit,
                by=request.user.pk,
                kind=Kind.BUNDLE,
                state=Upload.State.RECEIVED,
            ),
            "came": IncomingFile.objects.filter(unit=unit).select_related("entry")[
                :SHOWN
            ],
        },
    )


@require_POST
def keep(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Put one file that has come in whole into the archive, with what was said of it."""
    form = IntakeForm(request.POST)
    if not form.is_valid():
        said = _("Chọn lại quyền sử dụng; ghi nguồn không quá 200 ký tự.")
        return JsonResponse({"message": said}, status=400)
    try:
        upload = upload_for(request.user, pk)
        return JsonResponse(_kept(upload, request, form))
    except ToasoanError as error:
        return JsonResponse(
            {"message": error.message, "code": error.code}, status=error.http_status
        )


def _kept(upload: Upload, request: HttpRequest, form: IntakeForm) -> dict[str, str]:
    if upload.kind == Kind.BUNDLE:
        bundle_take(upload=upload, by=request.user, details=form.details())
        return {"said": _("Đang bung gói, xem kết quả ở dưới sau ít phút"), "url": ""}
    kept = upload_keep(upload=upload, by=request.user, details=form.details())
    if kept.photo is not None:
        url = reverse("wagtailimages:edit", args=[kept.photo.pk])
    else:
        url = reverse("wagtaildocs:edit", args=[kept.document_id])
    return {"said": _("Đã vào kho"), "url": url}
