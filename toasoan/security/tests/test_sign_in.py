import unicodedata
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from toasoan.security import services
from toasoan.security.errors import SignInLocked
from toasoan.security.models import AuditEntry, SignInCounter, User
from toasoan.security.selectors import sign_in_locked_until
from toasoan.security.tests.conftest import PASSWORD

PAGE = "/toa-soan/login/"
WRONG = "Thư điện tử hoặc mật khẩu không đúng. Nhập lại."
LOCKED = "Tạm khóa đăng nhập đến"


def sign_in(client, email="chief@example.vn", password=PASSWORD, **headers):
    return client.post(PAGE, {"username": email, "password": password}, **headers)


def answer(response):
    return response.context["form"].non_field_errors()[0]


def actions():
    return list(
        AuditEntry.objects.order_by("sequence").values_list("action", flat=True)
    )


def test_the_right_password_opens_the_house(client, chief):
    response = sign_in(client, "Chief@Example.VN")

    assert (response.status_code, response["Location"]) == (302, "/toa-soan/")
    assert actions() == ["security.user_created", "security.signed_in"]
    entry = AuditEntry.objects.get(action="security.signed_in")
    assert (entry.actor, entry.ip) == (chief, "127.0.0.1")


def test_the_page_allows_password_managers(client, db):
    html = client.get(PAGE).content.decode()

    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert 'autocomplete="off"' not in html
    assert "onpaste" not in html
    assert "<script>" not in html
    assert "style=" not in html


def test_signing_in_gets_a_new_session_key(client, chief):
    client.session.save()
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client)

    assert client.session.session_key != before


def test_five_wrong_passwords_close_the_account_for_fifteen_minutes(client, chief):
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        for _ in range(4):
            assert answer(sign_in(client, password="sai")) == WRONG
        fifth = answer(sign_in(client, password="sai"))
        assert fifth == (
            "Tạm khóa đăng nhập đến 08:15, 23/11/2026 vì sai mật khẩu nhiều lần. "
            "Chờ đến giờ đó hoặc nhờ người quản trị mở khóa."
        )
        assert answer(sign_in(client)) == fifth  # the right one does not help now

        clock.shift(15 * 60 - 1)
        assert answer(sign_in(client)) == fifth
        clock.shift(1)
        assert sign_in(client).status_code == 302
    assert actions().count("security.sign_in_failed") == 5
    locked = AuditEntry.objects.get(action="security.sign_in_locked")
    assert locked.target_label == "chief@example.vn"
    assert locked.data["kind"] == "account"
    assert not SignInCounter.objects.filter(kind="account").exists()


def test_each_lock_lasts_twice_as_long_up_to_a_day(chief, settings):
    settings.SIGN_IN_LIMIT_ADDRESS = 10_000
    lengths = []
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        for _ in range(9):
            for _attempt in range(5):
                sign_in(Client(), password="sai")
            until = sign_in_locked_until(email=chief.email, address=None)
            lengths.append((until - timezone.now()) / timedelta(minutes=1))
            clock.move_to(until)
    assert lengths == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_wrong_passwords_far_apart_do_not_close_the_account(chief):
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        for _ in range(4):
            sign_in(Client(), password="sai")
        clock.shift(15 * 60 + 1)
        for _ in range(4):
            assert answer(sign_in(Client(), password="sai")) == WRONG


def test_the_lock_cannot_be_dodged_by_another_spelling(db):
    User.objects.create_superuser("hà.k@example.vn", PASSWORD, full_name="Hà")
    spellings = [
        "HÀ.K@EXAMPLE.VN",
        unicodedata.normalize("NFD", "hà.k@example.vn"),
        " hà.k@example.vn ",
        "hà.\u212a@example.vn",  # the Kelvin sign lowers to k
        "Hà.K@example.VN",
    ]
    answers = [answer(sign_in(Client(), email, "sai")) for email in spellings]

    assert answers[:4] == [WRONG] * 4
    assert answers[4].startswith(LOCKED)
    assert answer(sign_in(Client(), "hà.k@example.vn")).startswith(LOCKED)
    assert SignInCounter.objects.filter(kind="account").count() == 1


def test_nobody_learns_whether_an_account_exists(chief):
    User.objects.create_superuser(
        "nghi@example.vn", PASSWORD, full_name="Đã nghỉ", is_active=False
    )
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False):
        known, unknown, closed = (
            [answer(sign_in(Client(), email, password)) for _ in range(6)]
            for email, password in (
                ("chief@example.vn", "sai"),
                ("khongco@example.vn", "sai"),
                ("nghi@example.vn", PASSWORD),
            )
        )
    assert known == unknown == closed
    assert known[0] == WRONG
    assert known[5].startswith(LOCKED)


