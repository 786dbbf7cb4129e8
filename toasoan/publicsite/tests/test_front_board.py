"""What an editor does to a front before saving it, and what fills the rest."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser

from toasoan.content import services
from toasoan.content.curation.fronts import Placed, front_version
from toasoan.content.models import ArticlePage, HomeFigure, HomeSlot
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_genre,
)
from toasoan.core import clock
from toasoan.publicsite.coming import view_at
from toasoan.publicsite.front_board import board_of, differences
from toasoan.publicsite.front_deeds import done
from toasoan.publicsite.home import home_of as front_of
from toasoan.publicsite.index import item_index
from toasoan.publicsite.sites import site_of_unit
from toasoan.publicsite.tests.factories import (
    home_of,
    make_section,
    make_topic,
    published,
    reader,
)

pytestmark = pytest.mark.django_db

A, B, C, D, E, F = range(1, 7)


def row(*items, area="top"):
    return tuple(Placed(area, item) for item in items)


def ids(slots, area="top"):
    return [slot.item_id for slot in slots if slot.area == area]


# --- Deeds -----------------------------------------------------------------------


def test_an_item_dropped_on_a_place_pushes_the_others_down_to_the_next_free_one():
    slots = row(A, B, None, C)
    after = done(slots, f"put|{D}|top|0", {A, B, C})
    assert ids(after) == [D, A, B, C]


def test_dropped_on_a_place_that_fills_itself_it_takes_just_that_one():
    assert ids(done((), f"put|{A}|top|3", set())) == [None, None, None, A]
    assert ids(done(row(A, None, B), f"put|{C}|top|1", {A, B})) == [A, C, B]


def test_an_item_moves_up_and_down_and_first():
    slots = row(A, B, C)
    assert ids(done(slots, f"put|{C}|top|1", {A, B, C})) == [A, C, B]
    assert ids(done(slots, f"put|{A}|top|1", {A, B, C})) == [B, A, C]
    assert ids(done(slots, f"first|{C}", {A, B, C})) == [C, A, B]
    assert ids(done(row(None, A), f"put|{A}|top|0", {A})) == [A]


def test_taken_out_its_place_fills_itself_and_the_others_stay():
    assert ids(done(row(A, B, C), f"take|{B}", {A, B, C})) == [A, None, C]
    assert ids(done(row(A, B), f"take|{B}", {A, B})) == [A]


def test_to_another_area_it_goes_with_its_hour():
    until = clock.now() + timedelta(hours=1)
    slots = (Placed("top", A, until), Placed("top", B))
    after = done(slots, f"put|{A}|section:7|1", {A, B})
    assert Placed("section:7", A, until) in after
    assert ids(after, "section:7") == [None, A]
    assert ids(after) == [None, B]


def test_what_readers_are_not_shown_yet_takes_no_place_but_keeps_its_turn():
    slots = row(E, A, B)  # E is promised for later
    assert ids(done(slots, f"put|{C}|top|1", {A, B})) == [E, A, C, B]


def test_more_than_there_are_places_none_is_lost():
    after = done(row(A, B, C, D, E), f"put|{F}|top|4", {A, B, C, D, E})
    assert ids(after) == [A, B, C, D, F, E]


def test_a_deed_that_is_no_deed_changes_nothing():
    slots = row(A)
    for deed in ("", "put", "put|x|top|0", "put|2|cellar|0", "put|2|top|x", "burn|1"):
        assert done(slots, deed, {A}) == slots


# --- What fills the rest ------------------------------------------------------------


def shown(newsroom, slots, at=None):
    site = site_of_unit(newsroom.unit)
    return board_of(site, tuple(slots), user=newsroom.secretary, at=at)


def titles(board, area="top"):
    places = next(each.places for each in board.areas if each.key == area)
    return [place.item.title if place.item else None for place in places]


def test_the_board_shows_who_is_pinned_and_what_fills_itself(newsroom):
    for n in range(1, 7):
        published(newsroom, f"Bài {n}", hours_ago=10 - n)
    pinned = published(newsroom, "Ghim", hours_ago=30)
    board = shown(newsroom, [Placed("top"), Placed("top", pinned.pk)])
    assert titles(board) == ["Bài 6", "Ghim", "Bài 5", "Bài 4", "Bài 3"]
    places = board.areas[0].places
    assert [place.slot is not None for place in places] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_a_section_band_and_opinions_take_what_was_put_there(newsroom):
    customs = make_section(newsroom)
    for n in range(7):
        published(newsroom, f"Tin {n}", hours_ago=n + 1)
    old = [
        published(newsroom, f"Hải quan {n}", section=customs, hours_ago=20 + n)
        for n in range(4)
    ]
    opinion = published(newsroom, "Ý kiến", genre=make_genre("binh-luan"), hours_ago=40)
    area = f"section:{customs.pk}"
    board = shown(newsroom, [Placed(area, old[3].pk), Placed("opinion", old[2].pk)])
    assert titles(board, area) == ["Hải quan 3", "Hải quan 0", "Hải quan 1"]
    assert titles(board, "opinion") == ["Hải quan 2", "Ý kiến", None]
    HomeSlot.objects.create(
        home=home_of(newsroom), article=old[3].page_ptr, area=area, sort_order=0
    )
    page = BeautifulSoup(reader(newsroom).get("/").content.decode(), "lxml")
    band = page.select(f"[aria-labelledby=muc-{customs.pk}] h3")
    assert [each.get_text() for each in band] == [
        "Hải quan 3",
        "Hải quan 0",
        "Hải quan 1",
    ]
    assert opinion.title == "Ý kiến"


def test_what_is_not_shown_says_why(newsroom):
    public = published(newsroom, "Có")
    draft = make_article(newsroom, "Chưa có")
    past = clock.now() - timedelta(minutes=1)
    board = shown(newsroom, [Placed("top", public.pk, past), Placed("top", draft.pk)])
    assert [(each.title, each.why) for each in board.areas[0].hidden] == [
        ("Có", "hết giờ giữ"),
        ("Chưa có", "chưa lên trang và chưa hẹn giờ"),
    ]
    assert titles(board)[0] == "Có"
    assert board.areas[0].places[0].slot is None
    board = shown(newsroom, [Placed("opinion", public.pk, past)])
    assert titles(board) == ["Có", None, None, None, None]


def test_two_fronts_differ_place_by_place(newsroom):
    one, two = published(newsroom, "Một"), published(newsroom, "Hai")
    site = site_of_unit(newsroom.unit)
    found = differences(site, row(one.pk, two.pk), row(two.pk))
    assert [(each.place, each.mine, each.theirs) for each in found] == [
        ("Đầu trang, chỗ 1", "Một", "Hai"),
        ("Đầu trang, chỗ 2", "Hai", "tự điền"),
    ]


# --- At a moment to come ------------------------------------------------------------


def promise(newsroom, title, at, **fields):
    article = make_article(newsroom, title, **fields)
    approve_all(newsroom, article)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    return article


def front_at(newsroom, moment, user=None):
    site = site_of_unit(newsroom.unit)
    return front_of(site, view_at(site, moment, user=user or newsroom.reporter))


def test_the_front_of_tomorrow_has_what_is_promised_by_then(newsroom):
    morning = clock.now() + timedelta(hours=12)
    published(newsroom, "Hôm nay")
    promise(newsroom, "Sáng mai", morning)
    promise(newsroom, "Trưa mai", morning + timedelta(hours=5))

    assert front_at(newsroom, clock.now()).lead.title == "Hôm nay"
    early = front_at(newsroom, morning)
    late = front_at(newsroom, morning + timedelta(hours=5))

    assert [early.lead.title, *(i.title for i in early.river)] == [
        "Sáng mai",
        "Hôm nay",
    ]
    assert [late.lead.title, *(i.title for i in late.river)] == [
        "Trưa mai",
        "Sáng mai",
        "Hôm nay",
    ]
    assert early.lead.published_at == morning


def test_the_front_of_a_plan_is_the_front_of_its_hours(newsroom):
    now = clock.now()
    usual = published(newsroom, "Thường")
    published(newsroom, "Mới hơn")
    begins, ends = now + timedelta(hours=5), now + timedelta(hours=6)
    coming = promise(newsroom, "Theo bố cục", begins)
    home = home_of(newsroom)
    services.front_arrange(
        home=home,
        slots=row(usual.pk),
        version=front_version(home.pk),
        by=newsroom.secretary,
    )
    services.front_plan_add(
        home=home,
        name="",
        starts_at=begins,
        ends_at=ends,
        slots=[Placed("top"), Placed("top", coming.pk)],
        by=newsroom.secretary,
    )
    assert front_at(newsroom, now).lead.title == "Thường"
    assert front_at(newsroom, begins).river[0].title == "Theo bố cục"
    assert front_at(newsroom, ends).lead.title == "Thường"


def test_figures_and_pins_end_with_the_moment(newsroom):
    now = clock.now()
    held = published(newsroom, "Giữ", hours_ago=9)
    published(newsroom, "Mới")
    home, later = home_of(newsroom), now + timedelta(hours=2)
    HomeSlot.objects.create(home=home, article=held.page_ptr, until=later)
    HomeFigure.objects.create(
        home=home, label="Thu", value="1", source="x", expires_at=later
    )
    before, after = front_at(newsroom, now), front_at(newsroom, later)
    assert (before.lead.title, len(before.figures)) == ("Giữ", 1)
    assert (after.lead.title, len(after.figures)) == ("Mới", 0)


def test_a_promised_lead_leads_to_others_of_its_running_story(newsroom):
    topic = make_topic(newsroom)
    morning = clock.now() + timedelta(hours=12)
    old = make_article(newsroom, "Cùng dòng", topics=[topic])
    approve_all(newsroom, old)
    services.item_publish(item=old, by=newsroom.secretary)
    item_index(old.pk)
    for n in range(4):
        published(newsroom, f"Tin {n}")
    promise(newsroom, "Dẫn", morning, topics=[topic])
    front = front_at(newsroom, morning)
    assert front.lead.title == "Dẫn"
    assert [item.title for item in front.also] == ["Cùng dòng"]


def test_what_is_embargoed_past_the_moment_or_is_anothers_is_not_in_it(
    newsroom,
):
    now = clock.now()
    published(newsroom, "Hôm nay")
    article = promise(
        newsroom,
        "Cấm đến sáng",
        now + timedelta(hours=3),
        embargo_until=now + timedelta(hours=3),
    )
    assert front_at(newsroom, now + timedelta(hours=3)).lead.title == "Cấm đến sáng"
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.embargo_until = now + timedelta(hours=9)
    draft.save_revision(user=newsroom.reporter)
    assert front_at(newsroom, now + timedelta(hours=3)).lead.title == "Hôm nay"
    later = front_at(newsroom, now + timedelta(hours=9), user=AnonymousUser())
    assert later.lead.title == "Hôm nay"
