import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from toasoan.security.models import User, email_key
from toasoan.security.tests.conftest import PASSWORD


@pytest.mark.parametrize(
    ("name", "short", "initials"),
    [
        ("Nguyễn Thu Hà", "Hà", "NH"),
        ("Đỗ Ánh", "Ánh", "ĐÁ"),
        ("  lê   văn  đức ", "đức", "LĐ"),
        ("Khoa", "Khoa", "K"),
    ],
)
def test_a_vietnamese_name_ends_with_the_given_name(name, short, initials):
    person = User(email="a@example.vn", full_name=name)

    assert person.get_short_name() == short
    assert person.initials == initials


def test_a_person_without_a_name_is_called_by_the_address():
    person = User(email="thuky@example.vn")

    assert person.get_full_name() == "thuky@example.vn"
    assert person.get_short_name() == "thuky"
    assert person.initials == "T"


def test_the_address_is_stored_in_one_spelling(db):
    typed = unicodedata.normalize("NFD", " Hà@Example.VN ")

    person = User.objects.create_user(typed, PASSWORD, full_name="Hà")

    assert person.email == "hà@example.vn"
    assert unicodedata.is_normalized("NFC", person.email)
    assert User.objects.get_by_natural_key("HÀ@EXAMPLE.VN") == person


def test_two_spellings_of_one_address_cannot_be_two_people(ha):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("HA@example.VN", PASSWORD, full_name="Hà khác")

    with pytest.raises(ValidationError) as refused:
        User(email="HA@example.VN", full_name="Hà khác").full_clean(
            exclude=["password"]
        )

    assert refused.value.message_dict == {"email": ["Địa chỉ này đã có người dùng."]}
    assert User.objects.count() == 1


def test_the_database_refuses_a_capital_letter(ha):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=ha.pk).update(email="HA@example.vn")


def test_an_address_is_needed(db):
    with pytest.raises(ValueError, match="needs an email"):
        User.objects.create_user("  ", PASSWORD)
    assert not User.objects.exists()


def test_a_person_without_a_password_cannot_sign_in(db, client):
    User.objects.create_user("moi@example.vn", full_name="Người Mới")

    assert not client.login(username="moi@example.vn", password="")
    assert not client.login(username="moi@example.vn", password="None")


def test_a_password_typed_with_another_keyboard_is_the_same(ha):
    assert ha.check_password(unicodedata.normalize("NFD", PASSWORD))
    assert not ha.check_password(PASSWORD.lower())


def test_changing_the_password_is_remembered(ha):
    before = ha.password_changed_at
    ha.set_password("Một câu khác dài 2026!")
    assert ha.password_changed_at > before


def test_the_key_of_an_address_folds_letters_that_lower_to_ascii():
    assert email_key("\u212a@Example.vn") == "k@example.vn"  # the Kelvin sign
