import re

import pytest
from django.test import Client

from toasoan.security.headers import READER_CSP, STAFF_CSP, reader_headers
from toasoan.security.tests.test_sign_in import sign_in

READER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
    "object-src 'none'; frame-src "
)


def test_reader_pages_get_exactly_these_headers(settings):
    settings.EMBED_FRAME_HOSTS = ["www.youtube-nocookie.com"]

    assert reader_headers() == {
        "Content-Security-Policy": READER_POLICY + "https://www.youtube-nocookie.com",
        "Permissions-Policy": (
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
            "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def test_without_embeds_nothing_is_framed(settings):
    settings.EMBED_FRAME_HOSTS = []
    assert reader_headers()["Content-Security-Policy"] == READER_POLICY + "'none'"
    assert READER_CSP == READER_POLICY + "'none'"


@pytest.mark.parametrize("policy", [READER_CSP, STAFF_CSP])
def test_nothing_unsafe_is_allowed(policy):
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "script-src 'self';" in policy


def test_https_is_remembered_for_a_year(settings, client, db):
    assert "Strict-Transport-Security" not in reader_headers()
    settings.HTTPS = True
    assert reader_headers()["Strict-Transport-Security"] == "max-age=31536000"
    assert client.get("/tin/")["Strict-Transport-Security"] == "max-age=31536000"


def test_a_reader_page_carries_the_reader_headers(client, db):
    response = client.get("/tin/")

    for name, value in reader_headers().items():
        assert response[name] == value


def test_a_staff_page_carries_the_staff_policy(client, chief, settings):
    settings.EMBED_FRAME_HOSTS = []
    assert client.get("/toa-soan/login/")["Content-Security-Policy"] == STAFF_CSP

    sign_in(client)
    response = client.get("/toa-soan/account/")

    policy = response["Content-Security-Policy"]
    nonce = re.search(r"style-src 'self' 'nonce-([\w-]{24})'; ", policy)[1]
    assert policy.replace(f" 'nonce-{nonce}'", "") == STAFF_CSP
    html = response.content.decode()
    assert re.search(rf'<script src="[^"]*security/start.js" nonce="{nonce}">', html)
    assert "camera=(self)" in response["Permissions-Policy"]


def test_each_staff_page_has_a_new_nonce(client, chief):
    sign_in(client)
    policies = {
        client.get("/toa-soan/account/")["Content-Security-Policy"] for _ in range(3)
    }
    assert len(policies) == 3


def test_a_view_may_be_stricter(db):
    response = Client().get("/toa-soan/thu/rieng/")
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
