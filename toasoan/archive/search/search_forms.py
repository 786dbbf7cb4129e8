"""The form that keeps a search of the archive."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import AssetSearch


class AssetSearchForm(forms.ModelForm[AssetSearch]):
    """Under which name a search is kept, who sees it, and when one is told."""

    class Meta:
        model = AssetSearch
        fields = ("name", "is_shared", "alert", "hears_others")
        help_texts: ClassVar = {
            "name": _("Tên đã có thì thay tìm kiếm cũ của bạn"),
            "alert": _("Chỉ báo cho bạn, về mục vào kho từ lúc lưu"),
            "hears_others": _("Kể cả mục vào kho họ từ trước, nay mới cho thấy"),
        }
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
            "alert": forms.Select(attrs={"class": "in"}),
        }
