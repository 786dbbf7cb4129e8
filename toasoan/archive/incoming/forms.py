"""What is said of all the files one brings in together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.metadata.credit_lines import LIST_ID
from toasoan.archive.models import Photo
from toasoan.units.staff_forms import StaffForm


class IntakeForm(StaffForm):
    """Credit and right of use; the files' own words fill what is left empty."""

    credit = forms.CharField(
        label=_("Ghi nguồn"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì lấy trong tệp"),
        widget=forms.TextInput(attrs={"list": LIST_ID}),
    )
    usage = forms.ChoiceField(label=_("Quyền sử dụng"), choices=Photo.Usage.choices)

    def details(self) -> dict[str, str]:
        """Return what was said, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value}
