"""Articles begin with a template; who may keeps it, for themselves, a desk or the unit."""

from datetime import date

import pytest
from wagtail.rich_text import RichText

from toasoan.content.beginnings.day_words import day_filled, words_unknown
from toasoan.content.beginnings.template_list import template_rows
from toasoan.content.errors import TemplateWrong
from toasoan.content.models import ArticlePage, ItemTemplate, TemplateUse
from toasoan.content.services import item_start
from toasoan.content.services.templates import (
    article_from_template,
    template_add,
    template_archive,
    template_from_item,
    template_restore,
    template_star,
    template_update,
)
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    make_photo,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.planning.services import (
    assignment_give,
    coverage_add,
    story_approve,
    story_pitch,
)
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


def desk_of(room):
    return Desk.objects.get_or_create(
        unit=room.unit, key="kinh-te", defaults={"name": "Ban Kinh tế"}
    )[0]


def make_template(room, name="Bản tin", **fields):
    values = {"section": room.section, "by": room.secretary, **fields}
    return template_add(unit=room.unit, name=name, **values)


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


# --- The day in a headline


@pytest.mark.parametrize(
    ("pattern", "headline"),
    [
        ("Thị trường {thứ}, {ngày}/{tháng}", "Thị trường thứ Năm, 26/11"),
        ("Ngày {ngày} tháng {tháng} năm {năm}", "Ngày 26 tháng 11 năm 2026"),
        ("{thứ} này", "Thứ Năm này"),
        ("{ Thứ } và {giờ}", "Thứ Năm và {giờ}"),
    ],
)
def test_headline_names_the_day(pattern, headline):
    assert day_filled(pattern, date(2026, 11, 26)) == headline


def test_sunday_is_written_as_a_name():
    assert day_filled("Tin {thứ}", date(2026, 11, 29)) == "Tin Chủ Nhật"
    assert words_unknown("{ngày} {giờ}") == ["giờ"]


# --- Beginning


def test_article_begins_with_everything_the_template_has(room):
    photo = make_photo(room.unit)
    template = make_template(
        room,
        headline="Thị trường {năm}",
        sapo="Phiên {thứ}.",
        body=[("text", RichText("<p>Diễn biến:</p>"))],
        tags=["chứng khoán", "VN-Index", "chứng khoán"],
        genre=make_genre("tin"),
        subject=make_subject("tax"),
        layout="long",
        source="HOSE",
        lead_photo=photo,
        lead_caption="Sàn",
    )

    article = article_from_template(
        template=template, section=room.section, by=room.reporter
    )

    made = draft(article)
    assert made.title.startswith("Thị trường 20")
    assert made.sapo.startswith(("Phiên thứ ", "Phiên Chủ"))
    assert made.body_text().strip() == "Diễn biến:"
    assert sorted(tag.name for tag in made.tags.all()) == ["VN-Index", "chứng khoán"]
    assert (made.genre.code, made.layout, made.source) == ("tin", "long", "HOSE")
    assert (made.lead_photo, made.lead_caption) == (photo, "Sàn")
    assert made.bylines.get().author == room.pen_name
    assert (article.owner, article.live) == (room.reporter, False)


def test_what_was_begun_stays_when_the_template_changes(room):
    template = make_template(room, sapo="Cũ.")
    article = article_from_template(
        template=template, section=room.section, by=room.reporter
    )

    template_update(template=template, by=room.secretary, sapo="Mới.")

    assert draft(article).sapo == "Cũ."


def test_template_put_away_begins_nothing_until_it_is_brought_back(room):
    template = make_template(room)
    template_archive(template=template, by=room.secretary)
    template.refresh_from_db()

    with pytest.raises(TemplateWrong):
        article_from_template(template=template, section=room.section, by=room.reporter)

    assert not ArticlePage.objects.exists()
    assert template_rows(room.reporter, room.unit) == []
    template_restore(template=template, by=room.secretary)
    assert [r.template for r in template_rows(room.reporter, room.unit)] == [template]


def test_template_is_made_from_an_article_and_leaves_it_as_it_is(room):
    article = make_article(room, source="Tổng cục Thuế")
    stored = draft(article)
    stored.tags.add("thuế")
    stored.save_revision(user=room.reporter)

    template = template_from_item(
        item=article, name="Tin thu", by=room.reporter, owner=room.reporter
    )

    assert (template.headline, template.source) == (article.title, "Tổng cục Thuế")
    assert (template.tags, template.section) == (["thuế"], room.section)
    assert "1.987.400" in str(template.body)
    assert draft(article).title == "Thu ngân sách vượt dự toán"


# --- From an assignment


def assigned(room, genre):
    story = story_pitch(
        unit=room.unit,
        desk=desk_of(room),
        slugline="thi-truong",
        title="Thị trường tuần",
        brief="Tổng hợp",
        subject=make_subject("tax"),
        genre=genre,
        by=room.reporter,
    )
    story_approve(story=story, by=room.chief)
    coverage = coverage_add(story=story, kind="text", by=room.chief)
    return assignment_give(coverage=coverage, assignee=room.reporter, by=room.chief)


