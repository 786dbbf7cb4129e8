import gzip
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from toasoan.core.addresses import AddressRefused, may_visit
from toasoan.core.http import ExternalServiceError, fetch
from toasoan.core.redaction import redact_headers, redact_url


class Service(BaseHTTPRequestHandler):
    """Answers by path and remembers what it was asked."""

    seen: list[tuple[str, str, str | None]] = []

    def do_GET(self):
        self.seen.append(
            (self.path, self.headers["Host"], self.headers["Authorization"])
        )
        path = self.path.partition("?")[0].strip("/")
        if path.startswith("to/"):
            self.answer(302, location=path.removeprefix("to/").replace("!", "/"))
        elif path == "loop":
            self.answer(302, location="/loop")
        elif path == "slow":
            time.sleep(1.5)
        elif path == "drip":
            self.drip()
        elif path == "drip-headers":
            self.drip_headers()
        elif path == "bomb":
            self.answer(200, gzip.compress(b"0" * 9_000_000), encoding="gzip")
        else:
            self.answer(int(path) if path.isdigit() else 200, b'{"ok": true}')

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(201, body)

    def answer(self, status, body=b"", location=None, encoding=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def drip_headers(self):
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for n in range(100):
                self.wfile.write(b"X-%d: y\r\n" % n)
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}
    )
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _forget():
    Service.seen.clear()


def names(**addresses):
    return lambda host, port: addresses[host.replace(".", "_")]


LOCAL = {"service_test": ["127.0.0.1"], "other_test": ["127.0.0.1"]}


def get(port, path, **kwargs):
    kwargs = {"allow_private": True, "resolver": names(**LOCAL), **kwargs}
    return fetch("GET", f"http://service.test:{port}/{path}", **kwargs)


def test_an_answer_of_any_status_is_returned(port):
    assert get(port, "x").json() == {"ok": True}
    assert (get(port, "404").status, get(port, "404").ok) == (404, False)
    assert Service.seen[0][1] == f"service.test:{port}"


def test_a_body_is_posted(port):
    answer = fetch(
        "POST", f"http://127.0.0.1:{port}/", allow_private=True, content="tiếng Việt"
    )

    assert (answer.status, answer.text) == (201, "tiếng Việt")


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(404, False), (401, False), (429, True), (500, True), (503, True)],
)
def test_require_ok_says_whether_to_try_again(port, status, retryable):
    with pytest.raises(ExternalServiceError) as caught:
        get(port, f"{status}?access_token=hush").require_ok()

    error = caught.value
    assert (error.status, error.retryable, error.maybe_received) == (
        status,
        retryable,
        True,
    )
    assert error.url_redacted == f"http://service.test:{port}/{status}?access_token=***"
    assert "hush" not in str(error)


def test_private_addresses_are_refused_unless_allowed(port):
    with pytest.raises(AddressRefused) as caught:
        get(port, "x", allow_private=False)

    assert (caught.value.retryable, caught.value.maybe_received) == (False, False)
    assert Service.seen == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(port):
    resolver = names(service_test=["93.184.216.34", "10.0.0.1"])

    with pytest.raises(AddressRefused):
        get(port, "x", allow_private=False, resolver=resolver)


def test_a_redirect_to_a_metadata_address_is_refused_even_where_private_is_allowed(
    port,
):
    with pytest.raises(AddressRefused):
        get(
            port,
            "to/http:!!metadata.test!latest",
            resolver=names(**LOCAL, metadata_test=["169.254.169.254"]),
        )

    assert len(Service.seen) == 1


def test_a_name_that_changes_its_mind_is_judged_at_every_hop(port):
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])

    with pytest.raises(AddressRefused):
        get(port, "to/!x", resolver=lambda *_: next(answers))

    assert len(Service.seen) == 1


def test_the_name_is_looked_up_once_for_each_connection(port):
    calls = []

    def resolver(host, number):
        calls.append((host, number))
        return ["127.0.0.1"]

    get(port, "x", resolver=resolver)

    assert calls == [("service.test", port)]


@pytest.mark.parametrize("location", ["file:!!!etc!passwd", "ftp:!!service.test!x"])
def test_a_redirect_to_another_scheme_is_refused(port, location):
    with pytest.raises(ExternalServiceError) as caught:
        get(port, f"to/{location}")

    assert caught.value.retryable is False


def test_redirects_are_followed_to_a_limit(port):
    assert get(port, "to/!x").ok
    with pytest.raises(ExternalServiceError):
        get(port, "loop", follow_redirects=3)
    assert len(Service.seen) == 2 + 4
    assert get(port, "loop", follow_redirects=0).status == 302


