import random

import pytest
from django.contrib.auth import get_user_model

from toasoan.core.collation import alphabet_key, alphabetical

IN_ORDER = [
    "12 con giáp",
    "An",
    "Ăn",
    "Ân",
    "Dũng",
    "Đặng",
    "Đinh",
    "Em",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "mai",
    "Tạ",
    "Tài chính công",
    "Thuế",
    "Trần",
    "Vũ",
]


@pytest.fixture
def shuffled():
    return random.Random(7).sample(IN_ORDER, len(IN_ORDER))


def test_names_stand_as_in_a_vietnamese_dictionary(shuffled):
    assert sorted(shuffled, key=alphabet_key) == IN_ORDER


@pytest.mark.django_db
def test_the_database_orders_as_python_does(shuffled):
    users = get_user_model().objects
    for n, name in enumerate(shuffled):
        users.create_user(email=f"{n}@vidu.vn", full_name=name)

    found = users.order_by(alphabetical("full_name"))

    assert list(found.values_list("full_name", flat=True)) == IN_ORDER
