"""Wagtail's deletion screens: they do not open for what readers see."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from wagtail.documents.views.documents import DeleteView as WagtailDocumentDelete
from wagtail.images.views.images import DeleteView as WagtailPhotoDelete

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse
from toasoan.archive.uses import Asset

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


class _UnusedOnly:
    """Goes back to the asset's own screen, saying where it is used."""

    request: HttpRequest
    object: Any
    edit_url_name: ClassVar[str]

    def run_before_hook(self) -> HttpResponse | None:
        """Return the way back; Wagtail asks here once the permission is checked."""
        if not in_use_refuse(self.request, [self.object]):
            return None
        return redirect(self.edit_url_name, self.object.pk)


class PhotoDeleteView(_UnusedOnly, WagtailPhotoDelete):
    """The deletion of one photo."""

    edit_url_name = "wagtailimages:edit"


class DocumentDeleteView(_UnusedOnly, WagtailDocumentDelete):
    """The deletion of one document."""

    edit_url_name = "wagtaildocs:edit"


class UnusedOnlyBulk:
    """Deletes the whole selection, or goes back and says what is used where."""

    request: HttpRequest
    next_url: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as Wagtail's action does when nothing of it is in use."""
        objects, _hidden = self.get_actionable_objects()  # type: ignore[attr-defined]
        if in_use_refuse(request, objects):
            return HttpResponseRedirect(self.next_url)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
