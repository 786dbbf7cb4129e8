"""Typed readers of hosts, networks, words and class paths refuse in one line."""

import errno
import socket

import pytest

from toasoan.core.environment import (
    Environment,
    SettingInvalid,
    check_port_free,
    database_from_url,
    exit_when_invalid,
)
from toasoan.core.hosts import is_host_name, site_address


def refusal(read, *arguments):
    with pytest.raises(SettingInvalid) as caught:
        read(*arguments)
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://toasoan:bi-mat@db:năm/toasoan",
        "postgresql://toasoan:bi-mat@db:99999/toasoan",
        "postgresql://toasoan:bi-mat/x@db/toasoan",
        "postgresql://toasoan:bi-mat@[db/toasoan",
    ],
)
def test_a_database_address_that_is_none_is_refused_without_its_password(url):
    text = refusal(database_from_url, url)

    assert text.startswith("DATABASE_URL: máy chủ hoặc cổng không đúng")
    assert "bi-mat" not in text


@pytest.mark.parametrize(
    "name", ["localhost", "tbtc.localhost", "bao-chi.mof.gov.vn", "127.0.0.1"]
)
def test_host_names_are_known(name):
    assert is_host_name(name)


@pytest.mark.parametrize(
    "name", ["", "a b", "a/c", "a..b", "-a.vn", "a-.vn", "báo.vn", "a:80", "x" * 64]
)
def test_what_is_no_host_name_is_known_too(name):
    assert not is_host_name(name)


def test_one_host_and_several_are_read_in_small_letters():
    env = Environment({"A": "Bao.VN", "B": "a.vn, 127.0.0.1,[::1]", "C": "a b/c"})

    assert env.host("A", "") == "bao.vn"
    assert env.hosts("B", "") == ["a.vn", "127.0.0.1", "[::1]"]
    assert "C: 'a b/c' không phải tên máy chủ" in refusal(env.host, "C", "")
    assert "C: 'a b/c'" in refusal(env.hosts, "C", "")


def test_a_list_of_hosts_never_carries_a_policy_of_its_own():
    env = Environment({"A": "x.vn; script-src *", "B": ","})

    assert "'x.vn; script-src *'" in refusal(env.hosts, "A", "")
    assert refusal(env.hosts, "B", "y.vn").startswith("B: ''")


def test_networks_are_addresses_or_networks():
    env = Environment(
        {"A": "10.0.0.5, 10.1.0.0/16, ::1", "B": "abc", "C": "10.0.0.1/8"}
    )

    assert env.networks("A", "") == ["10.0.0.5", "10.1.0.0/16", "::1"]
    assert env.networks("D", "") == []
    assert "B: 'abc' không phải địa chỉ hay mạng" in refusal(env.networks, "B", "")
    assert "C: '10.0.0.1/8'" in refusal(env.networks, "C", "")


def test_a_class_path_names_something_that_is_there():
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    env = Environment(
        {
            "A": smtp,
            "B": "nope.Backend",
            "C": "django.core.mail.Nope",
            "D": "x",
            "E": "a.b;c",
        }
    )

    assert env.dotted_path("A", "") == smtp
    for name in "BCDE":
        assert "không có lớp nào ở đường dẫn này" in refusal(env.dotted_path, name, "")


def test_a_choice_is_one_of_its_words():
    env = Environment({"A": "TLS", "B": "ssl"})

    assert env.choice("A", "no", ["tls", "no"]) == "tls"
    assert refusal(env.choice, "B", "no", ["tls", "no"]) == "B='ssl': ghi tls hoặc no"


def test_a_bad_line_of_the_env_file_is_named_by_its_number_only(tmp_path):
    path = tmp_path / ".env"
    path.write_text("A=1\nmat-khau-la-gi\n", "utf-8")

    text = refusal(Environment.from_process, path)

    assert text == ".env dòng 2: ghi TÊN=giá trị"


def test_an_env_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff\xfe")

    assert refusal(Environment.from_process, path) == ".env: không phải văn bản UTF-8"


def test_a_host_without_address_is_not_called_a_busy_port(monkeypatch):
    def unknown(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert refusal(check_port_free, 8000, "not.a.host") == (
        "TOASOAN_BIND='not.a.host': không tìm thấy địa chỉ nào mang tên này"
    )


def test_an_address_of_another_machine_is_not_called_a_busy_port():
    assert refusal(check_port_free, 0, "192.0.2.1") == (
        "TOASOAN_BIND='192.0.2.1': máy này không có địa chỉ ấy"
    )


def test_an_address_of_a_kind_this_machine_lacks_is_not_called_a_busy_port(monkeypatch):
    def no_ipv6(*_args, **_kwargs):
        raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")

    monkeypatch.setattr(socket, "getaddrinfo", no_ipv6)

    assert "máy này không có địa chỉ ấy" in refusal(check_port_free, 8000, "::1")


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_a_port_of_the_ipv6_loopback_that_is_taken_is_called_busy():
    try:
        taken = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with taken:
        port = taken.getsockname()[1]
        assert f"Cổng {port} đang có chương trình khác" in refusal(
            check_port_free, port, "::1"
        )
    check_port_free(port, "::1")


def test_a_wrong_setting_ends_the_process_with_one_line():
    with pytest.raises(SystemExit) as ended, exit_when_invalid():
        raise SettingInvalid("A='x': ghi yes hoặc no")

    assert ended.value.code == "toasoan: A='x': ghi yes hoặc no"


def test_what_else_the_system_says_is_passed_on(monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(socket, "getaddrinfo", broken)

    assert "Too many open files" in refusal(check_port_free, 8000, "127.0.0.1")


@pytest.mark.parametrize(
    ("port", "https", "address"),
    [
        (8000, False, "http://bao.vn:8000"),
        (80, False, "http://bao.vn"),
        (443, True, "https://bao.vn"),
        (8443, True, "https://bao.vn:8443"),
    ],
)
def test_the_usual_port_is_left_out_of_an_address(port, https, address):
    assert site_address("bao.vn", port, https=https) == address
