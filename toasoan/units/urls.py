"""Addresses of the staff's screens of units."""

from django.urls import path

from toasoan.units.views import delegations, desks, imprint, organisations, people

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
    path("don-vi/uy-quyen/cua-toi/", delegations.own_list, name="own_delegations"),
    path("don-vi/uy-quyen/cua-toi/them/", delegations.own_add, name="own_delegate"),
    path(
        "don-vi/uy-quyen/cua-toi/<int:pk>/thoi/",
        delegations.delegation_stop,
        {"back": delegations.OWN_LIST},
        name="own_delegation_end",
    ),
    path("don-vi/uy-quyen/them/", delegations.delegate, name="delegate"),
    path(
        "don-vi/uy-quyen/<int:pk>/thoi/",
        delegations.delegation_stop,
        name="delegation_end",
    ),
    path("don-vi/thong-tin/", imprint.imprint, name="imprint"),
    path("don-vi/ban/", desks.desk_show, name="desks"),
    path("don-vi/ban/<int:pk>/ten/", desks.desk_name, name="desk_name"),
    path("don-vi/ban/<int:pk>/dong/", desks.desk_end, name="desk_end"),
    path("co-quan/", organisations.organisation_list, name="organisations"),
    path("co-quan/them/", organisations.organisation_new, name="organisation_new"),
    path(
        "co-quan/<int:pk>/ket-thuc/",
        organisations.organisation_end,
        name="organisation_end",
    ),
    path("co-quan/chuc-danh/them/", organisations.body_role_new, name="body_role_new"),
    path(
        "co-quan/chuc-danh/<int:pk>/thoi/",
        organisations.body_role_end,
        name="body_role_end",
    ),
]
