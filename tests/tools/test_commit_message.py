import pytest

from tools.commit_message import problems_of


@pytest.mark.parametrize(
    "message",
    [
        "content: Walk an item through review.\n\nWhy it is so.\n",
        "core: Fold text.\n# a comment of git\n",
    ],
)
def test_a_sentence_with_its_room_is_accepted(message):
    assert problems_of(message) == []


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("Fix bug", 1),
        ("core: fold text.", 1),
        ("core: Fold text", 1),
        (f"core: {'F' * 80}.", 1),
        ("core: Fold text.\nwithout a gap", 1),
        ("", 1),
    ],
)
def test_anything_else_is_refused(message, count):
    assert len(problems_of(message)) == count
