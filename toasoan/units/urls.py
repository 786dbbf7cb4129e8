"""Addresses of the staff's screens of units."""

from django.urls import path

from toasoan.units.views import delegations, imprint, people

app_name = "units"
urlpatterns = [
    path("don-vi/", people.people_list, name="people"),
    path("don-vi/nguoi/them/", people.member_add, name="member_add"),
    path("don-vi/nguoi/<int:pk>/thoi/", people.member_end, name="member_end"),
    path(
        "don-vi/nguoi/<int:pk>/mo-khoa/",
        people.member_unlock_now,
        name="member_unlock",
    ),
    path("don-vi/uy-quyen/them/", delegations.delegate, name="delegate"),
    path(
        "don-vi/uy-quyen/<int:pk>/thoi/",
        delegations.delegation_stop,
        name="delegation_end",
    ),
    path("don-vi/thong-tin/", imprint.imprint, name="imprint"),
]
