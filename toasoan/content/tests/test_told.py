"""What happens to an article reaches who has it, who wrote it and who touched it, once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from toasoan.content import services
from toasoan.content.errors import ReasonMissing
from toasoan.content.models import ArticlePage, SectionPage
from toasoan.content.selectors import reviews_waiting_for
from toasoan.content.tests.factories import (
    CHAIN_ROLES,
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add
from toasoan.units.tests.factories import make_person
from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


def told(person):
    return [each.text for each in Notification.objects.filter(recipient=person)]


def kinds(person):
    return list(
        Notification.objects.filter(recipient=person)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def everybody_told():
    return {each.recipient for each in Notification.objects.all()}


def forget():
    Notification.objects.all().delete()


@pytest.fixture
def editor(newsroom):
    return newsroom.people[Role.DESK_EDITOR]


# --- The chain -------------------------------------------------------------------


def test_article_handed_in_reaches_exactly_those_on_whose_page_it_waits(
    newsroom, article, editor
):
    second = make_person("Biên tập hai", unit=newsroom.unit, role=Role.DESK_EDITOR)
    left = make_person("Đã nghỉ", unit=newsroom.unit, role=Role.DESK_EDITOR)
    left.is_active = False
    left.save()
    noise = open_newsroom("hq")

    services.item_submit(item=article, by=newsroom.reporter, comment="Gấp.")

    waiting = {
        person
        for person in (*newsroom.people.values(), *noise.people.values(), second)
        if reviews_waiting_for(person, newsroom.unit)
    }
    assert everybody_told() == waiting == {editor, second}
    assert told(editor)[0].startswith(
        f"{newsroom.reporter} chuyển “Thu ngân sách vượt dự toán” đến bước duyệt của bạn."
    )
    assert "Ý kiến: Gấp. Duyệt hoặc trả lại." in told(editor)[0]
    assert Notification.objects.first().path == f"/toa-soan/bai/{article.pk}/"


def test_deputy_hears_of_what_waits_for_who_is_away(newsroom, article, editor):
    deputy = newsroom.people[Role.HEAD_OF_DESK]
    delegation_add(
        unit=newsroom.unit,
        principal=editor,
        deputy=deputy,
        role=Role.DESK_EDITOR,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=2),
        reason="Nghỉ phép",
        by=editor,
    )
    forget()

    services.item_submit(item=article, by=newsroom.reporter)

    assert everybody_told() == {editor, deputy}


def test_each_step_hears_once_and_writers_when_all_is_approved(newsroom, article):
    approve_all(newsroom, article)

    for role in CHAIN_ROLES:
        assert kinds(newsroom.people[role]) == ["content.review_waiting"]
    assert kinds(newsroom.reporter) == ["content.item_approved"]
    assert "duyệt xong “Thu ngân sách vượt dự toán”" in told(newsroom.reporter)[0]


def test_returned_article_reaches_its_writer_with_the_reason(newsroom, article, editor):
    review = services.item_submit(item=article, by=newsroom.reporter)
    forget()

    services.item_return(
        item=article, by=editor, step=review.step, to_step=0, comment="Thiếu nguồn."
    )

    assert everybody_told() == {newsroom.reporter}
    assert told(newsroom.reporter) == [
        (
            f"{editor} trả lại “Thu ngân sách vượt dự toán”: Thiếu nguồn. Sửa rồi nộp lại."
        )
    ]


def test_article_sent_back_one_step_reaches_that_step(newsroom, article, editor):
    head = newsroom.people[Role.HEAD_OF_DESK]
    services.item_submit(item=article, by=newsroom.reporter)
    review = services.item_approve(item=article, by=editor, step=1)
    forget()

    services.item_return(
        item=article, by=head, step=review.step, to_step=1, comment="Xem lại số"
    )

    assert everybody_told() == {editor}
    assert kinds(editor) == ["content.step_returned"]


def test_refused_return_tells_nobody(newsroom, article, editor):
    review = services.item_submit(item=article, by=newsroom.reporter)
    forget()

    with pytest.raises(ReasonMissing):
        services.item_return(
            item=article, by=editor, step=review.step, to_step=0, comment=" "
        )

    assert not Notification.objects.exists()


# --- Readers ---------------------------------------------------------------------


def touched(newsroom):
    return {newsroom.reporter, *(newsroom.people[role] for role in CHAIN_ROLES)}


def test_published_article_reaches_who_touched_it_but_who_did_it(newsroom, article):
    approve_all(newsroom, article)
    forget()

    services.item_publish(item=article, by=newsroom.secretary)
    services.item_publish(item=article, by=newsroom.secretary)

    assert everybody_told() == touched(newsroom) - {newsroom.secretary}
    assert Notification.objects.count() == 4
    assert told(newsroom.reporter) == [
        (
            f"{newsroom.secretary} xuất bản “Thu ngân sách vượt dự toán”."
            " Đọc lại trên trang; thấy sai thì báo ngay."
        )
    ]


def test_correction_is_told_once_and_not_as_a_publication(newsroom):
    live = make_published(newsroom)
    forget()
    draft = ArticlePage.objects.get(pk=live.pk)
    draft.sapo = "Thu nội địa giảm."
    draft.save_revision(user=newsroom.secretary)

    services.item_correct(
        item=draft, wrong="Tăng.", right="Giảm.", by=newsroom.secretary
    )
    services.item_publish(item=draft, by=newsroom.secretary)

    assert kinds(newsroom.reporter) == ["content.item_corrected"]
    assert "Đã viết sai: Tăng. Đúng là: Giảm." in told(newsroom.reporter)[0]


def test_taken_down_is_told_at_once_to_all_who_touched_it_by_whom_and_why(newsroom):
    live = make_published(newsroom)
    forget()

    services.item_take_down(
        item=live,
        public_reason="Thông tin chưa chính xác",
        internal_reason="Nguồn rút lời.",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    assert everybody_told() == touched(newsroom) - {newsroom.chief}
    assert told(newsroom.reporter) == [
        (
            f"{newsroom.chief} gỡ “Thu ngân sách vượt dự toán” khỏi trang, theo quyết định"
            " của Tổng biên tập. Lý do: Nguồn rút lời."
            " Đừng chia sẻ lại; mở bài để xem đầy đủ."
        )
    ]
    assert notification_kinds["content.item_taken_down"].urgent


def test_take_down_reaches_who_took_the_article_over_in_their_own_unit(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("hq")
    copy = services.item_syndicate(
        article=live,
        unit=other.unit,
        section=SectionPage.objects.descendant_of(other.unit.home).first(),
        by=other.secretary,
    )
    forget()

    services.item_take_down(
        item=live,
        public_reason="Sai",
        internal_reason="Sai",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    (theirs,) = Notification.objects.filter(recipient=other.secretary)
    assert (theirs.unit, theirs.path) == (other.unit, f"/toa-soan/bai/{copy.pk}/")
    assert Notification.objects.filter(recipient=newsroom.reporter).count() == 1


def test_restored_article_is_told_with_the_reason(newsroom):
    live = make_published(newsroom)
    services.item_take_down(
        item=live,
        public_reason="Sai",
        internal_reason="Sai",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    forget()

    services.item_restore(item=live, reason="Nguồn xác nhận lại", by=newsroom.chief)

    assert kinds(newsroom.reporter) == ["content.item_restored"]


# --- Promises and second persons -------------------------------------------------


@pytest.fixture
def promised(newsroom, article):
    approve_all(newsroom, article)
    at = clock.now() + timedelta(minutes=30)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    forget()
    return article


def edit(article, by):
    draft = ArticlePage.objects.get(pk=article.pk)
    draft.sapo = "Sửa sau khi duyệt."
    draft.save_revision(user=by)


PUBLISHERS = (
    Role.EDITORIAL_SECRETARY,
    Role.DEPUTY_EDITOR_IN_CHIEF,
    Role.EDITOR_IN_CHIEF,
)


def test_promise_in_danger_is_told_once_before_its_minute(newsroom, promised):
    assert services.schedules_watch() == 0
    edit(promised, newsroom.reporter)

    assert services.schedules_watch() == 1
    assert services.schedules_watch() == 1

    assert everybody_told() == {newsroom.people[role] for role in PUBLISHERS}
    assert Notification.objects.count() == 3
    assert (
        "còn vướng: Bài đã sửa sau khi duyệt. Duyệt lại bản mới."
        in (told(newsroom.chief)[0])
    )


def test_missed_promise_is_urgent_and_told_once_to_who_publishes(newsroom, promised):
    edit(promised, newsroom.reporter)

    with time_machine.travel(clock.now() + timedelta(minutes=31)) as traveller:
        services.scheduled_items_publish()
        traveller.shift(timedelta(minutes=5))
        services.scheduled_items_publish()

    assert everybody_told() == {newsroom.people[role] for role in PUBLISHERS}
    assert kinds(newsroom.chief) == ["content.schedule_missed"]
    assert "không lên trang lúc" in told(newsroom.chief)[0]
    assert notification_kinds["content.schedule_missed"].urgent


def test_kept_promise_tells_no_alarm(newsroom, promised):
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        services.scheduled_items_publish()

    assert set(kinds(newsroom.chief)) == {"content.item_published"}


def test_request_to_override_reaches_who_may_agree_and_the_answer_who_asked(
    newsroom, article
):
    deputy = newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF]
    override = services.override_request(
        item=article, reason="Tin nóng.", by=newsroom.secretary
    )
    assert everybody_told() == {newsroom.chief, deputy}
    forget()

    services.override_decline(
        override=override, item=article, reason="Chưa đủ nguồn.", by=deputy
    )

    assert told(newsroom.secretary) == [
        (
            f"{deputy} không đồng ý cho “Thu ngân sách vượt dự toán” vượt kiểm tra:"
            " Chưa đủ nguồn. Gỡ vướng, hoặc xin lại với lý do khác."
        )
    ]


def test_agreement_to_override_reaches_who_asked(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin nóng", by=newsroom.secretary
    )
    forget()

    services.override_confirm(override=override, item=article, by=newsroom.chief)

    assert kinds(newsroom.secretary) == ["content.override_confirmed"]
    assert everybody_told() == {newsroom.secretary}


def test_draft_made_tells_nobody(newsroom):
    make_article(newsroom)

    assert not Notification.objects.exists()


def test_every_kind_reads_in_both_languages():
    own = [
        kind for key, kind in notification_kinds.items() if key.startswith("content")
    ]
    vietnamese = [kind.said({}) for kind in own]
    with translation.override("en"):
        english = [kind.said({}) for kind in own]

    assert len(own) >= 13
    assert all(a != b for a, b in zip(vietnamese, english, strict=True))
