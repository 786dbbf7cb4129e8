"""Two texts are alike when they share word pairs that few others have."""

from toasoan.core.likeness import most_alike, syllable_pairs

TITLES = [
    "Thu ngân sách mười tháng vượt dự toán",
    "Bộ Tài chính họp báo quý III",
    "Bộ Tài chính trả lời chất vấn về giá điện",
    "Hoàn thuế giá trị gia tăng cho doanh nghiệp xuất khẩu",
    "Chứng khoán phiên cuối tuần",
]


def alike(text, titles=TITLES, limit=5):
    return most_alike(text, titles, str, limit=limit)


def test_pairs_are_folded_neighbours():
    assert syllable_pairs("Thu Ngân-sách, đủ") == {"thu ngan", "ngan sach", "sach du"}
    assert syllable_pairs("Lụt") == {"lut"}
    assert syllable_pairs(" … ") == frozenset()


def test_same_matter_in_other_words_is_found_without_marks():
    assert alike("thu ngan sach 10 thang vuot du toan ca nam") == [TITLES[0]]
    assert alike("Gỡ vướng hoàn thuế giá trị gia tăng") == [TITLES[3]]


def test_common_phrase_alone_is_not_enough():
    titles = [f"Bộ Tài chính {what}" for what in ("kiểm tra giá xăng dầu", "đấu thầu")]

    assert alike("Bộ Tài chính khen thưởng phóng viên trẻ năm 2026", titles * 20) == []


def test_likest_comes_first_and_no_more_than_asked():
    titles = ["Giá điện tăng", "Giá điện tăng từ tháng mười", "Giá điện"]

    assert alike("Giá điện tăng", titles, limit=2) == ["Giá điện tăng", "Giá điện"]


def test_nothing_is_like_nothing():
    assert alike("") == []
    assert most_alike("Giá điện", [], str, limit=5) == []
