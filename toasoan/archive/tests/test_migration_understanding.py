"""What another archive said is taken over when it is clear, and told when it is not."""

import pytest

from toasoan.archive.migration_in.understanding import field_of, record_of


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Tên tệp", "file"),
        ("TEN_TEP", "file"),
        ("Chú thích ảnh", "caption"),
        ("Resource ID(s)", "id"),
        ("Ảnh", ""),
    ],
)
def test_a_column_is_known_by_its_name_with_marks_or_without(column, field):
    assert field_of(column) == field


def test_what_is_too_long_is_cut_and_told_whole():
    record = record_of("1", None, {"credit": "a" * 201}, [])

    assert record.texts["credit"] == "a" * 200
    assert record.notes == [f"Cắt còn 200 chữ: {'a' * 201}"]


def test_tags_and_odd_signs_are_no_words():
    record = record_of("1", None, {"caption": "<p>Tàu\x00 <b>vào</b></p>"}, [])

    assert record.texts["caption"] == "Tàu vào"


def test_a_right_that_ends_before_it_begins_has_no_days():
    said = {"rights_from": "02/01/2026", "rights_to": "01/01/2026"}
    record = record_of("1", None, said, [])

    assert (record.rights_from, record.rights_to) == (None, None)
    assert record.notes == ["Hạn dùng kết thúc trước khi bắt đầu: không ghi"]


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("Ảnh của đơn vị", "staff"),
        ("Royalty Free", "licensed"),
        ("CC BY 4.0", "open"),
        ("CC BY-NC 4.0", "unknown"),
        ("staff", "staff"),
        ("hỏi chị Lan", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_right_is_taken_over_only_when_it_was_clearly_said(words, usage):
    record = record_of("1", None, {"usage": words}, [])

    assert record.usage == usage
    assert bool(record.notes) == (usage == "unknown" and bool(words))
    if record.notes:
        assert record.texts["rights_note"] == words


@pytest.mark.parametrize(
    "text", ["2019", "05/2019", "31/02/2019", "hôm qua", "12/31/2019", "0001-01-01"]
)
def test_a_date_that_is_no_day_is_told_and_not_guessed(text):
    record = record_of("1", None, {"taken_at": text}, [])

    assert record.taken_at is None
    assert record.notes == [f"Không hiểu ngày “{text}”"]
