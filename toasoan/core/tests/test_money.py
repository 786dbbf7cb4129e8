import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core.money import (
    MoneyUnclear,
    VndField,
    VndFormField,
    money_format,
    money_format_short,
    money_parse,
)


def test_money_in_text_and_in_tables():
    assert money_format(49000) == "49.000 đồng"
    assert money_format_short(49000) == "49.000\u00a0đ"
    assert money_format(-1234567) == "\u22121.234.567 đồng"
    assert money_format(0) == "0 đồng"


@pytest.mark.parametrize(
    "written",
    ["49.000", "49000", "49 000 đ", "49.000\u00a0đồng", " 49.000 VNĐ ", "49.000₫"],
)
def test_the_ways_people_write_an_amount(written):
    assert money_parse(written) == 49000


@pytest.mark.parametrize(
    "written", ["", "49,5", "4.90", "49.0000", "49k", "1.000 000", "đ"]
)
def test_an_unclear_amount_is_refused(written):
    with pytest.raises(MoneyUnclear):
        money_parse(written)


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(amount):
    assert money_parse(money_format(amount)) == amount
    assert money_parse(money_format_short(amount)) == amount


def test_the_form_field_shows_and_reads_dots():
    field = VndField(verbose_name="Giá").formfield()

    assert isinstance(field, VndFormField)
    assert field.prepare_value(49000) == "49.000"
    assert field.clean("49.000 đ") == 49000
    assert 'inputmode="numeric"' in str(
        field.widget.render("gia", "49.000", field.widget.attrs)
    )


def test_the_form_field_says_how_to_write_money():
    with pytest.raises(ValidationError, match=r"ví dụ 49\.000"):
        VndFormField().clean("49,5")
