"""Files of many kinds, each like no other, some of them broken."""

import io
import random
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from toasoan.archive import programs
from toasoan.archive.tests.media_material import docx_bytes, pdf_bytes

# Every so many files there is one of these; all others are pictures.
FILM_EVERY, SOUND_EVERY, PAPER_EVERY, BROKEN_EVERY = 97, 61, 23, 19


@dataclass(frozen=True)
class Sent:
    """One file on its way.

    Attributes:
        name: like no other.
        data: what is in it.
        is_good: whether the archive should keep it.
    """

    name: str
    data: bytes
    is_good: bool = True


def files_make(count: int, dice: random.Random) -> list[Sent]:
    """Return so many files; the first few are one of each kind."""
    return [_file(number, dice) for number in range(count)]


def zipped(files: list[Sent]) -> bytes:
    """Return a ZIP of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for each in files:
            bundle.writestr(f"goi/{each.name}", each.data)
    return out.getvalue()


def _file(number: int, dice: random.Random) -> Sent:
    name = f"{number:04}"
    if programs.ffmpeg() and number % FILM_EVERY == 1:
        film = _recording(number, "mp4", "testsrc=s=160x120:d=1")
        return Sent(f"{name}.mp4", film)
    if programs.ffmpeg() and number % SOUND_EVERY == 2:
        sound = _recording(number, "mp3", f"sine=d=1:f={300 + number}")
        return Sent(f"{name}.mp3", sound)
    if number % PAPER_EVERY == 3:
        return _paper(number, name)
    return _photo(number, name, dice)


def _paper(number: int, name: str) -> Sent:
    text = f"Giay so {number} cua toa soan"
    if number % 2:
        return Sent(f"{name}.pdf", pdf_bytes(text))
    return Sent(f"{name}.docx", docx_bytes(text))


def _photo(number: int, name: str, dice: random.Random) -> Sent:
    picture = _picture(number, dice)
    if number % BROKEN_EVERY == 4:
        return Sent(f"{name}.jpg", picture[: len(picture) // 2], is_good=False)
    if number % BROKEN_EVERY == 5:
        return Sent(f"{name}.jpg", b"MZ" + picture, is_good=False)
    return Sent(f"{name}.jpg", picture)


def _picture(number: int, dice: random.Random) -> bytes:
    """Return a picture of coarse spots, which no other one resembles."""
    spots = Image.frombytes("RGB", (9, 6), dice.randbytes(9 * 6 * 3))
    out = io.BytesIO()
    spots.resize((360, 240 + number % 7), Image.Resampling.BICUBIC).save(out, "JPEG")
    return out.getvalue()


def _recording(number: int, kind: str, source: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        subprocess.run(
            [
                programs.ffmpeg(),
                *("-loglevel", "error", "-f", "lavfi", "-i", source),
                *("-metadata", f"title=So {number}", str(path)),
            ],
            check=True,
        )
        return path.read_bytes()
