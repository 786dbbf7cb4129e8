"""Labels that Wagtail leaves out of translation: link forms, sites, rights on pages."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.models import Site
from wagtail.models.pages import PAGE_PERMISSION_TYPES
from wagtail.sites.views import IndexView
from wagtail.users.forms import PagePermissionsForm

LABELS: dict[str, Any] = {
    "link_text": _("Chữ của liên kết"),
    "email_address": _("Địa chỉ thư điện tử"),
    "phone_number": _("Số điện thoại"),
    "subject": _("Chủ đề thư"),
    "body": _("Nội dung thư"),
}
SITE_COLUMNS = ("port", "site_name", "root_page")
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


def name_site_columns() -> None:
    """Head the columns of the list of sites in the user's language."""
    for column in IndexView.columns:
        if column.name in SITE_COLUMNS:
            column.label = capfirst(getattr(Site, column.name).field.verbose_name)


def name_page_rights() -> None:
    """Say each right on pages in the words of its column, for who cannot see that."""
    words = {f"{kind}_page": long for kind, _short, long in PAGE_PERMISSION_TYPES}
    field: Any = PagePermissionsForm.base_fields["permissions"]
    field.label_from_instance = lambda right: words.get(right.codename, right.name)
