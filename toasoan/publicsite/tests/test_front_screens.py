"""The screens where the front is arranged, planned and looked at before its hour."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toasoan.content import services
from toasoan.content.curation.fronts import Placed, front_slots, front_version
from toasoan.content.models import FrontLayout, FrontPlan
from toasoan.content.tests.factories import approve_all, make_article, open_newsroom
from toasoan.core import clock
from toasoan.publicsite import store
from toasoan.publicsite.tests.factories import home_of, published

pytestmark = pytest.mark.django_db
FRONT = "/toa-soan/trang-chu/"
TYPED = "%Y-%m-%dT%H:%M"


def signed_in(person):
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def tree(response):
    return BeautifulSoup(response.content.decode(), "lxml")


def body_of(page, **extra):
    """What the browser would send of the screen."""
    fields: dict = {}
    for each in page.select("form[data-front] input[name]"):
        fields.setdefault(each["name"], []).append(each.get("value", ""))
    return {**fields, **extra}


def places(page, area="top"):
    found = page.select(f"[data-place^='{area}|']")
    return [
        (each.select_one(".ttl").get_text() if each.select_one(".ttl") else "")
        for each in found
    ]


def test_the_secretary_pins_an_item_arranges_and_saves(newsroom):
    items = [published(newsroom, f"Bài {n}", hours_ago=9 - n) for n in range(3)]
    client = signed_in(newsroom.secretary)
    page = tree(client.get(FRONT))
    assert places(page)[:3] == ["Bài 2", "Bài 1", "Bài 0"]

    page = tree(client.post(FRONT, body_of(page, do=f"first|{items[0].pk}")))
    assert places(page)[:3] == ["Bài 0", "Bài 2", "Bài 1"]
    assert "Chưa lưu." in page.get_text()
    assert front_slots(home_of(newsroom).pk) == ()

    until = clock.now().replace(second=0, microsecond=0) + timedelta(hours=5)
    body = body_of(page, do="save")
    body[f"until-{items[0].pk}"] = clock.local(until).strftime(TYPED)
    answer = client.post(FRONT, body)

    assert answer.status_code == 302
    assert front_slots(home_of(newsroom).pk) == (Placed("top", items[0].pk, until),)


def test_to_a_script_only_the_parts_are_answered(newsroom):
    item = published(newsroom)
    client = signed_in(newsroom.secretary)
    page = tree(client.get(FRONT))
    answer = client.post(
        FRONT, body_of(page, do=f"hold|{item.pk}"), headers={"X-Sheet": "1"}
    )
    text = answer.content.decode()
    assert "<html" not in text
    assert "Đặt vào đây" in text


def test_the_second_of_two_editors_sees_what_changed_and_keeps_their_own(newsroom):
    one, two = published(newsroom, "Một"), published(newsroom, "Hai")
    first, second = signed_in(newsroom.secretary), signed_in(newsroom.chief)
    pages = [tree(each.get(FRONT)) for each in (first, second)]
    saved = []
    for client, page, item in zip((first, second), pages, (one, two), strict=True):
        done = tree(client.post(FRONT, body_of(page, do=f"first|{item.pk}")))
        saved.append(client.post(FRONT, body_of(done, do="save")))

    assert [each.status_code for each in saved] == [302, 409]
    page = tree(saved[1])
    assert places(page)[0] == "Hai"
    said = " ".join(page.select_one("[role=alert]").get_text().split())
    assert "Đầu trang, chỗ 1: của bạn Hai; của họ Một" in said
    assert str(newsroom.secretary) in said
    assert [s.item_id for s in front_slots(home_of(newsroom).pk)] == [one.pk]

    assert second.post(FRONT, body_of(page, do="save")).status_code == 302
    assert [s.item_id for s in front_slots(home_of(newsroom).pk)] == [two.pk]


def test_an_earlier_front_is_looked_at_and_saved_again(newsroom):
    one, two = published(newsroom, "Một"), published(newsroom, "Hai")
    home = home_of(newsroom)
    for item in (one, two):
        services.front_arrange(
            home=home,
            slots=[Placed("top", item.pk)],
            version=front_version(home.pk),
            by=newsroom.secretary,
        )
    layout = FrontLayout.objects.get(slots=[["top", one.pk, None]])
    client = signed_in(newsroom.chief)
    page = tree(client.get(FRONT, {"tu": layout.pk}))
    assert places(page)[0] == "Một"
    assert client.post(FRONT, body_of(page, do="save")).status_code == 302
    assert [s.item_id for s in front_slots(home.pk)] == [one.pk]


def test_a_plan_is_made_changed_duplicated_and_withdrawn_on_screen(newsroom):
    item = published(newsroom, "Một")
    client = signed_in(newsroom.secretary)
    new = f"{FRONT}lich/moi/"
    page = tree(client.get(new))
    page = tree(client.post(new, body_of(page, do=f"first|{item.pk}")))
    starts = clock.now().replace(second=0, microsecond=0) + timedelta(hours=6)
    typed = clock.local(starts).strftime(TYPED)
    answer = client.post(new, body_of(page, do="save", name="Sáng", starts_at=typed))
    plan = FrontPlan.objects.get()
    assert answer.headers["Location"] == f"{FRONT}lich/{plan.pk}/"
    assert (plan.name, plan.starts_at) == ("Sáng", starts)
    assert [slot.article_id for slot in plan.slots.all()] == [item.pk]

    page = tree(client.get(f"{FRONT}lich/{plan.pk}/"))
    answer = client.post(
        f"{FRONT}lich/{plan.pk}/", body_of(page, do="save", ends_at=typed)
    )
    assert answer.status_code == 400
    assert "Giờ hết phải sau giờ lên trang." in answer.content.decode()
    client.post(f"{FRONT}lich/{plan.pk}/nhan-doi/")
    client.post(f"{FRONT}lich/{plan.pk}/rut/")
    assert sorted(FrontPlan.objects.values_list("state", flat=True)) == [
        "planned",
        "withdrawn",
    ]
    assert "Sáng" in client.get(f"{FRONT}lich/").content.decode()


def test_a_gap_is_warned_of_on_screen_and_its_items_promised_at_once(newsroom):
    article = make_article(newsroom, "Chưa lên")
    approve_all(newsroom, article)
    plan = services.front_plan_add(
        home=home_of(newsroom),
        name="Sáng",
        starts_at=clock.now() + timedelta(hours=5),
        slots=[Placed("top", article.pk)],
        by=newsroom.secretary,
    )
    client = signed_in(newsroom.secretary)
    address = f"{FRONT}lich/{plan.pk}/"
    assert "bạn đọc chưa có những bài này" in client.get(address).content.decode()
    client.post(f"{address}hen-bai/")
    page = client.get(address).content.decode()
    assert "bạn đọc chưa có những bài này" not in page
    assert article.schedules.get().at == plan.starts_at


def test_who_does_not_curate_sees_no_board_but_may_look_at_a_moment(newsroom):
    published(newsroom, "Một")
    client = signed_in(newsroom.reporter)
    for address in (FRONT, f"{FRONT}lich/", f"{FRONT}lich/moi/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"do": "save", "slot": ["top|1"]}).status_code in {
            403,
            405,
        }
    assert FrontLayout.objects.count() == 0
    assert client.get(f"{FRONT}xem-truoc/").status_code == 200


def test_the_front_of_a_moment_is_the_readers_page_marked_and_never_kept(newsroom):
    published(newsroom, "Hôm nay")
    at = clock.now().replace(second=0, microsecond=0) + timedelta(hours=9)
    article = make_article(newsroom, "Sáng mai", embargo_until=at)
    approve_all(newsroom, article)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    stored = list(store.pages_stored(newsroom.unit.hostname))
    address = f"{FRONT}xem-truoc/trang/"

    def lead(client, moment):
        answer = client.get(address, {"luc": clock.local(moment).strftime(TYPED)})
        return answer, tree(answer)

    client = signed_in(newsroom.reporter)
    answer, page = lead(client, at)
    assert page.select_one(".lead h2").get_text() == "Sáng mai"
    link = page.select_one(".lead h2 a")["href"]
    assert link == f"/toa-soan/bai/{article.pk}/"
    mark = clock.format_datetime_vi(at)
    assert page.select_one(".draft").get_text() == f"Xem trước lúc {mark}"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    _answer, page = lead(client, at - timedelta(minutes=1))
    assert page.select_one(".lead h2").get_text() == "Hôm nay"
    assert list(store.pages_stored(newsroom.unit.hostname)) == stored
    other = open_newsroom("tctc")
    _answer, page = lead(signed_in(other.reporter), at)
    assert "Sáng mai" not in page.get_text()
    assert Client(SERVER_NAME="localhost").get(address).status_code == 302
    reader = Client(SERVER_NAME=newsroom.unit.hostname)
    assert "Sáng mai" not in reader.get("/").content.decode()


def test_another_units_plan_and_layout_are_not_found(newsroom):
    other = open_newsroom("tctc")
    plan = services.front_plan_add(
        home=home_of(other),
        name="Của họ",
        starts_at=clock.now() + timedelta(hours=5),
        slots=[],
        by=other.secretary,
    )
    home = home_of(other)
    layout = services.front_arrange(
        home=home, slots=[], version=front_version(home.pk), by=other.secretary
    )
    client = signed_in(newsroom.secretary)
    address = f"{FRONT}lich/{plan.pk}/"
    assert client.get(address).status_code == 404
    assert client.get(FRONT, {"tu": layout.pk}).status_code == 404
    for verb in ("rut", "nhan-doi", "hen-bai"):
        assert client.post(f"{address}{verb}/").status_code == 404
    assert FrontPlan.objects.get().state == "planned"
