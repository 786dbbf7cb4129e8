"""What comes with a comment: the words, the passage, the thread it answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.content.models.comments import QUOTE_MAX, TEXT_MAX
from toasoan.content.services import Passage
from toasoan.units.staff_forms import StaffForm, text_area


class CommentForm(StaffForm):
    """One thing said."""

    text = forms.CharField(
        label=_("Ý kiến"),
        max_length=TEXT_MAX,
        widget=text_area(3),
        error_messages={
            "required": _("Viết ý kiến rồi gửi."),
            "max_length": _("Ý kiến dài quá 2.000 chữ cái. Cắt bớt, hoặc gửi làm hai."),
        },
    )
    thread = forms.IntegerField(required=False)
    spot = forms.CharField(required=False, max_length=100)
    exact = forms.CharField(
        required=False,
        strip=False,
        max_length=QUOTE_MAX,
        error_messages={
            "max_length": _("Đoạn chọn dài quá 2.000 chữ cái. Chọn đoạn ngắn hơn.")
        },
    )
    before = forms.CharField(required=False, strip=False, max_length=200)
    after = forms.CharField(required=False, strip=False, max_length=200)
    start = forms.IntegerField(required=False, min_value=0)
    key = forms.CharField(required=False, max_length=64)

    def passage(self) -> Passage:
        """Return what is spoken of."""
        fields = self.cleaned_data
        return Passage(
            spot=fields["spot"],
            exact=fields["exact"],
            prefix=fields["before"],
            suffix=fields["after"],
            start=fields["start"] or 0,
        )
