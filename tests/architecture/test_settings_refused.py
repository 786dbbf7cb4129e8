"""The settings module as a process loads it: what is derived, and what is refused.

A wrong value is one line that names the setting, and exit code 1.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "WAGTAILADMIN_BASE_URL",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
)
SHOW = (
    "import json, config.settings.base as s;"
    f"print(json.dumps({{n: getattr(s, n) for n in {NAMES!r}}}))"
)


def load(tmp_path, **given):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TOASOAN_")}
    clean.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env={
            **clean,
            "TOASOAN_DATA_DIR": str(tmp_path),
            "TOASOAN_SECRET_KEY": "only-for-tests",
            **given,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def loaded(tmp_path, **given):
    done = load(tmp_path, **given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://toasoan:bi-mat@db:năm/toasoan"),
        ("TOASOAN_TRUSTED_PROXIES", "abc"),
        ("TOASOAN_EMAIL_BACKEND", "nope.Backend"),
        ("TOASOAN_DOMAIN", "a b/c"),
        ("TOASOAN_STAFF_HOSTS", "http://bao.vn"),
        ("TOASOAN_EMBED_FRAME_HOSTS", "x.vn; script-src *"),
        ("TOASOAN_SMTP_HOST", "smtp://mail.vn"),
        ("TOASOAN_SMTP_PORT", "hai lăm"),
        ("TOASOAN_SMTP_TLS", "có"),
        ("TOASOAN_SMTP_PASSWORD", "bi-mat"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(tmp_path, name, value):
    done = load(tmp_path, **{name: value})

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("toasoan: ")
    assert name in done.stderr
    assert "bi-mat" not in done.stderr


def test_links_in_mails_lead_to_the_staff_host_as_the_staff_type_it(tmp_path):
    at_home = loaded(tmp_path)
    behind_a_proxy = loaded(
        tmp_path,
        TOASOAN_STAFF_HOSTS="toasoan.mof.gov.vn,localhost",
        TOASOAN_HTTPS="yes",
        TOASOAN_PUBLIC_PORT="443",
    )

    assert at_home["WAGTAILADMIN_BASE_URL"] == "http://localhost:8000"
    assert behind_a_proxy["WAGTAILADMIN_BASE_URL"] == "https://toasoan.mof.gov.vn"


def test_mail_goes_to_the_terminal_until_a_mail_server_is_named(tmp_path):
    assert loaded(tmp_path)["EMAIL_BACKEND"] == (
        "django.core.mail.backends.console.EmailBackend"
    )


@pytest.mark.parametrize(
    ("tls", "port", "use_tls", "use_ssl"),
    [("starttls", 587, True, False), ("tls", 465, False, True)],
)
def test_a_mail_server_is_spoken_to_over_its_usual_encrypted_port(
    tmp_path, tls, port, use_tls, use_ssl
):
    found = loaded(
        tmp_path,
        TOASOAN_SMTP_HOST="mail.mof.gov.vn",
        TOASOAN_SMTP_TLS=tls,
        TOASOAN_SMTP_USER="toasoan",
        TOASOAN_SMTP_PASSWORD="bi-mat",
    )

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.mof.gov.vn", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (use_tls, use_ssl)


def test_a_mail_password_never_leaves_unencrypted(tmp_path):
    done = load(
        tmp_path,
        TOASOAN_SMTP_HOST="mail.vn",
        TOASOAN_SMTP_TLS="no",
        TOASOAN_SMTP_USER="toasoan",
        TOASOAN_SMTP_PASSWORD="bi-mat",
    )

    assert done.returncode == 1
    assert "TOASOAN_SMTP_TLS" in done.stderr
    assert "bi-mat" not in done.stderr


@pytest.mark.parametrize("module", ["tools.start", "tools.start.venv"])
def test_an_old_python_is_named_in_one_line(module):
    old = (
        "import runpy, sys; sys.version_info = (3, 9, 2);"
        f"runpy.run_module({module!r}, run_name='__main__')"
    )

    done = subprocess.run(
        [sys.executable, "-c", old],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.9 quá cũ: Toasoan cần Python 3.11 trở lên. "
        "Cài bằng: sudo apt install python3.11 python3.11-venv\n"
    )
