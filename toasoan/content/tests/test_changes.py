"""What changed between two drafts, word by word."""

from toasoan.content.changes import paragraphs_changed, words_compared


def test_a_changed_figure_is_marked_by_word():
    assert words_compared("Thu tăng 16,2%, vượt", "Thu tăng 12,6%, vượt") == (
        "Thu tăng <del>16,2%,</del><ins>12,6%,</ins> vượt"
    )


def test_markup_in_the_text_stays_text():
    assert "<script>" not in words_compared("", "<script>x</script>")


def test_only_changed_paragraphs_are_shown():
    found = paragraphs_changed("Nội dung", "Một\nHai\nBa", "Một\nHai hai\nBa")
    assert [change.html for change in found] == ["Hai<ins> hai</ins>"]
