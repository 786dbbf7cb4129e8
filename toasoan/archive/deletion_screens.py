"""Wagtail's deletion screens lead into the bin; they do not open for what readers see."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.documents.views import multiple as document_uploads
from wagtail.documents.views.documents import DeleteView as WagtailDocumentDelete
from wagtail.images.views import multiple as photo_uploads
from wagtail.images.views.images import DeleteView as WagtailPhotoDelete

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse
from toasoan.archive.keeping.bins import asset_bin, assets_bin, bin_days
from toasoan.archive.keeping.errors import AssetInBin
from toasoan.archive.uses import Asset
from toasoan.core.errors import ToasoanError
from toasoan.units.selectors import unit_of_collection

REFUSALS_SHOWN = 5


def in_use_refuse(request: HttpRequest, assets: Iterable[Asset]) -> bool:
    """Return whether any of the assets is in use, having told the person of some."""
    refused = 0
    for asset in assets:
        try:
            asset_require_unused(asset, request.user)
        except AssetInUse as error:
            messages.error(request, error.message)
            refused += 1
        if refused == REFUSALS_SHOWN:
            break
    return refused > 0


def _days_said(asset: Asset) -> str:
    days = bin_days(unit_of_collection(asset.collection))
    return ngettext(
        "Khôi phục được trong %(n)d ngày, ở “Thùng rác”.",
        "Khôi phục được trong %(n)d ngày, ở “Thùng rác”.",
        days,
    ) % {"n": days}


def _binned_say(request: HttpRequest, said: str) -> None:
    way = format_html('<a href="{}">{}</a>', reverse("keeping:bin"), _("Thùng rác"))
    messages.success(request, format_html("{} {}", said, way))


class _UnusedOnly:
    """Goes back to the asset's own screen, saying where it is used."""

    request: HttpRequest
    object: Any
    edit_url_name: ClassVar[str]
    page_title = gettext_lazy("Bỏ vào thùng rác")
    template_name = "archive/bin_confirm.html"

    def run_before_hook(self) -> HttpResponse | None:
        """Return the way back; Wagtail asks here once the permission is checked."""
        if not in_use_refuse(self.request, [self.object]):
            return None
        return redirect(self.edit_url_name, self.object.pk)

    @property
    def confirmation_message(self) -> str:
        """What the screen asks, and how long one may think better of it."""
        asked = _("Bỏ “%(title)s” vào thùng rác?") % {"title": self.object.title}
        return f"{asked} {_days_said(self.object)}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Put the asset into the bin, or go back and say why not."""
        del form
        try:
            asset_bin(asset=self.object, by=self.request.user)
        except AssetInBin as error:
            raise Http404 from error
        except ToasoanError as error:
            messages.error(self.request, error.message)
            return redirect(self.edit_url_name, self.object.pk)
        _binned_say(
            self.request,
            _("“%(title)s” đã vào thùng rác.") % {"title": self.object.title},
        )
        return HttpResponseRedirect(self.get_success_url())  # type: ignore[attr-defined]


class PhotoDeleteView(_UnusedOnly, WagtailPhotoDelete):
    """One photo goes into the bin."""

    edit_url_name = "wagtailimages:edit"


class DocumentDeleteView(_UnusedOnly, WagtailDocumentDelete):
    """One document goes into the bin."""

    edit_url_name = "wagtaildocs:edit"


class _UploadedToBin:
    """Wagtail's upload of many has a button that takes one back: into the bin."""

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> JsonResponse:
        """Put the file that just came in into the bin."""
        view: Any = self
        pk = kwargs[view.pk_url_kwarg]
        asset = view.get_model().objects.filter(pk=pk).first()
        if asset is None:
            raise Http404
        asset_bin(asset=asset, by=request.user)
        return JsonResponse({"success": True, view.context_object_id_name: pk})


class UploadedPhotoDeleteView(_UploadedToBin, photo_uploads.DeleteView):
    """A photo that just came in."""


class UploadedDocumentDeleteView(_UploadedToBin, document_uploads.DeleteView):
    """A document that just came in."""


class UnusedOnlyBulk:
    """Bins the whole selection, or goes back and says what is used where."""

    request: HttpRequest
    next_url: str
    display_name = gettext_lazy("Bỏ vào thùng rác")
    aria_label = gettext_lazy("Bỏ các mục đã chọn vào thùng rác")
    template_name = "archive/bin_many_confirm.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as Wagtail's action does when nothing of it is in use."""
        objects, _hidden = self.get_actionable_objects()  # type: ignore[attr-defined]
        if in_use_refuse(request, objects):
            return HttpResponseRedirect(self.next_url)
        try:
            with transaction.atomic():
                response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except ToasoanError as error:
            # Published or binned since the question was asked: nothing was done.
            messages.error(request, error.message)
            return HttpResponseRedirect(self.next_url)
        return response

    def get_execution_context(self) -> dict[str, Any]:
        """Return who does it."""
        return {"by": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[Any], by: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Put each into the bin; return how many."""
        return assets_bin(assets=objects, by=by), 0

    def get_success_message(self, binned: int, _below: int) -> None:
        """Say how many, and where they are."""
        said = ngettext(
            "%(n)d mục đã vào thùng rác.", "%(n)d mục đã vào thùng rác.", binned
        )
        _binned_say(self.request, said % {"n": binned})