def test_authorization_does_not_follow_to_another_host(port):
    get(
        port, f"to/http:!!other.test:{port}!x", headers={"Authorization": "Bearer hush"}
    )

    assert [entry[2] for entry in Service.seen] == ["Bearer hush", None]


def test_a_body_too_large_is_cut_off_also_when_compressed(port):
    with pytest.raises(ExternalServiceError, match="more than 1000000 bytes"):
        get(port, "bomb", max_bytes=1_000_000)


def test_silence_and_dripping_both_time_out(port):
    for path in ("slow", "drip", "drip-headers"):
        started = time.monotonic()
        with pytest.raises(ExternalServiceError) as caught:
            get(port, path, timeout_s=0.4)
        assert time.monotonic() - started < 1.4
        assert (caught.value.retryable, caught.value.maybe_received) == (True, True)


def test_a_refused_connection_was_surely_not_received():
    with pytest.raises(ExternalServiceError) as caught:
        fetch("GET", "http://127.0.0.1:1/", allow_private=True)

    assert (caught.value.retryable, caught.value.maybe_received) == (True, False)


def test_a_name_no_host_can_have_is_refused_for_good():
    with pytest.raises(ExternalServiceError) as caught:
        fetch("GET", f"http://{'a' * 64}.test/")

    assert (caught.value.retryable, caught.value.maybe_received) == (False, False)


def test_an_unknown_name_may_be_known_later():
    def unknown(host, port):
        raise OSError(-2, "Name or service not known")

    with pytest.raises(ExternalServiceError) as caught:
        fetch("GET", "http://nowhere.test/", resolver=unknown)

    assert caught.value.retryable is True


def test_logs_hold_no_secrets(port, caplog):
    with caplog.at_level(logging.DEBUG):
        get(
            port,
            "bot123:AAHush/send?token=hush",
            headers={"Authorization": "Bearer hush"},
        )
        with pytest.raises(ExternalServiceError):
            fetch("GET", "http://u:hush@127.0.0.1:1/?sig=hush", allow_private=True)

    assert "/bot***/send" in caplog.text
    assert "hush" not in caplog.text.lower()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:p@x.vn:8443/a?b=1#c", "https://x.vn:8443/a?b=1"),
        ("https://x.vn/?access_token=1&q=gia", "https://x.vn/?access_token=***&q=gia"),
        (
            "https://x.vn/?appsecret_proof=1&key=2",
            "https://x.vn/?appsecret_proof=***&key=***",
        ),
        ("https://api.x/bot12:Ab-_c/send", "https://api.x/bot***/send"),
        ("https://api.x/file/bot12%3AAbc/a.jpg", "https://api.x/file/bot***/a.jpg"),
        ("https://x.vn/?sid=1&jwt=2", "https://x.vn/?sid=***&jwt=***"),
        (
            "https://h.x/services/T024BE7LD/B0123/abcdEFGH1234567890abcdef",
            "https://h.x/services/T024BE7LD/B0123/***",
        ),
        (
            "https://x.vn/thu-ngan-sach-muoi-thang-vuot-du-toan-128.html",
            "https://x.vn/thu-ngan-sach-muoi-thang-vuot-du-toan-128.html",
        ),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://x:bad/", "***"),
    ],
)
def test_secrets_are_cut_from_addresses(url, shown):
    assert redact_url(url) == shown


def test_secrets_are_cut_from_headers():
    assert redact_headers({"Authorization": "a", "X-Api-Key": "b", "Accept": "c"}) == {
        "Authorization": "***",
        "X-Api-Key": "***",
        "Accept": "c",
    }


@pytest.mark.parametrize(
    ("address", "public", "with_private"),
    [
        ("93.184.216.34", True, True),
        ("2606:2800:220:1::1", True, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("10.1.2.3", False, True),
        ("192.168.1.1", False, True),
        ("172.16.0.1", False, True),
        ("fd12::1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("::ffff:93.184.216.34", True, True),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("64:ff9b::7f00:1", False, True),
        ("2002:a9fe:a9fe::", False, False),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fd00:ec2::254", False, False),
        ("100.64.0.1", False, False),
        ("100.100.100.200", False, False),
        ("fe80::1", False, False),
        ("fec0::1", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("224.0.0.1", False, False),
        ("ff02::1", False, False),
        ("240.0.0.1", False, False),
        ("255.255.255.255", False, False),
    ],
)
def test_which_addresses_are_visited(address, public, with_private):
    assert may_visit(address) is public
    assert may_visit(address, allow_private=True) is with_private
