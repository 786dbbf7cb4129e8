"""Filters kept under a name: private, for a desk, for the unit; and lists by mail."""

import pytest
from django.core import mail
from django.urls import reverse

from toasoan.content.tests.factories import open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.newsroom.errors import MailRefused
from toasoan.newsroom.services import plan_mail, plan_send
from toasoan.planning import services as planning
from toasoan.planning.access import saved_views_visible
from toasoan.planning.errors import SavedViewWrong
from toasoan.planning.models import SavedView
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk, Membership
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(room):
    return room.unit.desks.first()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Jobs run once the transaction commits, as they do outside of a test."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def save(room, by, name="Việc của ban", **fields):
    return planning.saved_view_add(
        unit=room.unit, name=name, kind="bang", filters={"late": "on"}, by=by, **fields
    )


def names(user, unit):
    return [view.name for view in saved_views_visible(user, unit)]


def test_a_private_view_is_seen_by_its_owner_alone(room):
    save(room, room.reporter)

    assert names(room.reporter, room.unit) == ["Việc của ban"]
    assert names(room.chief, room.unit) == []


def test_a_view_shared_with_a_desk_is_seen_by_its_people_and_by_those_of_no_desk(
    room, desk
):
    there, elsewhere = (
        make_person(name, unit=room.unit, role=Role.REPORTER) for name in ("A", "B")
    )
    other = Desk.objects.create(unit=room.unit, key="khac", name="Ban khác")
    for person, place in ((there, desk), (elsewhere, other)):
        Membership.objects.filter(user=person).update(desk=place)

    save(room, room.reporter, shared="desk", desk=desk)

    assert names(there, room.unit) == ["Việc của ban"]
    assert names(elsewhere, room.unit) == []
    assert names(room.chief, room.unit) == ["Việc của ban"]


def test_a_view_shared_with_the_unit_stays_inside_it(room):
    other = open_newsroom("hq")
    save(room, room.reporter, shared="unit")

    assert names(room.chief, room.unit) == ["Việc của ban"]
    assert names(other.chief, other.unit) == []
    with pytest.raises(NotAllowed):
        save(room, other.chief)


def test_saved_again_under_its_name_it_is_the_new_one(room):
    save(room, room.reporter)
    planning.saved_view_add(
        unit=room.unit,
        name="Việc của ban",
        kind="ngay",
        filters={"desk": "1"},
        by=room.reporter,
    )

    [view] = SavedView.objects.all()
    assert (view.kind, view.filters) == ("ngay", {"desk": "1"})


@pytest.mark.parametrize(
    ("kind", "filters"),
    [
        ("nam", {}),
        ("bang", {"q": "x" * 201}),
        ("bang", {str(n): "1" for n in range(13)}),
        ("bang", {"q": ["a"]}),
    ],
)
def test_what_is_no_filter_of_a_view_is_not_kept(room, kind, filters):
    with pytest.raises(SavedViewWrong):
        planning.saved_view_add(
            unit=room.unit, name="X", kind=kind, filters=filters, by=room.reporter
        )
    assert SavedView.objects.count() == 0


def test_sharing_with_a_desk_names_one_of_the_unit(room):
    foreign = open_newsroom("hq").unit.desks.first()

    for desk in (None, foreign):
        with pytest.raises(SavedViewWrong):
            save(room, room.reporter, shared="desk", desk=desk)
    assert SavedView.objects.count() == 0


def test_nobody_changes_or_removes_anothers_view(room, client):
    view = save(room, room.reporter, shared="unit")
    client.force_login(room.chief)

    with pytest.raises(NotAllowed):
        planning.saved_view_remove(view=view, by=room.chief)
    for name in ("saved_edit", "saved_remove"):
        answer = client.post(reverse(f"newsroom:{name}", args=[view.pk]))
        assert answer.status_code == 404
    view.refresh_from_db()
    assert view.name == "Việc của ban"


