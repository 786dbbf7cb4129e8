"""The centre, the bell and the settings, as people meet them."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from toasoan.core import clock
from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification, NotificationHours
from toasoan.workspace.selectors import unread_count
from toasoan.workspace.tests.conftest import DAILY, KIND, URGENT

pytestmark = pytest.mark.django_db

CENTRE = "/toa-soan/thong-bao/"
HERE = "/toa-soan/thong-bao/da-mo/"
COUNT = "/toa-soan/thong-bao/so/"
SETTINGS = "/toa-soan/thong-bao/cai-dat/"


@pytest.fixture
def at_desk(client, reporter):
    client.force_login(reporter)
    return client


def text(answer):
    return answer.content.decode()


def test_centre_shows_what_happened_with_its_link_day_by_day(
    at_desk, tell, head, reporter
):
    tell(reporter, by=head, key="1")
    tell(reporter, key="2", kind=DAILY)
    Notification.objects.filter(key="2").update(
        created_at=clock.now() - timedelta(days=1), read_at=clock.now()
    )

    page = text(at_desk.get(CENTRE))

    assert "Hôm nay" in page
    assert "Hôm qua" in page
    assert (
        '<a href="/toa-soan/de-tai/1/">Vũ Đình Khải đổi “Thu ngân sách”. Xem lại.</a>'
        in page
    )
    assert (
        page.count('<form class="one" method="post" action="/toa-soan/thong-bao/') == 1
    )
    assert 'data-unread="1"' in page


def test_centre_of_nothing_says_what_will_come(at_desk):
    page = text(at_desk.get(CENTRE))

    assert "Chưa có thông báo nào" in page
    assert "Đánh dấu đã đọc tất cả" not in page


def test_centre_shows_one_kind_when_asked(at_desk, tell, reporter):
    tell(reporter, key="1", values={"title": "Một"})
    tell(reporter, key="2", kind=DAILY, values={"title": "Hai"})

    page = text(at_desk.get(CENTRE, {"loai": DAILY}))
    strange = text(at_desk.get(CENTRE, {"loai": "%", "trang": "x"}))

    assert "“Hai”" in page
    assert "“Một”" not in page
    assert "“Một”" in strange


def test_centre_is_paged_at_forty(at_desk, tell, reporter):
    for number in range(41):
        tell(reporter, key=f"k{number}")

    first = text(at_desk.get(CENTRE))
    second = text(at_desk.get(CENTRE, {"trang": 2}))

    assert first.count('<li class="act unread">') == 40
    assert second.count('<li class="act unread">') == 1


def test_bell_is_told_of_news_and_answered_briefly_without(at_desk, tell, reporter):
    answer = at_desk.get(COUNT)
    same = at_desk.get(COUNT, headers={"If-None-Match": answer["ETag"]})
    tell(reporter)
    more = at_desk.get(COUNT, headers={"If-None-Match": answer["ETag"]})

    assert answer.json() == {"unread": 0, "said": "0 thông báo chưa đọc"}
    assert (same.status_code, same.content) == (304, b"")
    assert more.json() == {"unread": 1, "said": "1 thông báo chưa đọc"}


def test_bell_is_cheap(at_desk, django_assert_max_num_queries):
    at_desk.get(COUNT)

    with django_assert_max_num_queries(10):
        at_desk.get(COUNT)


def test_opening_its_screen_reads_it(at_desk, tell, reporter):
    tell(reporter, key="1", path="/toa-soan/bai/5/")
    tell(reporter, key="2", path="/toa-soan/bai/6/")

    answer = at_desk.post(HERE, {"path": "/toa-soan/bai/5/"})

    assert answer.json()["unread"] == 1
    assert at_desk.post(HERE).json()["unread"] == 1


def test_one_or_all_are_taken_off_without_opening(at_desk, tell, head, reporter):
    for number in range(3):
        tell(reporter, key=f"k{number}")
    tell(head, key="theirs")
    one = Notification.objects.filter(recipient=reporter).first()
    theirs = Notification.objects.get(recipient=head)

    at_desk.post(reverse("workspace:read", args=[one.pk]))
    at_desk.post(reverse("workspace:read", args=[theirs.pk]))
    assert unread_count(reporter) == 2
    page = text(at_desk.post(reverse("workspace:read_all"), follow=True))

    assert "Đã đánh dấu đọc 2 thông báo." in page
    assert (unread_count(reporter), unread_count(head)) == (0, 1)


@pytest.mark.parametrize("address", ["da-mo/", "doc-het/", "1/da-doc/"])
def test_reading_is_a_post(at_desk, tell, reporter, address):
    tell(reporter)

    at_desk.get(f"{CENTRE}{address}")

    assert unread_count(reporter) == 1


@pytest.mark.parametrize("address", ["", "so/", "cai-dat/"])
def test_who_has_not_signed_in_sees_nothing(client, db, address):
    answer = client.get(f"{CENTRE}{address}")

    assert answer.status_code == 302
    assert "/toa-soan/login/" in answer["Location"]


def test_bell_is_on_wagtails_pages_too(at_desk, tell, reporter):
    tell(reporter)

    page = text(at_desk.get("/toa-soan/account/"))

    assert 'data-unread="1"' in page


# --- Settings --------------------------------------------------------------------


def filled(**changes):
    timing = {
        f"mail-{key}": "at_once" if kind.urgent else "digest"
        for key, kind in notification_kinds.items()
    }
    hours = {"digest_at": "07:00", "quiet_from": "22:00", "quiet_to": "06:00"}
    return {**timing, **hours, "keeps_quiet": "on", **changes}


def test_settings_begin_as_the_house_does(at_desk):
    page = text(at_desk.get(SETTINGS))

    assert 'value="07:00"' in page
    assert '<option value="at_once" selected>Gửi ngay</option>' in page
    assert page.count("luôn có") >= 3


def test_settings_are_kept(at_desk, reporter):
    data = filled(**{f"mail-{KIND}": "never", "digest_at": "08:30"})

    answer = at_desk.post(SETTINGS, data)

    assert answer.status_code == 302
    choice = reporter.notification_choices.get(kind=KIND)
    assert (choice.mail, choice.push) == ("never", False)
    assert NotificationHours.objects.get(user=reporter).digest_at == time(8, 30)


def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(at_desk, reporter):
    data = filled(digest_at="bảy giờ", **{f"mail-{URGENT}": "digest"})

    answer = at_desk.post(SETTINGS, data)

    assert answer.status_code == 400
    assert "Ghi giờ dạng 07:00." in text(answer)
    assert 'value="bảy giờ"' in text(answer)
    assert not NotificationHours.objects.exists()
    assert not reporter.notification_choices.exists()
