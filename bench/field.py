"""Filing from the field: twenty photos over a connection that breaks ten times."""

import base64
import hashlib
import io
import os
import re
import shutil
import socket
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from bench.asking import Answer
from bench.corpora import UNIT, bare_open
from bench.figures import Figure
from bench.house import House
from bench.run import Run
from bench.scratch import module_run

PHOTOS, CUTS = 20, 10
PHOTO_BYTES = 5 * 1024 * 1024
CHUNK = 2 * 1024 * 1024
EMAIL, PASSWORD = f"thu.ha@{UNIT}.vidu.vn", "Toa-soan-thu-2026"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Phone:
    """A signed-in reporter's phone, and how often its connection broke."""

    house: House
    cookies: dict[str, str] = field(default_factory=dict)
    cuts: int = 0

    def sign_in(self) -> None:
        """Leave a session in the cookies."""
        token = TOKEN.search(self.ask("GET", "/toa-soan/login/").body.decode())
        if token is None:
            raise RuntimeError("no sign-in form")
        form = {
            "username": EMAIL,
            "password": PASSWORD,
            "csrfmiddlewaretoken": token[1],
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.ask("POST", "/toa-soan/login/", urlencode(form).encode(), kind)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Return the answer to one request of the session."""
        asker = self.house.asker()
        answer = asker.ask(method, path, body=body, headers=self.headers(headers))
        asker.close()
        self.cookies |= answer.cookies
        return answer

    def headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        """Return the headers of every request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        token = self.cookies.get("csrftoken", "")
        tus = {"Tus-Resumable": "1.0.0"}
        return {"Cookie": cookies, "X-CSRFToken": token, **tus, **(more or {})}

    def send(self, data: bytes, cuts: int) -> str:
        """Send one photo, broken off so often, and have it kept; return its key."""
        key = str(uuid.uuid4())
        told = {"id": key, "unit": UNIT, "kind": "photo", "filename": f"{key}.jpg"}
        told["sha256"] = hashlib.sha256(data).hexdigest()
        words = ",".join(f"{k} {_coded(v)}" for k, v in told.items())
        created = self.ask(
            "POST",
            "/toa-soan/tai-len/",
            b"",
            {"Upload-Length": str(len(data)), "Upload-Metadata": words},
        )
        path = created.headers["location"]
        at = 0
        while at < len(data):
            if cuts:
                cuts -= 1
                self._cut(path, at, data[at : at + CHUNK])
                at = self._asked(path)
                continue
            at = self._patch(path, at, data[at : at + CHUNK])
        body = b'{"credit": "Thu H\\u00e0", "usage": "staff"}'
        kept = self.ask("POST", f"/hien-truong/tep/{key}/", body)
        if kept.status != 200:
            raise RuntimeError(f"not kept: {kept.status} {kept.body[:300]!r}")
        return key

    def _patch(self, path: str, at: int, piece: bytes) -> int:
        kind = {"Content-Type": "application/offset+octet-stream"}
        answer = self.ask("PATCH", path, piece, {"Upload-Offset": str(at), **kind})
        if answer.status in {409, 503}:
            time.sleep(0.05)  # what was cut off is still being written
            return self._asked(path)
        return int(answer.headers["upload-offset"])

    def _asked(self, path: str) -> int:
        return int(self.ask("HEAD", path).headers["upload-offset"])

    def _cut(self, path: str, at: int, piece: bytes) -> None:
        """Send nine tenths of a piece, then let the connection go."""
        headers = self.headers({"Upload-Offset": str(at), "Host": "localhost"})
        headers["Content-Type"] = "application/offset+octet-stream"
        headers["Content-Length"] = str(len(piece))
        lines = [f"PATCH {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        with socket.create_connection(("127.0.0.1", self.house.port), 20) as raw:
            raw.sendall("\r\n".join([*lines, "", ""]).encode())
            raw.sendall(piece[: len(piece) * 9 // 10])
            time.sleep(0.05)
        self.cuts += 1


def measure(run: Run) -> list[Figure]:
    """Return how fast the photos arrive against a plain copy, and how many are the same."""
    count, cuts = run.often(PHOTOS, 4), run.often(CUTS, 3)
    with bare_open() as house:
        module_run(house.env, "manage", "demo_load", "--people-only")
        house.start(["web"])
        phone = Phone(house)
        phone.sign_in()
        photos = _photos(count)
        began = time.perf_counter()
        for number, data in enumerate(photos):
            phone.send(data, cuts // count + (number < cuts % count))
        seconds = time.perf_counter() - began
        same = _same(house.folder, photos)
        copied = _copy_seconds(house.folder, photos)
    megabytes = sum(map(len, photos)) / 1e6
    note = f"{count} photos, {megabytes:.0f} MB, {phone.cuts} cuts"
    return [
        Figure(
            measure="field_upload",
            value=megabytes / seconds,
            unit="MB/s",
            yardstick=megabytes / copied,
            yardstick_of="copying the same files on the same disk, each synced",
            goal=None,
            goal_is_least=True,
            goal_on_ratio=True,
            note=note,
        ),
        Figure(
            measure="field_identical",
            value=same,
            unit="files",
            yardstick=count,
            yardstick_of="files sent",
            goal=count,
            goal_is_least=True,
            note=f"sha256 of the archive's originals; {note}",
        ),
    ]


def _coded(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


def _photos(count: int) -> list[bytes]:
    """Return real pictures of five megabytes, each its own."""
    picture = Image.effect_noise((2000, 1400), 80).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    start = out.getvalue()
    # Behind its end a JPEG may carry anything, as phones do.
    return [
        start + hashlib.shake_256(bytes([n])).digest(PHOTO_BYTES - len(start))
        for n in range(count)
    ]


def _same(folder: Path, photos: list[bytes]) -> int:
    """Return of how many the archive's original has the same sha256."""
    sums = {hashlib.sha256(data).hexdigest() for data in photos}
    found = (folder / "files" / "originals").rglob("*.jpg")
    return len(sums & {hashlib.sha256(path.read_bytes()).hexdigest() for path in found})


def _copy_seconds(folder: Path, photos: list[bytes]) -> float:
    source, target = folder / "from", folder / "to"
    for place in (source, target):
        place.mkdir()
    for number, data in enumerate(photos):
        (source / str(number)).write_bytes(data)
    began = time.perf_counter()
    for path in sorted(source.iterdir()):
        with path.open("rb") as read, (target / path.name).open("wb") as written:
            shutil.copyfileobj(read, written)
            written.flush()
            os.fsync(written.fileno())
    return time.perf_counter() - began
