"""Wagtail's screen for several photos: it says at once what is there already."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.images.views.multiple import AddView

from toasoan.archive.alike.prints import photo_print_make


class PhotosAddView(AddView):
    """The upload of photos, each answered with those that look like it."""

    def get_edit_object_response_data(self) -> dict[str, Any]:
        """Return Wagtail's answer, the notice above its form.

        The photo is hashed here and not by the job: its sender is looking.
        """
        answer: dict[str, Any] = super().get_edit_object_response_data()
        photo_print_make(photo_id=self.object.pk)
        notice = render_to_string(
            "archive/upload_notice.html", {"photo": self.object}, request=self.request
        )
        answer["form"] = notice + answer["form"]
        return answer