def test_a_view_is_saved_opened_renamed_and_removed_in_the_browser(room, client):
    client.force_login(room.reporter)
    saved = client.post(
        reverse("newsroom:saved_new", args=["bang"]) + "?late=on&q=thue&x=1",
        {"luu-name": "Thuế trễ", "luu-shared": "unit"},
    )
    view = SavedView.objects.get()
    opened = client.get(reverse("newsroom:saved_view", args=[view.pk]))
    client.post(
        reverse("newsroom:saved_edit", args=[view.pk]),
        {"luu-name": "Thuế", "luu-shared": "nobody"},
    )
    view.refresh_from_db()

    assert view.filters == {"late": "on", "q": "thue"}
    assert saved.url == opened.url
    assert "late=on" in opened.url
    assert (view.name, view.shared) == ("Thuế", "nobody")
    client.post(reverse("newsroom:saved_remove", args=[view.pk]))
    assert SavedView.objects.count() == 0


def test_the_list_goes_to_each_colleague_in_plain_and_in_html(room, committed):
    story = pitch(room.unit, room.reporter, title="Hoàn thuế <nhanh>")

    with committed():
        plan_mail(
            unit=room.unit,
            kind="bang",
            filters={"q": "hoan thue"},
            to=[room.chief, room.secretary],
            note="Xem trước giao ban",
            by=room.reporter,
        )

    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        [room.chief.email, room.secretary.email]
    )
    message = mail.outbox[0]
    html = message.alternatives[0][0]
    assert message.reply_to == [room.reporter.email]
    for text in (message.body, html):
        assert "Xem trước giao ban" in text
        assert f"/toa-soan/de-tai/{story.pk}/" in text
    assert "Hoàn thuế <nhanh>" in message.body
    assert "Hoàn thuế &lt;nhanh&gt;" in html
    assert AuditEntry.objects.filter(action="newsroom.plan_mailed").count() == 1


def test_nobody_outside_of_the_unit_gets_or_sends_the_list(room):
    other = open_newsroom("hq")
    facts = {"unit": room.unit, "kind": "ngay", "filters": {}}

    with pytest.raises(MailRefused):
        plan_mail(**facts, to=[room.chief, other.chief], by=room.reporter)
    with pytest.raises(NotAllowed):
        plan_mail(**facts, to=[room.chief], by=other.chief)
    sent = plan_send(
        unit_pk=room.unit.pk,
        kind="ngay",
        filters={},
        to=other.chief.pk,
        by=room.reporter.pk,
        note="",
    )

    assert sent is False
    assert mail.outbox == []


def test_twenty_one_recipients_or_an_eleventh_list_within_the_hour_are_refused(
    room, committed
):
    many = [
        make_person(f"Người {n}", unit=room.unit, role=Role.REPORTER) for n in range(21)
    ]
    facts = {"unit": room.unit, "kind": "ngay", "filters": {}, "by": room.reporter}

    with committed():
        with pytest.raises(MailRefused):
            plan_mail(**facts, to=many)
        for _list in range(10):
            plan_mail(**facts, to=[room.chief])
        with pytest.raises(MailRefused):
            plan_mail(**facts, to=[room.chief])
    assert len(mail.outbox) == 10


def test_the_mail_screen_names_the_people_of_the_unit_and_sends(
    room, client, committed
):
    client.force_login(room.reporter)
    address = reverse("newsroom:plan_mail", args=["ngay"])

    nobody = client.post(address, {})
    with committed():
        sent = client.post(address, {"to": [room.chief.pk], "note": ""})

    assert nobody.status_code == 400
    assert "Chọn ít nhất một người nhận." in nobody.content.decode()
    assert sent.status_code == 302
    assert [m.to for m in mail.outbox] == [[room.chief.email]]


def test_every_act_on_a_view_is_in_the_log_and_a_private_ones_name_is_not(room):
    view = save(room, room.reporter, name="Tin riêng")
    planning.saved_view_change(
        view=view, name="Tin chung", shared="unit", by=room.reporter
    )
    planning.saved_view_remove(view=view, by=room.reporter)

    lines = AuditEntry.objects.filter(action__startswith="planning.saved_view")
    assert list(lines.order_by("sequence").values_list("action", "target_label")) == [
        ("planning.saved_view_kept", "-"),
        ("planning.saved_view_changed", "Tin chung"),
        ("planning.saved_view_removed", "Tin chung"),
    ]
