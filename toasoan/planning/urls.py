"""Addresses of the staff's screens of stories."""

from django.urls import path

from toasoan.planning.views import (
    assignments,
    calendars,
    changes,
    events,
    freelancers,
    offers,
    pitches,
    rota,
    stories,
)

app_name = "planning"
urlpatterns = [
    path("lich/", events.calendar, name="calendar"),
    path("lich/moi/", events.event_new, name="event_new"),
    path("lich/tep/", calendars.bring_in, name="calendar_file"),
    path("lich/dia-chi/", calendars.links, name="calendar_links"),
    path(
        "lich/dia-chi/<int:desk_pk>/tao/",
        calendars.link_renew,
        name="calendar_link_renew",
    ),
    path("lich/<int:pk>/", events.event_show, name="event"),
    path("lich/<int:pk>/sua/", events.event_edit, name="event_edit"),
    path("lich/<int:pk>/hoan-huy/", events.event_off, name="event_off"),
    path("lich/<int:pk>/xoa/", events.event_delete, name="event_remove"),
    path("lich/<int:pk>/de-xuat/", events.event_pitch, name="event_pitch"),
    path("truc/", rota.rota, name="rota"),
    path("truc/tuan-sau/", rota.week_repeat, name="rota_repeat"),
    path("truc/vang/", rota.absence_new, name="absence_new"),
    path("truc/vang/<int:pk>/xoa/", rota.absence_end, name="absence_end"),
    path("truc/<int:pk>/bo/", rota.shift_end, name="shift_end"),
    path("cong-tac-vien/", freelancers.freelancer_list, name="freelancers"),
    path("cong-tac-vien/moi/", freelancers.freelancer_edit, name="freelancer_new"),
    path("cong-tac-vien/<int:pk>/", freelancers.freelancer_edit, name="freelancer"),
    path("nhom/", offers.group_plan_show, name="group_plan"),
    path("nhom/<int:pk>/", offers.offer_show, name="offer"),
    path("nhom/<int:pk>/rut/", offers.offer_end, name="offer_end"),
    path("de-tai/<int:pk>/moi-don-vi/", offers.offer_new, name="offer_new"),
    path("de-tai/", stories.story_list, name="story_list"),
    path("de-tai/moi/", stories.pitch, name="story_pitch"),
    path("de-tai/<int:pk>/", stories.story_show, name="story"),
    path("de-tai/<int:pk>/hoi-lai/", pitches.ask, name="pitch_ask"),
    path("de-tai/<int:pk>/giai-trinh/", pitches.reply, name="pitch_reply"),
    path("de-tai/<int:pk>/giao/", assignments.assign, name="assign"),
    path(
        "de-tai/<int:pk>/hang-muc/<int:coverage_pk>/giao/",
        assignments.give,
        name="coverage_give",
    ),
    path(
        "de-tai/<int:pk>/hang-muc/<int:coverage_pk>/bo/",
        changes.strike_out,
        name="coverage_cancel",
    ),
    path("de-tai/<int:pk>/tra-loi/<slug:verb>/", stories.story_decide, name="decide"),
    path("phan-cong/<int:pk>/nhan/", assignments.accept, name="assignment_accept"),
    path("phan-cong/<int:pk>/tu-choi/", assignments.decline, name="assignment_decline"),
    path("phan-cong/<int:pk>/doi-han/", changes.reschedule, name="reschedule"),
    path("phan-cong/<int:pk>/thu-hoi/", changes.withdraw, name="assignment_withdraw"),
    path("phan-cong/<int:pk>/nhan-san-pham/", changes.take, name="assignment_take"),
    path("phan-cong/<int:pk>/tra-lai/", changes.send_back, name="assignment_return"),
]
