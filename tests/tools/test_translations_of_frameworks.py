"""What Wagtail and Django say on our screens, in the catalogues as committed."""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real
from wagtail.admin.forms.choosers import EmailLinkChooserForm

from tools.check_translations import ROOT, installed_framework_folders
from tools.compile_catalogues import main as compile_catalogues
from tools.translations.checks import Project, missing_vietnamese, wrong_placeholders


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> Iterator[None]:
    compile_catalogues()
    trans_real._translations.clear()
    return


@pytest.fixture
def project() -> Project:
    return Project(ROOT, framework_folders=installed_framework_folders())


class AnyForm(forms.Form):
    name = forms.CharField()
    count = forms.IntegerField(max_value=3)
    day = forms.DateField()


def test_every_string_of_the_installed_apps_has_vietnamese(project):
    assert list(missing_vietnamese(project)) == []


def test_no_translation_loses_a_placeholder(project):
    assert list(wrong_placeholders(project)) == []


def test_wagtail_speaks_the_newsrooms_words():
    with translation.override("vi"):
        assert gettext("Save draft") == "Lưu bản nháp"
        assert gettext("Unpublish") == "Gỡ xuống"
        assert gettext("Monday") == "Thứ Hai"
        assert ngettext("Delete 1 image", "Delete %(counter)s images", 1) == (
            "Xóa %(counter)s ảnh"
        )


def test_form_errors_are_vietnamese():
    with translation.override("vi"):
        errors = AnyForm({"count": "9", "day": "hôm nay"}).errors
        assert {name: list(texts) for name, texts in errors.items()} == {
            "name": ["Chưa điền ô này."],
            "count": ["Giá trị phải nhỏ hơn hoặc bằng 3."],
            "day": ["Ngày chưa đúng."],
        }


def test_a_short_password_is_refused_in_vietnamese():
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        MinimumLengthValidator(12).validate("ngan")
    with translation.override("vi"):
        assert refusal.value.messages == ["Mật khẩu quá ngắn, cần ít nhất 12 ký tự."]


def test_the_words_for_scripts_hold_our_translations():
    request = RequestFactory().get(reverse("wagtailadmin_javascript_catalog"))
    request.user = AnonymousUser()
    body = resolve(request.path).func(request).content.decode()
    assert (
        '"Autosave in progress\\u2026": "\\u0110ang t\\u1ef1 l\\u01b0u\\u2026"' in body
    )


def test_the_link_forms_name_their_fields_in_vietnamese():
    with translation.override("vi"):
        labels = [str(field.label) for field in EmailLinkChooserForm().fields.values()]
    assert labels == [
        "Địa chỉ thư điện tử",
        "Chữ của liên kết",
        "Chủ đề thư",
        "Nội dung thư",
    ]
