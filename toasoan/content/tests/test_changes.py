"""What changed between two drafts, word by word."""

from types import SimpleNamespace

from toasoan.content.versions.changes import (
    body_changes,
    paragraphs_changed,
    words_compared,
)


def test_a_changed_figure_is_marked_by_word():
    assert words_compared("Thu tăng 16,2%, vượt", "Thu tăng 12,6%, vượt") == (
        "Thu tăng <del>16,2%,</del><ins>12,6%,</ins> vượt"
    )


def test_markup_in_the_text_stays_text():
    assert "<script>" not in words_compared("", "<script>x</script>")


def test_only_changed_paragraphs_are_shown():
    found = paragraphs_changed("Nội dung", "Một\nHai\nBa", "Một\nHai hai\nBa")
    assert [change.html for change in found] == ["Hai<ins> hai</ins>"]


def _quote(key, words):
    block = SimpleNamespace(label="Trích dẫn")
    return SimpleNamespace(
        id=key, block_type="pull_quote", block=block, value=None, render=lambda: words
    )


def _body(before, after):
    return [
        (change.field, change.html)
        for change in body_changes(
            [_quote(*each) for each in before], [_quote(*each) for each in after]
        )
    ]


def test_a_block_is_compared_with_itself_wherever_it_stands():
    name = "Nội dung, trích dẫn"

    found = _body([("a", "Một"), ("b", "Hai")], [("c", "Ba"), ("a", "Một hai")])

    # "b" went and "c" came in its kind's place; "a" grew.
    assert found == [
        (name, "<del>Hai</del><ins>Ba</ins>"),
        (name, "Một<ins> hai</ins>"),
        ("Nội dung", "Các khối đổi thứ tự."),
    ]


def test_blocks_that_only_moved_are_said_to_have_moved():
    found = _body([("a", "Một"), ("b", "Hai")], [("b", "Hai"), ("a", "Một")])

    assert found == [("Nội dung", "Các khối đổi thứ tự.")]


def test_a_paragraph_too_long_to_compare_is_shown_whole():
    long = "chữ " * 4000

    assert words_compared(long, f"{long}x") == f"<del>{long}</del><ins>{long}x</ins>"
