"""What the blocks of a body take, and what they wait for."""

import pytest
from django.utils import translation
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.blocks import StructBlockValidationError

from toasoan.content.blocks import EmbedBlock
from toasoan.content.models import ArticlePage
from toasoan.content.templatetags.pictures import credit_line


def test_an_embed_may_wait_for_its_address_but_not_be_unsafe():
    block = EmbedBlock()
    waiting = block.to_python({"url": "", "title": ""})
    unsafe = block.to_python({"url": "http://vidu.vn/phim", "title": "Phim"})
    for child in block.child_blocks.values():
        child.field.required = False  # as Wagtail does while a draft is saved

    assert block.clean(waiting)["url"] == ""
    with pytest.raises(StructBlockValidationError):
        block.clean(unsafe)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed", ["26/11/2026 23:00", "23:00 26/11/2026", "23:00, 26/11/2026"]
)
def test_a_moment_may_be_typed_either_way_round(language, typed):
    with translation.override(language):
        field = ArticlePage._meta.get_field("embargo_until").formfield(
            widget=AdminDateTimeInput()
        )
        moment = field.clean(typed)

        assert moment.strftime("%Y-%m-%d %H:%M") == "2026-11-26 23:00"
        assert field.widget.format_value(moment) == "26/11/2026 23:00"


@pytest.mark.parametrize(
    ("credit", "shown"),
    [
        ("Gia Bảo", "Ảnh: Gia Bảo"),
        ("Ảnh: Gia Bảo", "Ảnh: Gia Bảo"),
        ("Ảnh Gia Bảo", "Ảnh Gia Bảo"),
        ("Minh họa: Thu Hà", "Minh họa: Thu Hà"),
        ("Nguồn TTXVN", "Nguồn TTXVN"),
        ("", ""),
    ],
)
def test_a_credit_says_once_what_it_credits(credit, shown):
    assert credit_line(credit) == shown
