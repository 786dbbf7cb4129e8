"""Right of reply, correction and removal on request: a register with due times."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from toasoan.content import services
from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.models import ItemRequest
from toasoan.content.publication.request_rules import rule_on, rules
from toasoan.content.publication.requests import reply_notes
from toasoan.content.tests.factories import make_article, make_published, open_newsroom
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
Outcome = ItemRequest.Outcome
CONTACT = "0912 345 678, lan@congty.vidu.vn"


@pytest.fixture
def live(newsroom):
    return make_published(newsroom, "Nợ xấu nhóm doanh nghiệp nhỏ")


def fields(**changed):
    return {
        "kind": "reply",
        "requester": "Công ty Lan Anh",
        "contact": CONTACT,
        "text": "Số nợ ghi trong bài không đúng.",
        "received_at": clock.now() - timedelta(hours=1),
        **changed,
    }


def record(newsroom, live, by=None, **changed):
    return services.request_record(
        unit=newsroom.unit, item=live, by=by or newsroom.reporter, **fields(**changed)
    )


def decide(newsroom, request, outcome, by=None, **changed):
    return services.request_decide(
        request=request,
        outcome=outcome,
        reason=changed.pop("reason", "Đã kiểm tra hồ sơ."),
        by=by or newsroom.chief,
        **changed,
    )


# --- The law of the day -------------------------------------------------------


def test_every_kind_has_one_rule_on_each_side_of_the_press_law_of_2025():
    for kind in ItemRequest.Kind.values:
        assert "103/2016" in rule_on(kind, date(2026, 6, 30)).basis
        assert "126/2025" in rule_on(kind, date(2026, 7, 1)).basis
        assert rule_on(kind, date(2016, 12, 31)) is None
    assert len(rules()) == 2 * len(ItemRequest.Kind.values)


def test_a_request_is_due_by_the_rule_of_the_day_it_came(newsroom, live):
    came = datetime(2026, 6, 30, 16, 59, tzinfo=UTC)  # 23:59 in Hà Nội

    request = record(newsroom, live, received_at=came)

    assert request.due_at == came + timedelta(hours=24)
    assert "103/2016" in request.basis


# --- Recording ----------------------------------------------------------------


def test_a_recorded_request_is_told_to_who_answers_for_corrections(newsroom, live):
    request = record(newsroom, live)

    told = Notification.objects.filter(kind="content.request_recorded")
    people = set(told.values_list("recipient__full_name", flat=True))
    assert people == {
        newsroom.secretary.full_name,
        newsroom.chief.full_name,
        newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF].full_name,
    }
    assert told[0].path == reverse("content:request", args=[request.pk])


def test_the_log_of_the_item_holds_it_without_names_and_contacts(newsroom, live):
    record(newsroom, live)

    entry = AuditEntry.objects.get(action="content.request_recorded")
    assert (entry.target_id, entry.data["kind"]) == (str(live.pk), "reply")
    assert "Lan Anh" not in str(entry.data) + entry.target_label
    assert "0912" not in str(entry.data)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"received_at": datetime(2099, 1, 1, tzinfo=UTC)}, "Giờ nhận chưa tới"),
        ({"received_at": datetime(2001, 1, 1, tzinfo=UTC)}, "Ngày nhận quá xa"),
        ({"due_at": datetime(2099, 1, 1, tzinfo=UTC)}, "Hạn riêng"),
        ({"due_at": datetime(2001, 1, 1, tzinfo=UTC)}, "Hạn riêng"),
    ],
)
def test_times_that_cannot_be_are_refused(newsroom, live, changed, said):
    with pytest.raises(ItemNotReady, match=said):
        record(newsroom, live, **changed)

    assert ItemRequest.objects.count() == 0


def test_an_earlier_due_time_of_the_letter_counts(newsroom, live):
    due = clock.now() + timedelta(hours=3)

    request = record(newsroom, live, due_at=due)

    assert (request.due_at, "sớm hơn" in request.basis) == (due, True)


def test_only_published_articles_of_the_unit_are_asked_about(newsroom, live):
    draft = make_article(newsroom, "Bản nháp")
    other = open_newsroom("hq")

    with pytest.raises(ItemNotReady):
        record(newsroom, draft)
    with pytest.raises(ItemNotReady):
        services.request_record(
            unit=other.unit, item=live, by=other.reporter, **fields()
        )
    with pytest.raises(NotAllowed):
        record(newsroom, live, by=other.reporter)

    assert ItemRequest.objects.count() == 0


# --- Given to somebody --------------------------------------------------------


def test_the_colleague_it_is_given_to_is_told(newsroom, live):
    request = record(newsroom, live)

    services.request_assign(
        request=request, assignee=newsroom.reporter, by=newsroom.secretary
    )

    note = Notification.objects.get(
        recipient=newsroom.reporter, kind="content.request_assigned"
    )
    assert f"{newsroom.secretary} giao bạn" in note.text


def test_it_is_given_only_by_and_to_who_may(newsroom, live):
    request = record(newsroom, live)
    other = open_newsroom("hq")

    with pytest.raises(NotAllowed):
        services.request_assign(
            request=request, assignee=newsroom.reporter, by=newsroom.reporter
        )
    with pytest.raises(ItemNotReady):
        services.request_assign(
            request=request, assignee=other.reporter, by=newsroom.secretary
        )

    request.refresh_from_db()
    assert request.assignee is None


# --- Answered -----------------------------------------------------------------


def test_only_the_chiefs_sign(newsroom, live):
    request = record(newsroom, live)

    with pytest.raises(NotAllowed):
        decide(newsroom, request, Outcome.REFUSED, by=newsroom.secretary)

    request.refresh_from_db()
    assert request.is_open


def test_a_refusal_needs_its_reason(newsroom, live):
    request = record(newsroom, live)

    with pytest.raises(ReasonMissing):
        decide(newsroom, request, Outcome.REFUSED, reason=" ")
    answered = decide(newsroom, request, Outcome.REFUSED, reason="Số liệu đúng.")

    assert (answered.signed_by, answered.reason) == (newsroom.chief, "Số liệu đúng.")
    told = Notification.objects.filter(kind="content.request_decided")
    assert told.filter(recipient=newsroom.reporter).count() == 1


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.CORRECTED, "Đính chính trước"),
        (Outcome.TAKEN_DOWN, "Gỡ bài trước"),
        (Outcome.REPLY_PUBLISHED, "Đăng ý kiến phản hồi"),
        ("bia", "Chọn kết quả"),
    ],
)
def test_nobody_signs_what_was_not_done(newsroom, live, outcome, said):
    request = record(newsroom, live)

    with pytest.raises(ItemNotReady, match=said):
        decide(newsroom, request, outcome)

    request.refresh_from_db()
    assert request.is_open


def test_a_correction_before_the_request_is_no_answer_to_it(newsroom, live):
    services.item_correct(item=live, wrong="x", right="y", by=newsroom.secretary)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        request = record(newsroom, live)

        with pytest.raises(ItemNotReady):
            decide(newsroom, request, Outcome.CORRECTED)
        services.item_correct(item=live, wrong="a", right="b", by=newsroom.secretary)
        answered = decide(newsroom, request, Outcome.CORRECTED)

    assert answered.outcome == "corrected"


def test_taken_down_on_request(newsroom, live):
    request = record(newsroom, live, kind="removal")
    services.item_take_down(
        item=live,
        public_reason="Theo yêu cầu",
        internal_reason="x",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    assert decide(newsroom, request, Outcome.TAKEN_DOWN).outcome == "taken_down"


def test_the_second_to_sign_is_told_who_was_first(newsroom, live):
    request = record(newsroom, live)
    decide(newsroom, request, Outcome.REFUSED)

    with pytest.raises(ItemNotReady, match=f"{newsroom.chief} đã ký"):
        decide(
            newsroom,
            request,
            Outcome.REFUSED,
            by=newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF],
        )

    assert ItemRequest.objects.get().signed_by == newsroom.chief


def test_a_published_reply_and_its_original_lead_to_each_other(newsroom, live):
    request = record(newsroom, live)
    reply = make_published(newsroom, "Công ty Lan Anh nói về số nợ")
    OutboxEvent.objects.all().delete()

    decide(newsroom, request, Outcome.REPLY_PUBLISHED, reply=reply)

    [to_reply], none = reply_notes(live)
    nothing, [to_original] = reply_notes(reply)
    assert (to_reply.other, to_original.other) == (reply, live)
    assert to_reply.requester == "Công ty Lan Anh"
    assert (none, nothing) == ([], [])
    made_anew = set(OutboxEvent.objects.values_list("aggregate", flat=True))
    assert made_anew == {f"item:{live.pk}", f"item:{reply.pk}"}


def test_a_reply_is_a_public_article_of_the_unit_and_not_the_original(newsroom, live):
    request = record(newsroom, live)
    foreign = make_published(open_newsroom("hq"))
    draft = make_article(newsroom, "Bản nháp")

    for reply in (live, foreign, draft):
        with pytest.raises(ItemNotReady):
            decide(newsroom, request, Outcome.REPLY_PUBLISHED, reply=reply)

    request.refresh_from_db()
    assert request.is_open


def test_a_request_without_an_answer_is_late_after_its_time(newsroom, live):
    request = record(newsroom, live)

    assert not request.is_late
    with time_machine.travel(request.due_at + timedelta(minutes=1)):
        assert request.is_late
        assert decide(newsroom, request, Outcome.REFUSED).is_late


def test_the_table_holds_no_answer_without_signer_and_reason(newsroom, live):
    request = record(newsroom, live)

    with pytest.raises(IntegrityError), transaction.atomic():
        ItemRequest.objects.filter(pk=request.pk).update(outcome="refused")

    request.refresh_from_db()
    assert request.outcome == ""


# --- The screens --------------------------------------------------------------


def test_a_reporter_records_it_from_the_articles_address(client, newsroom, live):
    client.force_login(newsroom.reporter)
    url = reverse("content:request_new")
    offered = client.get(url, {"bai": live.pk}).content.decode()

    answer = client.post(
        url,
        {
            **fields(received_at="08:15 23/11/2026"),
            "article": f"{live.full_url}?utm=x",
        },
    )

    assert live.full_url in offered
    request = ItemRequest.objects.get()
    assert answer.url == reverse("content:request", args=[request.pk])
    assert request.item_id == live.pk


def test_an_address_that_leads_nowhere_keeps_what_was_typed(client, newsroom, live):
    client.force_login(newsroom.reporter)

    answer = client.post(
        reverse("content:request_new"),
        {**fields(received_at="08:15 23/11/2026"), "article": "/khong-co-999.html"},
    )

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Không thấy bài này" in page
    assert "Số nợ ghi trong bài không đúng." in page
    assert ItemRequest.objects.count() == 0


def test_who_does_not_answer_for_corrections_sees_only_their_own(
    client, newsroom, live
):
    request = record(newsroom, live)
    client.force_login(newsroom.people[Role.DESK_EDITOR])

    page = client.get(reverse("content:requests")).content.decode()
    answer = client.get(reverse("content:request", args=[request.pk]))

    assert "Lan Anh" not in page
    assert answer.status_code == 404
    services.request_assign(
        request=request,
        assignee=newsroom.people[Role.DESK_EDITOR],
        by=newsroom.secretary,
    )
    assert "Lan Anh" in client.get(reverse("content:requests")).content.decode()


def test_the_chief_signs_on_the_screen_and_the_item_shows_it(client, newsroom, live):
    request = record(newsroom, live)
    client.force_login(newsroom.chief)
    show = reverse("content:request", args=[request.pk])
    assert CONTACT in client.get(show).content.decode()

    refused = client.post(
        reverse("content:request_sign", args=[request.pk]),
        {"outcome": "corrected", "reason": "Sai số liệu."},
    )
    assert refused.status_code == 409
    assert "Sai số liệu." in refused.content.decode()
    client.post(
        reverse("content:request_sign", args=[request.pk]),
        {"outcome": "refused", "reason": "Số liệu đúng với báo cáo."},
    )

    item = client.get(reverse("content:item", args=[live.pk])).content.decode()
    answered = client.get(reverse("content:requests"), {"xem": "xong"}).content.decode()
    assert "Số liệu đúng với báo cáo." in client.get(show).content.decode()
    assert "Công ty Lan Anh" in item
    assert "Công ty Lan Anh" in answered
