"""Photos, film and posts as people meet them: handed in, taken, used in the text."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from toasoan.archive.errors import FileRefused
from toasoan.archive.models import Photo
from toasoan.content import services as content
from toasoan.content.models import ArticlePage
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    make_photo,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.newsroom.selectors import my_work
from toasoan.newsroom.services import work_hand_in
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject

pytestmark = pytest.mark.django_db
HOME = "/toa-soan/"


@pytest.fixture
def photographer(room):
    return make_person("Phạm Gia Bảo", unit=room.unit, role=Role.REPORTER)


@pytest.fixture
def story(room):
    story = planning.story_pitch(
        unit=room.unit,
        desk=room.unit.desks.first(),
        slugline="hoan-thue",
        title="Hoàn thuế trong một ngày",
        brief="Hỏi doanh nghiệp đã nhận tiền hoàn",
        subject=make_subject("tax"),
        genre=make_genre(),
        section=room.section,
        rights_note="Ảnh trong kho cục thuế: xin phép",
        by=room.reporter,
    )
    return planning.story_approve(story=story, by=room.chief)


def give(story, kind, assignee, by, **fields):
    coverage = planning.coverage_add(story=story, kind=kind, by=by)
    return planning.assignment_give(
        coverage=coverage, assignee=assignee, by=by, **fields
    )


@pytest.fixture
def photos(room, story, photographer):
    return give(story, "photo", photographer, room.chief)


def picture(name="quay-thue.jpg", colour="#3a6ea5"):
    buffer = io.BytesIO()
    Pillow.new("RGB", (900, 600), colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def new(files, **fields):
    return {
        "files": files,
        "details": {"credit": "Gia Bảo", "usage": "staff", "caption": "Quầy thuế"},
        **fields,
    }


# --- The service -------------------------------------------------------------------


def test_new_pictures_enter_the_archive_and_are_handed_in(room, photos, photographer):
    held = make_photo(room.unit)

    work_hand_in(
        assignment=photos,
        by=photographer,
        **new([picture(), picture("b.jpg", "#aa3311")], photo_ids=[held.pk]),
    )

    brought = Photo.objects.exclude(pk=held.pk).order_by("pk")
    assert [(p.credit, p.usage, p.caption) for p in brought] == [
        ("Gia Bảo", "staff", "Quầy thuế")
    ] * 2
    assert {p.collection_id for p in brought} == {room.unit.collection_id}
    kept = Assignment.objects.get()
    assert (kept.state, kept.handed_in_photos) == (
        "submitted",
        [held.pk, *(p.pk for p in brought)],
    )


def test_one_bad_file_is_named_and_nothing_is_stored(photos, photographer):
    bad = SimpleUploadedFile("b.jpg", b"MZ not a picture")

    with pytest.raises(FileRefused) as refusal:
        work_hand_in(assignment=photos, by=photographer, **new([picture(), bad]))

    assert refusal.value.message.startswith("b.jpg: ")
    assert Photo.objects.count() == 0
    assert Assignment.objects.get().state == "assigned"


def test_photos_of_another_unit_are_not_handed_in(photos, photographer):
    foreign = make_photo(open_newsroom("hq").unit)

    with pytest.raises(NotFound):
        work_hand_in(assignment=photos, by=photographer, photo_ids=[foreign.pk])

    assert Assignment.objects.get().handed_in_photos == []


def test_nobody_brings_pictures_in_for_anothers_work(room, photos):
    with pytest.raises(NotAllowed):
        work_hand_in(assignment=photos, by=room.chief, **new([picture()]))

    assert Photo.objects.count() == 0


# --- The photographer's screens ----------------------------------------------------


def test_a_photographer_is_offered_to_hand_in_and_never_to_write(
    client, photos, photographer
):
    planning.assignment_accept(assignment=photos, by=photographer)
    client.force_login(photographer)

    home = page(client, HOME)

    assert reverse("newsroom:work_hand_in", args=[photos.pk]) in home
    assert reverse("content:item_start", args=[photos.pk]) not in home
    answer = client.post(reverse("content:item_start", args=[photos.pk]))
    assert answer.status_code == 409
    assert ArticlePage.objects.count() == 0


def test_pictures_go_through_the_form_and_reach_who_takes_them(
    client, room, story, photos, photographer
):
    client.force_login(photographer)
    url = reverse("newsroom:work_hand_in", args=[photos.pk])
    assert 'enctype="multipart/form-data"' in page(client, url)

    answer = client.post(
        url,
        {
            "pictures": [picture(), picture("b.jpg", "#aa3311")],
            "credit": "Gia Bảo",
            "usage": "staff",
            "note": "Chụp sáng nay",
        },
    )

    assert answer.url == reverse("newsroom:work", args=[photos.pk])
    assert Photo.objects.count() == 2
    assert [each.pk for each in my_work(room.chief, room.unit).handed_in] == [photos.pk]
    client.force_login(room.chief)
    assert "Sản phẩm chờ nhận" in page(client, HOME)
    seen = page(client, reverse("newsroom:work", args=[photos.pk]))
    assert "Chụp sáng nay" in seen
    assert seen.count("<picture>") == 2
    assert "Xem sản phẩm" in page(client, reverse("planning:story", args=[story.pk]))


def test_new_pictures_without_a_right_are_asked_for_it(client, photos, photographer):
    client.force_login(photographer)

    answer = client.post(
        reverse("newsroom:work_hand_in", args=[photos.pk]),
        {"pictures": [picture()], "credit": "Gia Bảo", "link": "https://vidu.vn/anh"},
    )

    assert answer.status_code == 400
    assert "Chọn quyền sử dụng ảnh." in answer.content.decode()
    assert Photo.objects.count() == 0
    assert Assignment.objects.get().state == "assigned"


def test_the_head_takes_or_sends_back_with_a_reason(client, room, photos, photographer):
    work_hand_in(assignment=photos, by=photographer, link="https://vidu.vn/anh")
    client.force_login(room.chief)
    back = reverse("planning:assignment_return", args=[photos.pk])
    assert client.post(back, {"note": ""}).status_code == 400
    client.post(back, {"note": "Cần ảnh ngang"})
    client.force_login(photographer)
    assert "Trả lại: “Cần ảnh ngang”" in page(client, HOME)

    photos.refresh_from_db()
    work_hand_in(assignment=photos, by=photographer, link="https://vidu.vn/anh-2")
    client.force_login(room.chief)
    client.post(reverse("planning:assignment_take", args=[photos.pk]))

    assert Assignment.objects.get().state == "completed"
    assert Story.objects.get().state == Story.State.DONE


def test_who_does_not_assign_neither_takes_nor_changes(client, room, photos):
    client.force_login(room.reporter)

    for name in ("assignment_take", "assignment_return", "reschedule"):
        url = reverse(f"planning:{name}", args=[photos.pk])
        assert client.post(url, {"note": "x"}).status_code == 403
    over = reverse("newsroom:work_hand_over", args=[photos.pk])
    assert client.post(over, {"assignee": room.reporter.pk}).status_code == 403
    strike = reverse(
        "planning:coverage_cancel", args=[photos.coverage.story_id, photos.coverage_id]
    )
    assert client.post(strike, {"note": "x"}).status_code == 403
    assert (Assignment.objects.get().state, Coverage.objects.get().is_cancelled) == (
        "assigned",
        False,
    )


# --- The plan changes --------------------------------------------------------------


def test_due_time_moves_and_a_past_one_is_refused_in_words(client, room, photos):
    client.force_login(room.chief)
    url = reverse("planning:reschedule", args=[photos.pk])
    past = clock.local(clock.now() - timedelta(hours=2))
    answer = client.post(url, {"due_at": past.strftime("%Y-%m-%dT%H:%M")})
    assert answer.status_code == 400
    assert "đã qua. Chọn giờ khác." in answer.content.decode()
    assert Assignment.objects.get().due_at is None

    later = clock.local(clock.now() + timedelta(hours=2)).replace(second=0)
    client.post(url, {"due_at": later.strftime("%Y-%m-%dT%H:%M")})

    assert Assignment.objects.get().due_at == later.replace(microsecond=0)


def test_begun_text_is_given_to_a_colleague_from_the_screen(
    client, room, story, photographer
):
    text = give(story, "text", room.reporter, room.chief)
    article = content.item_start(assignment=text, by=room.reporter)
    client.force_login(room.chief)

    client.post(
        reverse("newsroom:work_hand_over", args=[text.pk]),
        {"assignee": photographer.pk},
    )

    client.force_login(photographer)
    home = page(client, HOME)
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in home
    assert ArticlePage.objects.count() == 1


def test_closing_a_story_says_what_is_open_and_asks_why(client, room, photos):
    client.force_login(room.chief)
    url = reverse("planning:decide", args=[photos.coverage.story_id, "xong"])

    assert "Ảnh (Phạm Gia Bảo: Đã giao)" in page(client, url)
    assert client.post(url, {"note": ""}).status_code == 400
    assert Story.objects.get().state == Story.State.APPROVED
    client.post(url, {"note": "Tin đã đủ"})

    assert Story.objects.get().state == Story.State.DONE
    assert Assignment.objects.get().state == "cancelled"


def test_a_part_is_struck_out_from_the_story(client, room, story, photos):
    client.force_login(room.chief)

    client.post(
        reverse("planning:coverage_cancel", args=[story.pk, photos.coverage_id]),
        {"note": "Không được chụp"},
    )

    assert Coverage.objects.get().is_cancelled
    assert "Đã bỏ" in page(client, reverse("planning:story", args=[story.pk]))


# --- Down the line -----------------------------------------------------------------


@pytest.fixture
def article(room, story):
    due = clock.now() + timedelta(hours=4)
    text = give(
        story, "text", room.reporter, room.chief, due_at=due, note="Hỏi cả hai phía"
    )
    return content.item_start(assignment=text, by=room.reporter)


def test_editor_and_item_screen_carry_the_plan(client, room, story, article):
    client.force_login(room.reporter)
    due = clock.format_datetime_vi(Assignment.objects.get().due_at)

    for name in ("wagtailadmin_pages:edit", "content:item"):
        seen = page(client, reverse(name, args=[article.pk]))
        for words in (
            "Hỏi doanh nghiệp đã nhận tiền hoàn",
            str(story.desk),
            "hoan-thue",
            "Ảnh trong kho cục thuế: xin phép",
            "Hỏi cả hai phía",
            due,
        ):
            assert words in seen


def test_handed_in_photos_are_offered_to_the_writer_and_become_the_lead(
    client, room, article, photos, photographer
):
    shot = make_photo(room.unit, title="Quầy hoàn thuế")
    unclear = make_photo(room.unit, title="Ảnh chưa rõ", usage="unknown")
    work_hand_in(assignment=photos, by=photographer, photo_ids=[shot.pk, unclear.pk])
    client.force_login(room.reporter)
    edit = page(client, reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert "Quầy hoàn thuế" in edit
    assert (
        page(client, reverse("content:item", args=[article.pk])).count(
            "Đặt làm ảnh đại diện"
        )
        == 1
    )

    client.post(
        reverse("content:item_lead_photo", args=[article.pk]), {"photo": shot.pk}
    )

    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.lead_photo == shot


def test_a_photo_nobody_handed_in_or_a_strangers_hand_sets_no_lead(
    room, article, photos, photographer
):
    shot, noise = make_photo(room.unit), make_photo(room.unit, title="Khác")
    work_hand_in(assignment=photos, by=photographer, photo_ids=[shot.pk])

    with pytest.raises(NotFound):
        content.item_lead_photo_set(item=article, photo_id=noise.pk, by=room.reporter)
    with pytest.raises(NotAllowed):
        content.item_lead_photo_set(item=article, photo_id=shot.pk, by=photographer)

    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.lead_photo is None


def test_changing_a_story_says_how_many_drafts_followed_and_what_stayed(
    client, room, story, article
):
    article.title = "Tít của phóng viên"
    article.save_revision(user=room.reporter)
    make_article(room, headline="Bài khác", genre=None)
    client.force_login(room.chief)

    answer = client.post(
        reverse("newsroom:story_edit", args=[story.pk]),
        {
            "title": "Tên mới",
            "brief": story.brief,
            "desk": story.desk_id,
            "subject": make_subject("customs").pk,
            "remit_reason": "Số thu ở cửa khẩu",
            "genre": story.genre_id,
            "section": story.section_id,
            "priority": 3,
        },
        follow=True,
    )

    said = [str(message) for message in answer.context["messages"]]
    assert " ".join(said) == (
        "Đã lưu đề tài. 1 bài nhận thay đổi. "
        "“Tít của phóng viên” giữ tít đã sửa trong bài."
    )
