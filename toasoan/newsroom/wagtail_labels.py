"""Labels of Wagtail's link forms, which Wagtail itself leaves out of translation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)

LABELS: dict[str, Any] = {
    "link_text": _("Chữ của liên kết"),
    "email_address": _("Địa chỉ thư điện tử"),
    "phone_number": _("Số điện thoại"),
    "subject": _("Chủ đề thư"),
    "body": _("Nội dung thư"),
}
FORMS: tuple[type[forms.Form], ...] = (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)


def name_link_fields() -> None:
    """Give every field of the link forms a label in the user's language."""
    for form in FORMS:
        for name, field in form.base_fields.items():
            field.label = LABELS.get(name, field.label)
