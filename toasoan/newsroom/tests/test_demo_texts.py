"""What readers of the trial material read is said once, and true on any day."""

import re
from collections import Counter

import pytest

from toasoan.newsroom.demo.stories import title_of
from toasoan.newsroom.tests.demo_material import (
    ARTICLES,
    PICTURES,
    STORIES,
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


@pytest.mark.parametrize("pair", STORIES, ids=ids)
def test_a_story_is_called_by_a_whole_sentence_that_fits_a_card(pair):
    story = pair[1]
    title = title_of(story)
    source = (story.get("article") or {}).get("headline") or story["brief"]
    assert len(title) <= 100
    assert source.startswith(title)
    assert source[len(title) : len(title) + 1] in {"", ".", " "}
    assert title[-1] not in ".,;:"


def test_a_title_ends_with_its_sentence_and_not_at_a_point_in_a_number():
    brief = "Có 1.200 hộ, ai được miễn? Đề xuất đi ba xã."
    assert title_of({"brief": brief}) == "Có 1.200 hộ, ai được miễn?"
    assert title_of({"brief": "Thu 1.987.400 tỷ. Viết dài."}) == "Thu 1.987.400 tỷ"
