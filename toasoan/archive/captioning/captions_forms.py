"""Which captions a film is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import FilmCaptions
from toasoan.units.staff_forms import StaffForm


class CaptionsForm(StaffForm):
    """The file, its language, and for whom it is."""

    file = forms.FileField(
        label=_("Tệp phụ đề"),
        help_text=_("Tệp .vtt hoặc .srt, mã UTF-8, đến 1 MB"),
        error_messages={
            "required": _("Chọn tệp phụ đề."),
            "empty": _("Tệp không có lời nào. Chọn tệp khác."),
        },
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ"),
        choices=FilmCaptions.Language.choices,
        initial=FilmCaptions.Language.VIETNAMESE,
    )
    kind = forms.ChoiceField(
        label=_("Loại phụ đề"),
        choices=FilmCaptions.Kind.choices,
        initial=FilmCaptions.Kind.CAPTIONS,
    )
