"""What readers of the trial material read is said once, and true on any day."""

import re
from collections import Counter

import pytest

from toasoan.newsroom.tests.demo_material import (
    ARTICLES,
    PICTURES,
    ids,
    strings,
)

# The day of loading may be any day of the week.
DAY_OF_A_SESSION = re.compile(r"phiên (\w+ ){0,5}(đầu|giữa|cuối) tuần", re.IGNORECASE)


def captions_of(article):
    yield article.get("picture_caption") or ""
    yield from (block.get("caption", "") for block in article["body"])


@pytest.mark.parametrize("pair", ARTICLES, ids=ids)
def test_a_caption_leaves_the_credit_to_its_own_field(pair):
    names = {row["photographer"] for row in PICTURES.values()}
    for caption in captions_of(pair[1]["article"]):
        assert "ảnh:" not in caption.lower()
        assert not any(name in caption for name in names)


def test_the_archives_captions_leave_the_credit_to_its_own_field():
    for row in PICTURES.values():
        assert "ảnh:" not in row["caption"].lower()
        assert row["photographer"] not in row["caption"]


@pytest.mark.parametrize("pair", ARTICLES, ids=ids)
def test_nobody_stands_twice_in_a_byline(pair):
    counted = Counter(row["slug"] for row in pair[1]["article"]["authors"])
    assert max(counted.values()) == 1


@pytest.mark.parametrize("pair", ARTICLES, ids=ids)
def test_no_text_says_on_which_day_of_the_week_a_session_was(pair):
    for text in strings(pair[1]):
        assert not DAY_OF_A_SESSION.search(text), text