def test_assigned_article_begins_with_the_desks_template_of_its_genre(room):
    interview = make_genre("phong-van")
    make_template(
        room,
        "Phỏng vấn",
        desk=desk_of(room),
        genre=interview,
        is_default=True,
        headline="Không dùng",
        sapo="Nhân vật, chức danh.",
        source="Tự khai thác",
    )

    article = item_start(
        assignment=assigned(room, interview), by=room.reporter, section=room.section
    )

    made = draft(article)
    assert (made.title, made.sapo) == ("Thị trường tuần", "Nhân vật, chức danh.")
    assert (made.genre, made.subject.code) == (interview, "tax")


def test_template_of_another_genre_is_not_put_into_assigned_work(room):
    make_template(
        room,
        desk=desk_of(room),
        genre=make_genre("phong-van"),
        is_default=True,
        sapo="Nhân vật.",
    )

    article = item_start(
        assignment=assigned(room, make_genre("tin")),
        by=room.reporter,
        section=room.section,
    )

    assert draft(article).sapo == ""


def test_desk_has_one_default_a_genre(room):
    genre = make_genre("phong-van")
    make_template(room, desk=desk_of(room), genre=genre, is_default=True)
    second = make_template(room, "Hai", desk=desk_of(room), genre=genre)

    with pytest.raises(TemplateWrong, match="dùng sẵn"):
        template_update(template=second, by=room.secretary, is_default=True)
    with pytest.raises(TemplateWrong):
        make_template(room, "Ba", genre=genre, is_default=True)

    assert ItemTemplate.objects.filter(is_default=True).count() == 1


# --- Who keeps what


def test_reporter_keeps_only_own_templates(room):
    of_unit, of_desk = make_template(room), make_template(room, desk=desk_of(room))
    own = make_template(room, "Của tôi", by=room.reporter, owner=room.reporter)

    for template in (of_unit, of_desk):
        with pytest.raises(NotAllowed):
            template_update(template=template, by=room.reporter, name="Khác")
        with pytest.raises(NotAllowed):
            template_archive(template=template, by=room.reporter)
    with pytest.raises(NotAllowed):
        make_template(room, by=room.reporter)
    with pytest.raises(NotAllowed):
        make_template(room, by=room.reporter, owner=room.chief)
    template_update(template=own, by=room.reporter, name="Tôi")

    names = sorted(ItemTemplate.objects.values_list("name", flat=True))
    assert names == ["Bản tin", "Bản tin", "Tôi"]


def test_head_of_desk_keeps_the_desks_but_not_the_units(room):
    head = room.people[Role.HEAD_OF_DESK]
    of_unit = make_template(room)

    made = make_template(room, by=head, desk=desk_of(room))

    assert AuditEntry.objects.filter(
        action="content.template_added", target_id=made.pk
    ).exists()
    with pytest.raises(NotAllowed):
        template_update(template=of_unit, by=head, name="Khác")


def test_nobody_begins_with_another_persons_own_template(room):
    own = make_template(room, by=room.reporter, owner=room.reporter)

    with pytest.raises(NotAllowed):
        article_from_template(template=own, section=room.section, by=room.chief)
    with pytest.raises(NotAllowed):
        template_star(template=own, by=room.chief, starred=True)

    assert template_rows(room.chief, room.unit) == []
    assert not TemplateUse.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "  "}, "Đặt tên"),
        ({"headline": "Lúc {giờ}"}, "Không biết {giờ}"),
    ],
)
def test_template_that_makes_no_sense_is_refused(room, fields, said):
    with pytest.raises(TemplateWrong, match=said):
        make_template(room, **fields)

    assert not ItemTemplate.objects.exists()


def test_template_names_no_section_or_desk_of_another_unit(room):
    other = open_newsroom("hq")

    with pytest.raises(TemplateWrong):
        make_template(room, section=other.section)
    with pytest.raises(TemplateWrong):
        make_template(room, desk=desk_of(other))

    assert not ItemTemplate.objects.exists()


def test_desk_that_goes_leaves_its_templates_to_the_unit(room):
    template = make_template(
        room, desk=desk_of(room), genre=make_genre(), is_default=True
    )

    desk_of(room).delete()

    template.refresh_from_db()
    assert template.desk is None
    template_update(template=template, by=room.secretary, name="Của đơn vị")
    template.refresh_from_db()
    assert (template.name, template.is_default) == ("Của đơn vị", False)


def test_starred_come_first_then_the_last_used(room):
    names = ["An", "Bình", "Chi", "Dung"]
    an, binh, chi, dung = (make_template(room, name) for name in names)
    template_star(template=dung, by=room.reporter, starred=True)
    article_from_template(template=binh, section=room.section, by=room.reporter)
    article_from_template(template=chi, section=room.section, by=room.reporter)

    mine = [row.template for row in template_rows(room.reporter, room.unit)]
    theirs = [row.template for row in template_rows(room.chief, room.unit)]

    assert mine == [dung, chi, binh, an]
    assert theirs == [an, binh, chi, dung]
