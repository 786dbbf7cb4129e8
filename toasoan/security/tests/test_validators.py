import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from toasoan.security.models import User
from toasoan.security.tests.conftest import PASSWORD
from toasoan.security.validators import FourKindsValidator


@pytest.mark.parametrize(
    ("password", "messages"),
    [
        ("Toa-soan-2026x", []),
        ("Tòa soạn mở 6h", []),
        ("Toa-soan-2026", ["Mật khẩu dài 13 ký tự, cần ít nhất 14."]),
        ("toa-soan-2026-thu", ["Mật khẩu còn thiếu: chữ hoa."]),
        ("ToaSoanTaiChinh", ["Mật khẩu còn thiếu: chữ số, dấu."]),
        (
            "12345678",
            [
                "Mật khẩu dài 8 ký tự, cần ít nhất 14.",
                "Mật khẩu còn thiếu: chữ thường, chữ hoa, dấu.",
            ],
        ),
    ],
)
def test_a_password_is_long_and_of_four_kinds(password, messages):
    if not messages:
        FourKindsValidator().validate(password)
        return
    with pytest.raises(ValidationError) as refused:
        FourKindsValidator().validate(password)
    assert refused.value.messages == messages


def test_a_password_made_of_the_own_address_is_refused():
    person = User(email="thukytoasoan2026@example.vn", full_name="Thư Ký")

    validate_password(PASSWORD, person)
    with pytest.raises(ValidationError):
        validate_password("Thukytoasoan2026!", person)
