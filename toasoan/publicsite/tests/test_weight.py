"""What a page weighs, and that its styles are what their sources say."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from toasoan.publicsite.highlighting import marked
from toasoan.publicsite.stylesheet import BUILT, stylesheet_text
from toasoan.publicsite.tests.factories import full_body, path_of, published, reader

ROOT = Path(settings.BASE_DIR)


def packed(data):
    return len(gzip.compress(data))


def test_the_stylesheet_is_the_one_its_sources_make():
    built = (ROOT / BUILT).read_text("utf-8")
    assert built == stylesheet_text(), "run: manage.py reader_css"


def test_styles_and_script_keep_their_limits():
    assert packed((ROOT / BUILT).read_bytes()) <= 10_000
    assert packed((ROOT / "static/reader/reader.js").read_bytes()) <= 2_000


def test_components_use_tokens_and_no_colour_of_their_own():
    source = (ROOT / "toasoan/publicsite/styles/reader.css").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", source.split("@media print")[0]) == []
    defined = set(re.findall(r"(--[\w-]+):", stylesheet_text()))
    assert set(re.findall(r"var\((--[\w-]+)", stylesheet_text())) <= defined


@pytest.mark.django_db
def test_a_page_is_light(newsroom):
    other = published(newsroom, "Bài đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))
    extra = packed((ROOT / BUILT).read_bytes())
    extra += packed((ROOT / "static/reader/reader.js").read_bytes())
    for path in ("/", "/thue/", path_of(article)):
        assert packed(reader(newsroom).get(path).content) + extra <= 60_000


def test_what_was_searched_is_marked_in_its_marked_form():
    assert marked("Hoàn thuế <nhanh>", "thue hoan") == (
        "<mark>Hoàn thuế</mark> &lt;nhanh&gt;"
    )
    assert marked("Đường sắt", "duong") == "<mark>Đường</mark> sắt"
    assert marked("Thuế", "") == "Thuế"
