"""A form whose page is too old: what is said, and that nothing is given away."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
ADDRESS = "/toa-soan/account/"


@pytest.fixture
def strict(chief):
    """A browser that sends no token, or a stale one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)
    return client


def test_a_stale_form_is_answered_in_the_house_style_with_a_way_back(strict):
    answer = strict.post(
        ADDRESS, {"a": "điều đã gõ"}, headers={"referer": f"http://testserver{ADDRESS}"}
    )

    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Chưa gửi được" in html
    assert "Mở lại trang rồi gửi lại." in html
    assert f'href="http://testserver{ADDRESS}"' in html
    assert "staff/shell.css" in html
    assert answer.headers["Cache-Control"] == "private, no-store"
    for secret in ("CSRF cookie", "điều đã gõ", "Traceback"):
        assert secret not in html


def test_the_way_back_leads_to_no_other_host(strict):
    answer = strict.post(ADDRESS, headers={"referer": "http://la.example/toa-soan/"})

    assert "la.example" not in answer.content.decode()
    assert reverse("wagtailadmin_home") in answer.content.decode()


def test_a_stale_sign_in_form_gets_the_same_page():
    answer = Client(enforce_csrf_checks=True).post("/toa-soan/login/", {})

    assert answer.status_code == 403
    assert "Chưa gửi được" in answer.content.decode()


def test_a_reader_gets_a_plain_page_without_the_staff_side():
    answer = Client(enforce_csrf_checks=True).post("/tin/", {})

    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Chưa gửi được" in html
    assert "toa-soan" not in html
    assert 'href="/"' in html


def test_a_script_is_answered_in_json(strict):
    answer = strict.post(ADDRESS, headers={"accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json() == {
        "code": "page_stale",
        "message": "Trang mở đã lâu. Tải lại trang rồi gửi lại.",
    }
