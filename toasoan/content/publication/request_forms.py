"""What the staff fill in about requests from outside, and about publishing itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.content.models import ArticlePage, ItemRequest
from toasoan.content.models.releases import UNDO_SECONDS_MAX
from toasoan.content.publication.requests import article_at
from toasoan.core import clock
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.units.staff_forms import StaffForm, moment_field, person_field, text_area

SECONDS_ERROR = _("Thời gian hoàn tác từ 0 đến 60 giây.")


def _article(unit: PressUnit, address: str) -> ArticlePage:
    found = article_at(unit, address)
    if found is None:
        raise forms.ValidationError(
            _("Không thấy bài này trong các bài đã đăng của đơn vị. Chép lại địa chỉ.")
        )
    return found


class RequestForm(StaffForm):
    """Who asks what about which article, and when it arrived."""

    article = forms.CharField(
        label=_("Bài"),
        max_length=500,
        error_messages={"required": _("Ghi địa chỉ của bài.")},
        help_text=_("Chép địa chỉ bạn đọc thấy, hoặc số của bài"),
    )
    kind = forms.ChoiceField(
        label=_("Yêu cầu gì"),
        choices=ItemRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn loại yêu cầu.")},
    )
    requester = forms.CharField(
        label=_("Ai yêu cầu"),
        max_length=200,
        error_messages={"required": _("Ghi tên người hoặc cơ quan yêu cầu.")},
        help_text=_("Tên này ghi ở bài phản hồi khi đăng"),
    )
    contact = forms.CharField(
        label=_("Liên hệ"),
        max_length=300,
        error_messages={"required": _("Ghi cách trả lời người yêu cầu.")},
        help_text=_("Thư điện tử, điện thoại, địa chỉ. Bạn đọc không thấy"),
    )
    text = forms.CharField(
        label=_("Nội dung yêu cầu"),
        max_length=5000,
        widget=text_area(6),
        error_messages={"required": _("Ghi người ấy yêu cầu gì, vì sao.")},
    )
    received_at = moment_field(
        _("Nhận lúc"),
        error_messages={
            "required": _("Ghi ngày giờ nhận."),
            "invalid": _("Ghi ngày và giờ, ví dụ 08:15 23/11/2026."),
        },
    )
    due_at = moment_field(
        _("Hạn riêng"),
        required=False,
        help_text=_("Chỉ khi văn bản ghi hạn sớm hơn quy định chung"),
        error_messages={"invalid": _("Ghi ngày và giờ, ví dụ 08:15 23/11/2026.")},
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.initial.setdefault("received_at", clock.now())

    def clean_article(self) -> ArticlePage:
        """Return the article at the address."""
        return _article(self.unit, self.cleaned_data["article"])


class AssignForm(StaffForm):
    """In whose hands it is."""

    assignee = person_field(
        _("Người xử lý"),
        empty_label=_("Chọn người"),
        error_messages={"required": _("Chọn người xử lý.")},
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = people_who_may(  # type: ignore[attr-defined]
            Action.WRITE, unit
        )


class DecideForm(StaffForm):
    """What was done, why, and where the reply is."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=ItemRequest.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết quả.")},
    )
    reply = forms.CharField(
        label=_("Địa chỉ bài phản hồi"),
        required=False,
        max_length=500,
        help_text=_("Chỉ khi đã đăng ý kiến phản hồi; hai bài dẫn đến nhau"),
    )
    reason = forms.CharField(
        label=_("Lý do, lời trả lời"),
        max_length=2000,
        widget=text_area(4),
        error_messages={"required": _("Ghi lý do; người yêu cầu đọc câu này.")},
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_reply(self) -> ArticlePage | None:
        """Return the article that carries the reply, if one is named."""
        address = self.cleaned_data["reply"]
        return _article(self.unit, address) if address else None


class PublishingForm(StaffForm):
    """How long a publication can be undone."""

    undo_seconds = forms.IntegerField(
        label=_("Thời gian hoàn tác (giây)"),
        min_value=0,
        max_value=UNDO_SECONDS_MAX,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), SECONDS_ERROR
        ),
        help_text=_("Từ 0 đến 60. Ghi 0: bấm là lên trang ngay"),
    )


class LetterForm(StaffForm):
    """A letter as it arrived, scanned or sent as a file."""

    file = forms.FileField(
        label=_("Văn bản nhận được"),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.docx,.odt,.txt,image/jpeg,image/png"}
        ),
        error_messages={"required": _("Chọn tệp.")},
        help_text=_("Bản quét, ảnh chụp hoặc tệp. Chỉ người thấy yêu cầu này đọc được"),
    )
