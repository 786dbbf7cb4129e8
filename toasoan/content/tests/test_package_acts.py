"""One press on the screen of a package's items."""

import pytest

from toasoan.content.curation.package_acts import groups_after, groups_posted
from toasoan.content.curation.package_groups import Group, Member


def shape(groups):
    return [(g.title, [m.item for m in g.members]) for g in groups]


@pytest.fixture
def groups():
    return [
        Group("A", (Member(1, "Một"), Member(2))),
        Group("", ()),
        Group("C", (Member(3),)),
    ]


def test_a_form_is_read_in_the_order_it_was_sent():
    read = groups_posted(
        [" A ", "B"],
        [("2", "1", ""), ("1", "0", " Tít "), ("x", "0", ""), ("3", "9", "")],
    )
    assert shape(read) == [("A", [1]), ("B", [2])]
    assert read[0].members[0].headline == "Tít"


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("up:2", [("A", [2, 1]), ("", []), ("C", [3])]),
        ("down:1", [("A", [2, 1]), ("", []), ("C", [3])]),
        ("down:2", [("A", [1]), ("", [2]), ("C", [3])]),
        ("up:3", [("A", [1, 2]), ("", [3]), ("C", [])]),
        ("drop:1", [("A", [2]), ("", []), ("C", [3])]),
        ("add:9", [("A", [1, 2]), ("", []), ("C", [3, 9])]),
        ("group", [("A", [1, 2]), ("", []), ("C", [3]), ("", [])]),
        ("ungroup:2", [("A", [1, 2]), ("", [3])]),
        ("ungroup:0", [("", [1, 2]), ("C", [3])]),
        ("ungroup:1", [("A", [1, 2]), ("C", [3])]),
    ],
)
def test_each_press_does_one_thing(groups, act, after):
    assert shape(groups_after(groups, act)) == after


@pytest.mark.parametrize(
    "act",
    [
        "",
        "up:1",
        "down:3",
        "up:77",
        "drop:77",
        "add:1",
        "ungroup:8",
        "fly:1",
        "up:x",
        f"add:{10**30}",
    ],
)
def test_what_cannot_be_done_changes_nothing(groups, act):
    assert groups_after(groups, act) == groups


def test_the_last_group_gone_leaves_its_items_in_one_without_a_name():
    left = groups_after([Group("A", (Member(1),))], "ungroup:0")
    assert shape(left) == [("", [1])]


def test_into_nothing_the_first_item_brings_a_group():
    assert shape(groups_after([], "add:4")) == [("", [4])]


def test_a_moved_item_keeps_its_own_headline(groups):
    after = groups_after(groups_after(groups, "down:1"), "down:1")
    assert after[1].members == (Member(1, "Một"),)
