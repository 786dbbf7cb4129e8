"""A passage is found again whatever was done to the rest of the text."""

import json
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from toasoan.content.discussion.comment_anchors import (
    Selector,
    anchor_find,
    selector_of,
)

CASES = json.loads(Path(__file__).with_name("anchor_cases.json").read_text())
# Letters with marks, spaces, lines and signs outside the first plane, few enough for
# the same words to come twice.
SIGNS = "aăđếỡ Ừ.\n📈"
TEXTS = st.text(SIGNS, max_size=60)
WORDS = st.text(SIGNS, min_size=1, max_size=20)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_passage_is_found_or_said_to_be_gone(case):
    wanted = Selector(case["exact"], case["prefix"], case["suffix"], case["start"])

    found = anchor_find(case["text"], wanted)

    assert ([found.start, found.end] if found else None) == case["is"]


@given(before=TEXTS, passage=WORDS, after=TEXTS, left=TEXTS, right=TEXTS)
def test_no_edit_elsewhere_loses_a_passage(before, passage, after, left, right):
    text = before + passage + after
    wanted = selector_of(text, len(before), len(before) + len(passage))

    for later in (
        left + text + right,
        left + passage + after,
        before + passage + right,
    ):
        found = anchor_find(unicodedata.normalize("NFC", later), wanted)
        assert found is not None
        assert later[found.start : found.end] == passage


@given(before=TEXTS, passage=WORDS, after=TEXTS, left=TEXTS)
def test_text_put_far_before_moves_it_by_so_much(before, passage, after, left):
    # Between marks that come once, neighbours tell the passage from its likes.
    text = f"«{before}‹{passage}›{after}»"
    start = len(before) + 2
    wanted = selector_of(text, start, start + len(passage))
    later = left + " " * 40 + text

    found = anchor_find(later, wanted)

    assert (found.start, found.end) == (
        start + len(left) + 40,
        start + len(left) + 40 + len(passage),
    )


def test_marks_written_apart_are_the_same_letters():
    text = "Ngân sách địa phương đã bội thu"
    apart = unicodedata.normalize("NFD", "địa phương")

    found = anchor_find(text, Selector(apart, start=10))

    assert text[found.start : found.end] == "địa phương"


def test_looking_through_a_long_text_in_vain_takes_no_time():
    text = "Kinh tế phát triển ổn định qua các quý trong năm. " * 2_000
    wanted = Selector("phát triển kém ổn định hơn năm ngoái " * 20, start=50_000)
    began = time.process_time()

    for _ in range(20):
        anchor_find(text, wanted)

    assert time.process_time() - began < 5


SCRIPT = """
import { anchorFind, pointsOf } from "%s";
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync(0, "utf8"));
const found = cases.map((each) => {
  const at = anchorFind(each.text, each);
  return at && at.slice(0, 2).map((units) => pointsOf(each.text, units));
});
console.log(JSON.stringify(found));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_the_browser_finds_what_the_server_finds():
    script = Path(settings.BASE_DIR, "static/staff/comments/anchors.js").as_uri()

    told = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT % script],
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(told.stdout) == [case["is"] for case in CASES]
