"""A mail server of a house outside, as strict as RFC 9051 about the commands it knows.

It speaks TLS with a certificate of its own, knows one person and a few folders, and answers
BAD to whatever breaks the grammar or comes in the wrong state. What it was told is kept.
"""

import base64
import ipaddress
import re
import socket
import ssl
import threading
from datetime import date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from toasoan.core import clock

USER, PASSWORD = "kho@hq.vn", 'Mật "khẩu\\ lạ'
TAGGED = re.compile(r"([A-Za-z0-9]+) (UID )?([A-Z]+)(?: (.*))?\Z")
QUOTED = r'"((?:[^"\\\r\n]|\\["\\])*)"'
LOGIN = re.compile(rf"{QUOTED} {QUOTED}")
SEARCH = re.compile(
    r"UID ([1-9]\d*):\* SINCE "
    r"(\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{4})"
)
FETCH = re.compile(r"([1-9]\d*) \((RFC822\.SIZE|BODY\.PEEK\[(?:HEADER)?\])\)")


def certificate_make(folder):
    """Write a key and a certificate for 127.0.0.1; return the path of both."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=4000))
        .not_valid_after(now + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "may-thu.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class ImapHouse:
    """The server; `letters` are (UID, day of arrival, bytes) of the folder INBOX."""

    def __init__(self, certificate):
        self.letters = []
        self.uid_validity = 7
        self.capabilities = "IMAP4rev1 AUTH=PLAIN"
        # What it does wrong: drop after so many fetched bodies, never answer, lie.
        self.drop_after = None
        self.is_mute = False
        self.lie = None
        self.asked = []
        self._certificate = certificate
        self._bodies = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._is_open = True

    @property
    def port(self):
        return self._door.getsockname()[1]

    def put(self, data, *, uid=None, day=None):
        uid = uid or max((each[0] for each in self.letters), default=0) + 1
        self.letters.append((uid, day or date(2026, 11, 29), data))
        return uid

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._is_open = False
        # Wake the thread that waits for a guest.
        socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._thread.join(5)
        self._door.close()

    def _serve(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        while self._is_open:
            raw, _guest = self._door.accept()
            raw.settimeout(5)
            try:
                with context.wrap_socket(raw, server_side=True) as line:
                    Talk(self, line).go()
            except OSError:
                pass
            finally:
                raw.close()


class Talk:
    """One guest's visit."""

    def __init__(self, house, line):
        self.house, self.line = house, line
        self.state = "not authenticated"
        self.is_over = False

    def go(self):
        if self.house.is_mute:
            self.line.recv(1)
            return
        self.say(f"* OK [CAPABILITY {self.house.capabilities}] xin chao")
        with self.line.makefile("rb") as lines:
            self.lines = lines
            while not self.is_over and (said := lines.readline()):
                self.hear(said)

    def say(self, text, data=b""):
        self.line.sendall(text.encode() + data + b"\r\n")

    def hear(self, said):
        assert said.endswith(b"\r\n"), said
        text = said[:-2].decode("ascii")
        self.house.asked.append(re.sub(r"LOGIN .*", "LOGIN ***", text))
        found = TAGGED.fullmatch(text)
        if found is None:
            self.say("* BAD no command")
            return
        tag, by_uid, command, words = found.groups()
        do = getattr(self, f"do_{'uid_' if by_uid else ''}{command.lower()}", None)
        answer = do(words or "") if do else "BAD unknown"
        if answer:
            # RFC 9051 section 9, resp-text: some text stands behind the word.
            self.say(f"{tag} {answer if ' ' in answer else f'{answer} done'}")

    def do_capability(self, words):
        if words:
            return "BAD"
        self.say(f"* CAPABILITY {self.house.capabilities}")
        return "OK"

    def do_login(self, words):
        found = LOGIN.fullmatch(words)
        if self.state != "not authenticated" or found is None:
            return "BAD"
        user, password = (re.sub(r"\\(.)", r"\1", each) for each in found.groups())
        return self._enter(user, password)

    def do_authenticate(self, words):
        if self.state != "not authenticated" or words != "PLAIN":
            return "BAD"
        self.say("+ ")
        said = base64.b64decode(self.lines.readline().strip(), validate=True)
        _nobody, user, password = said.decode("utf-8").split("\0")
        return self._enter(user, password)

    def _enter(self, user, password):
        if (user, password) != (USER, PASSWORD):
            return "NO [AUTHENTICATIONFAILED] wrong"
        self.state = "authenticated"
        return "OK"

    def do_examine(self, words):
        found = re.fullmatch(QUOTED, words)
        if self.state == "not authenticated" or found is None:
            return "BAD"
        if found[1] != "INBOX":
            self.state = "authenticated"
            return "NO [NONEXISTENT] no such folder"
        self.state = "selected"
        self.say(f"* {len(self.house.letters)} EXISTS")
        self.say("* FLAGS (\\Seen)")
        self.say(f"* OK [UIDVALIDITY {self.house.uid_validity}] ok")
        return "OK [READ-ONLY] done"

    def do_uid_search(self, words):
        found = SEARCH.fullmatch(words)
        if self.state != "selected" or found is None:
            return "BAD"
        since = datetime.strptime(found[2], "%d-%b-%Y").date()  # noqa: DTZ007
        known = sorted(uid for uid, _day, _data in self.house.letters)
        least = int(found[1])
        # RFC 9051 section 9: "*" is the largest, and a range may be written backwards.
        low, high = sorted((least, known[-1] if known else least))
        hits = [
            str(uid)
            for uid, day, _data in sorted(self.house.letters)
            if low <= uid <= high and day >= since
        ]
        self.say(" ".join(["* SEARCH", *hits]))
        return "OK"

    def do_uid_fetch(self, words):
        found = FETCH.fullmatch(words)
        if self.state != "selected" or found is None:
            return "BAD"
        uid, part = int(found[1]), found[2]
        data = next((each[2] for each in self.house.letters if each[0] == uid), None)
        if data is None:
            return "OK nothing"
        # A server may speak of other letters at any time.
        self.say("* 1 FETCH (FLAGS (\\Seen) UID 99999)")
        if part == "RFC822.SIZE":
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)})")
            return "OK"
        return self._body(uid, part, data)

    def _body(self, uid, part, data):
        house = self.house
        house._bodies += 1
        if house.drop_after is not None and house._bodies > house.drop_after:
            self.say(f"* 1 FETCH (UID {uid} BODY[] {{{len(data)}}}", b"\r\nFrom: ")
            self.is_over = True
            return ""
        if "HEADER" in part:
            data = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        size = house.lie or len(data)
        self.say(f"* 1 FETCH (UID {uid} BODY[] {{{size}}}", b"\r\n" + data + b")")
        return "OK"

    def do_logout(self, words):
        self.say("* BYE")
        self.is_over = True
        return "OK" if not words else "BAD"