def test_an_unknown_address_is_hashed_like_a_known_one(client, chief, monkeypatch):
    hashed = []
    original = User.set_password
    monkeypatch.setattr(
        User,
        "set_password",
        lambda self, raw: hashed.append(raw) or original(self, raw),
    )

    sign_in(client, "khongco@example.vn", "sai mật khẩu")

    assert hashed == ["sai mật khẩu"]


def test_what_was_typed_for_an_unknown_address_is_not_kept(client, db):
    sign_in(client, "Mật khẩu của tôi 2026", "sai")

    entry = AuditEntry.objects.get()
    assert entry.action == "security.sign_in_failed"
    assert (entry.target_label, entry.data) == ("", {"known": False})
    assert not SignInCounter.objects.filter(key__contains="2026").exists()


def test_one_network_address_cannot_try_many_accounts(chief, settings):
    settings.SIGN_IN_LIMIT_ADDRESS = 6
    answers = [
        answer(sign_in(Client(), f"nguoi{n}@example.vn", "sai")) for n in range(6)
    ]
    assert answers[4] == WRONG
    assert answers[5].startswith(LOCKED)

    assert answer(sign_in(Client())).startswith(LOCKED)
    elsewhere = sign_in(Client(), REMOTE_ADDR="198.51.100.9")
    assert elsewhere.status_code == 302


def test_neighbours_in_one_ipv6_network_count_together(chief, settings):
    settings.SIGN_IN_LIMIT_ADDRESS = 5
    for n in range(5):
        sign_in(Client(), f"n{n}@example.vn", "sai", REMOTE_ADDR=f"2001:db8::{n}")

    assert answer(sign_in(Client(), REMOTE_ADDR="2001:db8::99")).startswith(LOCKED)
    assert sign_in(Client(), REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_a_colleague_signing_in_does_not_forgive_the_network(chief, settings):
    settings.SIGN_IN_LIMIT_ADDRESS = 5
    for n in range(4):
        sign_in(Client(), f"n{n}@example.vn", "sai")
        assert sign_in(Client()).status_code == 302

    assert answer(sign_in(Client(), "n9@example.vn", "sai")).startswith(LOCKED)


def test_a_client_cannot_invent_its_address(chief, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    sign_in(Client(), password="sai", HTTP_X_FORWARDED_FOR="10.9.9.9, 203.0.113.5")
    entry = AuditEntry.objects.get(action="security.sign_in_failed")
    assert entry.ip == "203.0.113.5"

    settings.TRUSTED_PROXIES = []
    sign_in(Client(), password="sai", HTTP_X_FORWARDED_FOR="203.0.113.6")
    assert AuditEntry.objects.latest("sequence").ip == "127.0.0.1"


def test_an_administrator_opens_a_locked_account(chief, ha, capsys):
    for _ in range(5):
        sign_in(Client(), password="sai")

    call_command("user_unlock", "CHIEF@example.vn")
    assert capsys.readouterr().out == "CHIEF@example.vn may try again.\n"
    assert sign_in(Client()).status_code == 302
    assert "security.user_unlocked" in actions()

    call_command("user_unlock", "chief@example.vn")
    assert capsys.readouterr().out == "chief@example.vn was not locked.\n"
    assert actions().count("security.user_unlocked") == 1


def test_many_guesses_at_once_are_not_more_guesses(in_threads):
    def guess():
        try:
            services.sign_in_begin(email="ha@example.vn", address=None)
        except SignInLocked:
            return "refused"
        return "tried"

    results = in_threads(*[guess] * 12)

    assert sorted(results) == ["refused"] * 7 + ["tried"] * 5


def test_old_counters_are_removed_and_living_locks_kept(db):
    services.sign_in_begin(email="cu@example.vn", address=None)
    SignInCounter.objects.update(window_started_at=timezone.now() - timedelta(days=2))
    services.sign_in_begin(email="moi@example.vn", address=None)

    assert services.sign_in_counters_prune() == 1
    assert SignInCounter.objects.count() == 1


def test_a_mailbox_is_not_flooded_and_nobody_learns_whose_it_is(chief):
    sent = [
        Client().post("/toa-soan/password_reset/", {"email": email})["Location"]
        for email in ["chief@example.vn"] * 5 + ["khongco@example.vn"]
    ]

    assert set(sent) == {"/toa-soan/password_reset/done/"}
    assert [message.to for message in mail.outbox] == [["chief@example.vn"]] * 3


def test_signing_out_is_written_down(client, chief):
    sign_in(client)
    client.post("/toa-soan/logout/")

    assert actions()[-1] == "security.signed_out"


@pytest.mark.parametrize("field", ["username", "password"])
def test_an_empty_field_is_not_counted(client, chief, field):
    given = {"username": "chief@example.vn", "password": PASSWORD, field: ""}
    client.post(PAGE, given)

    assert not SignInCounter.objects.exists()
