"""What people fill in about work that is no article."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import Photo
from toasoan.archive.selectors import photos_of
from toasoan.planning.models import Assignment
from toasoan.units.staff_forms import StaffForm, text_area

LATEST_PHOTOS = 12


class ManyFiles(forms.FileInput):
    """The browser's own picker, for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; what they are is for the archive to say."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files as a list."""
        return [super(ManyFilesField, self).clean(each, initial) for each in data or []]


class HandInForm(StaffForm):
    """Photos new or from the archive, or a link, and a word with them."""

    pictures = ManyFilesField(
        label=_("Ảnh mới"),
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": "image/*"}),
        help_text=_("Chọn nhiều ảnh một lần. Ảnh vào kho của đơn vị"),
    )
    credit = forms.CharField(
        label=_("Ghi nguồn cho ảnh mới"),
        required=False,
        max_length=200,
        help_text=_("Cần khi có ảnh mới"),
    )
    usage = forms.ChoiceField(
        label=_("Quyền sử dụng ảnh mới"),
        required=False,
        help_text=_("Cần khi có ảnh mới"),
        choices=[("", _("Chọn quyền sử dụng")), *Photo.Usage.choices],
    )
    caption = forms.CharField(
        label=_("Chú thích chung cho ảnh mới"),
        required=False,
        max_length=2000,
        widget=text_area(2),
    )
    chosen: "forms.ModelMultipleChoiceField[Photo]" = forms.ModelMultipleChoiceField(
        label=_("Ảnh của tôi trong kho"),
        queryset=Photo.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    link = forms.URLField(
        label=_("Đường dẫn"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Ghi đủ địa chỉ, ví dụ https://vidu.vn/phim.")},
        help_text=_("Phim, âm thanh hoặc bài trên mạng xã hội"),
    )
    note = forms.CharField(
        label=_("Lời nhắn"), required=False, max_length=1000, widget=text_area(2)
    )

    def __init__(
        self, *args: Any, assignment: Assignment, user: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = photos_of(assignment.story.unit)
        latest = own.filter(uploaded_by_user=user)[:LATEST_PHOTOS]
        keys = [*assignment.handed_in_photos, *(photo.pk for photo in latest)]
        self.fields["chosen"].queryset = own.filter(  # type: ignore[attr-defined]
            pk__in=keys
        ).prefetch_related("renditions")

    def clean(self) -> dict[str, Any]:
        """Ask for source and right of new pictures: without them nobody can use them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("pictures"):
            return cleaned
        if not cleaned.get("credit"):
            self.add_error("credit", _now("Ghi nguồn, ví dụ tên người chụp."))
        if not cleaned.get("usage"):
            self.add_error("usage", _now("Chọn quyền sử dụng ảnh."))
        return cleaned
