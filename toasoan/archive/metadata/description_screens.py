"""Wagtail's action on ticked photos that says the same of all of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from toasoan.archive.metadata.describing import photos_describe
from toasoan.archive.metadata.description_forms import BatchForm


class DescribePhotos(ImageBulkAction):
    """Credit, source, event, people and keywords for every ticked photo."""

    display_name = gettext_lazy("Ghi thông tin chung")
    action_type = "describe"
    aria_label = gettext_lazy("Ghi thông tin chung cho các ảnh đã chọn")
    template_name = "archive/photos_describe.html"
    action_priority = 25
    form_class = BatchForm
    request: HttpRequest
    cleaned_form: Any

    def check_perm(self, image: Any) -> bool:
        """Return whether the person may change what is said of the photo."""
        return bool(
            self.permission_policy.user_has_permission_for_instance(
                self.request.user, "change", image
            )
        )

    def get_execution_context(self) -> dict[str, Any]:
        """Return what was typed, who typed it, and the request to answer on."""
        return {
            "words": self.cleaned_form.words(),
            "more": self.cleaned_form.more(),
            "request": self.request,
        }

    @classmethod
    def execute_action(
        cls, objects: list[Any], request: Any = None, **words: Any
    ) -> tuple[int, int]:
        """Describe the photos, and offer to take it back; return how many."""
        batch = photos_describe(photos=objects, by=request.user, **words)
        if batch is None:
            messages.info(request, _("Các ảnh đã ghi như vậy rồi."))
        else:
            messages.success(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("Đã ghi thông tin chung cho %(n)s ảnh.") % {"n": len(objects)},
                    reverse("archive_photos:batch", args=[batch]),
                    _("Xem và hoàn tác"),
                ),
            )
        return len(objects), 0
