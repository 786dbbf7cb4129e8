import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core import text

HERE = Path(__file__).parent
CASES = json.loads((HERE / "fixtures/slugs.json").read_text("utf-8"))


@pytest.mark.parametrize(("title", "slug"), CASES)
def test_slug_of_a_title(title, slug):
    assert text.slug_vi(title) == slug


def test_the_editors_script_makes_the_same_slugs():
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed: the JavaScript slugs are not compared")
    script = (HERE.parent / "static/core/slug_vi.js").read_text("utf-8")
    script = script.replace("export function", "function")
    calls = [title for title, _ in CASES] + ["một hai ba bốn " * 60]
    run = f"{script}\nconsole.log(JSON.stringify({json.dumps(calls)}.map((t) => slugVi(t))))"

    done = subprocess.run([node, "-e", run], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == [text.slug_vi(title) for title in calls]


def test_a_long_slug_is_cut_at_a_hyphen():
    assert text.slug_vi("mot hai ba", limit=9) == "mot-hai"
    assert text.slug_vi("mot hai ba", limit=10) == "mot-hai-ba"
    assert text.slug_vi("mothaiba", limit=4) == "moth"


@given(st.text(), st.integers(1, 40))
def test_a_slug_has_only_letters_digits_and_single_hyphens(title, limit):
    slug = text.slug_vi(title, limit=limit)

    assert len(slug) <= limit
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert slug == slug.strip("-")
    assert text.slug_vi(slug) == slug


@given(st.text())
def test_folding_rests_after_one_time_and_ignores_the_unicode_form(words):
    folded = text.fold(words)

    assert text.fold(folded) == folded
    assert text.fold(unicodedata.normalize("NFD", words)) == folded
    assert unicodedata.is_normalized("NFC", folded)


@given(
    st.text(alphabet="aăâeêioôơuưyđbcdghklmnpqrstvx áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệĐÁÀẠỘỢỬỸ")
)
def test_vietnamese_folds_to_bare_letters_of_the_same_length(words):
    folded = text.fold(words)

    assert len(folded) == len(words)
    assert folded.isascii()


@pytest.mark.parametrize(
    "written", ["Hoà thuận", "Hòa thuận", "HOÀ THUẬN", "hoa thuan"]
)
def test_old_and_new_tone_places_fold_alike(written):
    assert text.fold(written) == "hoa thuan"


def test_plain_text_keeps_blocks_apart_and_drops_scripts():
    html = "<h2>Giá&nbsp;thép</h2><p>Tăng <b>12,6</b>%<br>trong tháng</p><script>x()</script>"

    assert text.plain_text(html) == "Giá thép\nTăng 12,6%\ntrong tháng"


def test_syllables_are_counted_in_text_and_html_alike():
    assert text.syllable_count("Bộ Tài chính - năm 2026") == 5
    assert text.syllable_count("<p>Bộ <b>Tài</b> chính</p><p>năm 2026</p>") == 5
    assert text.syllable_count("") == 0


def test_a_source_newline_is_one_space():
    assert text.syllable_count("<p>kho\nbạc</p>") == 2


@pytest.mark.parametrize(
    ("syllables", "minutes"), [(0, 1), (449, 1), (451, 2), (1500, 5)]
)
def test_reading_time_in_whole_minutes(syllables, minutes):
    assert text.reading_minutes("chữ " * syllables) == minutes


@given(st.text(max_size=300))
def test_any_text_can_be_read_as_html(words):
    assert text.syllable_count(words) >= 0
