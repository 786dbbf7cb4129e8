"""What ffmpeg says of film and sound: how long, how large, how written."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from toasoan.archive import programs
from toasoan.archive.steps.step_errors import StepFailed, StepSkipped

# The first bytes decided what the file is; ffmpeg may not think of a playlist instead,
# which would have it open other files.
READERS = {
    ".mp4": "mov",
    ".mov": "mov",
    ".m4a": "mov",
    ".3gp": "mov",
    ".webm": "matroska",
    ".mkv": "matroska",
    ".avi": "avi",
    ".mts": "mpegts",
    ".aiff": "aiff",
    ".wmv": "asf",
    ".wma": "asf",
    ".amr": "amr",
    ".mp3": "mp3",
    ".ogg": "ogg",
    ".oga": "ogg",
    ".opus": "ogg",
    ".wav": "wav",
    ".flac": "flac",
    ".aac": "aac",
}
READ_S = 60
DECODE_S = 1800
_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d\.\d+)")
_TIME = re.compile(r"time=(\d+):(\d\d):(\d\d\.\d+)")
_STREAM = re.compile(r"Stream #\d+:\d+.*?: (Video|Audio): (\w+)(.*)")
_SIZE = re.compile(r"\b(\d{2,5})x(\d{2,5})\b")
_FPS = re.compile(r"([\d.]+) (?:fps|tbr)")
_TURNED = re.compile(r"rotation of (-?\d+)")


@dataclass
class Facts:
    """What is known of a recording; 0 and "" are what it does not have."""

    duration_ms: int = 0
    width: int = 0
    height: int = 0
    fps: float = 0.0
    video_codec: str = ""
    audio_codec: str = ""


def source_arguments(source: Path) -> list[str]:
    """Return what tells ffmpeg to read the file, and nothing but that file.

    Raises:
        StepSkipped: this machine cannot run ffmpeg.
        StepFailed: the ending is none of film or sound.
    """
    if not programs.ffmpeg():
        raise StepSkipped(_("Máy chủ không chạy được ffmpeg. Nhờ quản trị cài lại"))
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise StepFailed(_("Tệp không phải phim hay âm thanh"))
    return [
        *("-protocol_whitelist", "file,crypto,data"),
        *("-f", reader, "-i", str(source)),
    ]


def facts_read(source: Path) -> Facts:
    """Return the facts of the recording.

    Raises:
        StepFailed: there is neither picture nor sound in it.
    """
    command = [programs.ffmpeg(), "-nostdin", "-hide_banner", *source_arguments(source)]
    # Without an output it says what it sees and ends with an error.
    said = programs.run(command, timeout_s=READ_S, may_fail=True, says_by_error=True)
    facts = facts_parse(said)
    if not facts.video_codec and not facts.audio_codec:
        raise StepFailed(_("Tệp hỏng: không thấy hình hay tiếng bên trong"))
    if not facts.duration_ms:
        facts.duration_ms = _duration_counted(command)
    return facts


def facts_parse(said: str) -> Facts:
    """Return what the words of `ffmpeg -i` tell."""
    facts = Facts(duration_ms=_ms(_DURATION.search(said)))
    for kind, codec, rest in _STREAM.findall(said):
        if kind == "Audio":
            facts.audio_codec = facts.audio_codec or codec
        elif not facts.video_codec and "attached pic" not in rest:
            _picture_facts(facts, codec, rest)
    turned = _TURNED.search(said)
    if turned and int(turned[1]) % 180:
        facts.width, facts.height = facts.height, facts.width
    return facts


def _picture_facts(facts: Facts, codec: str, rest: str) -> None:
    size, fps = _SIZE.search(rest), _FPS.search(rest)
    if size is None:
        return
    facts.video_codec = codec
    facts.width, facts.height = int(size[1]), int(size[2])
    facts.fps = float(fps[1]) if fps else 0.0


def _duration_counted(command: list[str]) -> int:
    """Return the duration of a file that does not say it, as browsers record them."""
    said = programs.run(
        [*command, "-c", "copy", "-f", "null", "-"],
        timeout_s=DECODE_S,
        says_by_error=True,
    )
    times = list(_TIME.finditer(said))
    return _ms(times[-1] if times else None)


def _ms(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    hours, minutes, seconds = match.groups()
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
