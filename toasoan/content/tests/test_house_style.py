"""What a unit does not write is found, told, mended and, where banned, stopped."""

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from toasoan.content.editing.house_style import style_hits
from toasoan.content.errors import GateClosed, StyleRuleWrong
from toasoan.content.models import HouseStyleRule
from toasoan.content.publication.gate import gate_check
from toasoan.content.services import item_publish
from toasoan.content.services.house_style import (
    style_rule_add,
    style_rule_remove,
    style_rule_update,
    style_rules_paste,
)
from toasoan.content.tests.factories import approve_all, make_article, open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


def rule(room, wrong, right="", **fields):
    fields.setdefault("kind", "preferred" if right else "banned")
    return style_rule_add(
        unit=room.unit, wrong=wrong, right=right, by=room.secretary, **fields
    )


def found(room, text):
    return [
        (hit.rule.wrong, hit.times)
        for hit in style_hits(text, HouseStyleRule.objects.filter(unit=room.unit))
    ]


# --- looking


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("UBND tp Hà Nội và ubnd  TP Huế", 2),
        ("UBND\ntp Hải Phòng", 1),
        ("XUBND tp", 0),
        ("UBND tpx", 0),
        ("(UBND tp.)", 1),
    ],
)
def test_whole_words_are_found_in_any_case_and_over_line_ends(room, text, times):
    rule(room, "UBND tp", "UBND thành phố")

    assert sum(n for _wrong, n in found(room, text)) == times


def test_case_counts_where_the_rule_says_so(room):
    rule(room, "việt nam", "Việt Nam", match_case=True)

    assert found(room, "Việt Nam, việt nam") == [("việt nam", 1)]


def test_marks_count_and_decomposed_text_is_found_too(room):
    rule(room, "hoà", "hòa")

    assert found(room, "hoa hòa") == []
    assert found(room, "ho\u0061\u0300") == [("hoà", 1)]


def test_signs_of_patterns_are_plain_words(room):
    rule(room, "c++ (cũ)", "C++")

    assert found(room, "dạy c++ (cũ) ở trường") == [("c++ (cũ)", 1)]


# --- keeping


def test_reporter_cannot_keep_the_rules(room):
    kept = rule(room, "tp", "thành phố")

    with pytest.raises(NotAllowed):
        style_rule_add(unit=room.unit, wrong="x y", right="z", by=room.reporter)
    with pytest.raises(NotAllowed):
        style_rule_update(rule=kept, right="phố", by=room.reporter)
    with pytest.raises(NotAllowed):
        style_rule_remove(rule=kept, by=room.reporter)

    assert HouseStyleRule.objects.get().right == "thành phố"


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("  ", "a", "preferred"),
        ("…", "", "banned"),
        ("a", "a", "preferred"),
        ("a", "", "preferred"),
        ("a" * 121, "b", "preferred"),
    ],
)
def test_rule_makes_sense(room, wrong, right, kind):
    with pytest.raises(StyleRuleWrong):
        rule(room, wrong, right, kind=kind)

    assert not HouseStyleRule.objects.exists()


def test_rule_is_written_once(room):
    rule(room, "tp  HCM", "TP.HCM")

    with pytest.raises(StyleRuleWrong):
        rule(room, "tp HCM", "TP. Hồ Chí Minh")

    assert HouseStyleRule.objects.get().right == "TP.HCM"
    assert AuditEntry.objects.filter(action="content.style_rule_added").count() == 1


def test_list_is_added_and_the_lines_that_say_nothing_come_back(room):
    added, left = style_rules_paste(
        unit=room.unit,
        lines="tp => thành phố\n\n!từ xấu\n!chữ cấm => chữ thay\nkhông mũi tên\ntp => phố",
        by=room.secretary,
    )

    assert (added, left) == (3, ["không mũi tên", "tp => phố"])
    kinds = dict(HouseStyleRule.objects.values_list("wrong", "kind"))
    assert kinds == {"tp": "preferred", "từ xấu": "banned", "chữ cấm": "banned"}


def test_rules_are_kept_on_screen_and_what_was_refused_stays(client, room):
    client.force_login(room.secretary)
    address = reverse("content:house_style")

    client.post(address, {"wrong": "tp", "right": "thành phố", "kind": "preferred"})
    refused = client.post(address, {"wrong": "tp", "right": "phố", "kind": "preferred"})
    listed = client.post(
        reverse("content:house_style_paste"), {"lines": "a => b\nsai rồi"}
    )

    assert refused.status_code == 400
    assert "đã có trong quy ước" in refused.text
    assert 'value="phố"' in refused.text
    assert ">\nsai rồi</textarea>" in listed.text
    kept = HouseStyleRule.objects.get(wrong="tp")
    client.post(
        reverse("content:house_style_rule", args=[kept.pk]),
        {"wrong": "tp", "right": "TP", "kind": "preferred"},
    )
    client.post(reverse("content:house_style_end", args=[kept.pk]))
    assert list(HouseStyleRule.objects.values_list("wrong", flat=True)) == ["a"]


def test_reporter_reads_the_rules_without_the_forms(client, room):
    rule(room, "tp", "thành phố")
    client.force_login(room.reporter)

    page = client.get(reverse("content:house_style")).text

    assert "<del>tp</del> → thành phố" in page
    assert "Thêm quy ước" not in page


# --- the gate


def banned(item):
    return [(b.anchor, b.message) for b in gate_check(item) if b.code == "banned_word"]


def test_banned_word_stands_before_the_gate_wherever_it_is(room):
    rule(room, "từ xấu")
    rule(room, "tp", "thành phố", kind="banned")
    article = make_article(
        room,
        headline="Chuyện ở TP",
        body=[("text", RichText("<p>Có <b>từ</b> xấu ở đây.</p>"))],
    )

    assert banned(article) == [
        ("title", "Quy ước cấm “tp”. Viết “thành phố”."),
        ("body", "Quy ước cấm “từ xấu”. Viết cách khác."),
    ]


def test_banned_word_in_a_table_stands_before_the_gate_too(room):
    rule(room, "tp", "thành phố", kind="banned")
    table = {"data": [["Nơi", "Thu"], ["tp Huế", "1"]], "table_header_choice": "row"}
    block = ("table", {"caption": "Thu", "table": table, "source": ""})
    article = make_article(room, body=[block])

    assert [anchor for anchor, _message in banned(article)] == ["body"]


def test_preferred_word_and_rules_of_another_unit_do_not_stop_an_article(room):
    rule(room, "vượt", "hơn")
    rule(open_newsroom("hq"), "dự toán")

    assert banned(make_article(room)) == []


def test_article_with_a_banned_word_is_not_published(room):
    article = make_article(room)
    approve_all(room, article)
    rule(room, "dự toán")

    with pytest.raises(GateClosed):
        item_publish(item=article, by=room.secretary)

    article.refresh_from_db()
    assert not article.live


def test_editor_is_given_the_rules_of_its_unit_only(client, room):
    rule(room, "tp", "thành phố", note="Van ban hanh chinh")
    rule(open_newsroom("hq"), "bi mat", "kin")
    article = make_article(room)
    client.force_login(room.reporter)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).text

    assert 'id="house-style"' in page
    assert "Van ban hanh chinh" in page
    assert "bi mat" not in page
