import time_machine
from django.test import Client

from toasoan.security.models import AuditEntry
from toasoan.security.tests.conftest import PASSWORD
from toasoan.security.tests.test_sign_in import sign_in

START = "2026-11-23T01:00:00Z"
WORD = "Phiên làm việc đã hết. Bản tự lưu gần nhất còn nguyên; đăng nhập để viết tiếp."
PING = "/toa-soan/editing-sessions/ping/content/article/1/1/"


def is_in(client):
    return client.get("/toa-soan/account/").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, chief, settings):
    cookie = sign_in(client).cookies["sessionid"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"] == ""
    settings.SESSION_COOKIE_SECURE = True
    assert sign_in(Client()).cookies["sessionid"]["secure"] is True


def test_an_idle_session_ends_and_the_sign_in_page_says_so_once(
    client, chief, settings
):
    settings.SESSION_IDLE_ADMIN_S = settings.SESSION_IDLE_S = 900
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client)
        clock.shift(899)
        assert is_in(client)
        clock.shift(900)
        response = client.get("/toa-soan/account/", follow=True)

    assert response.redirect_chain[0][0] == "/toa-soan/login/?next=/toa-soan/account/"
    assert response.content.decode().count(WORD) == 1
    ended = AuditEntry.objects.get(action="security.session_ended")
    assert (ended.actor, ended.data) == (chief, {"reason": "idle"})

    sign_in(client)
    assert is_in(client)
    assert client.cookies["session_ended"].value == ""


def test_an_administrator_is_signed_out_after_five_minutes(client, chief):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client)
        clock.shift(299)
        assert is_in(client)
        clock.shift(300)
        assert not is_in(client)


def test_work_keeps_the_session_alive_and_polling_does_not(client, chief):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client)
        for _ in range(5):
            clock.shift(200)
            assert is_in(client)
        for _ in range(5):
            clock.shift(60)
            client.post(PING)
            client.get("/toa-soan/account/", headers={"X-Background": "1"})
        assert not is_in(client)


def test_no_session_outlives_twelve_hours(client, chief, settings):
    settings.SESSION_IDLE_ADMIN_S = 3 * 3600
    with time_machine.travel(START, tick=False) as clock:
        client.post(
            "/toa-soan/login/",
            {"username": chief.email, "password": PASSWORD, "remember": "on"},
        )
        for _ in range(5):
            clock.shift(2 * 3600)
            assert is_in(client)
        clock.shift(2 * 3600 - 1)
        assert is_in(client)
        clock.shift(1)
        assert not is_in(client)
    ended = AuditEntry.objects.get(action="security.session_ended")
    assert ended.data == {"reason": "too_long"}


def test_another_password_ends_every_session(client, chief):
    other = Client()
    sign_in(client)
    sign_in(other)

    chief.set_password("Một câu khác dài 2026!")
    chief.save()

    assert not is_in(client)
    page = other.get("/toa-soan/account/", follow=True).content.decode()
    assert WORD in page


def test_closing_an_account_ends_its_sessions(client, chief):
    sign_in(client)
    chief.is_active = False
    chief.save()

    assert not is_in(client)


def test_someone_who_never_signed_in_is_not_told_of_a_session(client, db):
    assert WORD not in client.get("/toa-soan/login/").content.decode()


def test_someone_who_signed_out_is_not_told_of_a_session(client, chief):
    sign_in(client)
    page = client.post("/toa-soan/logout/", follow=True).content.decode()

    assert WORD not in page


def test_reading_twice_in_a_moment_writes_the_session_once(client, chief):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client)
        clock.shift(29)
        client.get("/toa-soan/account/")
        assert client.session["active_at"] == client.session["signed_in_at"]
        clock.shift(1)
        client.get("/toa-soan/account/")
        assert client.session["active_at"] == client.session["signed_in_at"] + 30
