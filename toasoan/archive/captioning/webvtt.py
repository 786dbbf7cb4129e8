"""Captions as they come, WebVTT or SRT, become WebVTT that holds nothing else.

The form is the W3C's (https://www.w3.org/TR/webvtt1/, sections 4.1 to 4.3). Notes, styles
and regions are left out: the player's own look is the house's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _

from toasoan.archive.errors import MEGABYTE, FileRefused, FileTooLarge
from toasoan.core.text import nfc

LARGEST = MEGABYTE
ARROW = "-->"
LEFT_OUT = ("NOTE", "STYLE", "REGION")
TIME = r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s+(.*))?")
SETTING = re.compile(r"(?:vertical|line|position|size|align):[A-Za-z0-9%.,-]+")
KEPT_TAG = re.compile(
    r"</?(?:c|i|b|u|ruby|rt)(?:\.[\w-]+)*>"
    r"|</?(?:v|lang)(?:\.[\w-]+)*(?:[ \t][^<>&]*)?>"
    r"|<(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}>"
)
ANY_TAG = re.compile(r"</?[A-Za-z0-9][^<>]*>")


class CaptionsRefused(FileRefused):
    """The file is no captions; the sentence says which line, and what to do."""

    code = "captions_refused"


@dataclass(frozen=True)
class CaptionsRead:
    """Captions as WebVTT, and what is said in them."""

    vtt: str
    spoken: str


def captions_read(content: bytes, *, is_srt: bool) -> CaptionsRead:
    """Return the captions of the file.

    Raises:
        FileTooLarge: it is larger than 1 MB.
        CaptionsRefused: it is not UTF-8, or a line of it is wrong, or nothing is said.
    """
    if len(content) > LARGEST:
        raise FileTooLarge(len(content), LARGEST)
    lines = _lines(content)
    start = 0 if is_srt else _head_end(lines)
    cues, spoken = [], []
    for number, block in _blocks(lines, start):
        if not is_srt and block[0].split(maxsplit=1)[0] in LEFT_OUT:
            continue
        timing, said = _cue(number, block)
        if not said:
            continue
        cues.append(f"{timing}\n{said}\n")
        spoken.append(unescape(ANY_TAG.sub("", said)))
    if not cues:
        raise CaptionsRefused(
            _("Tệp không có lời nào. Xuất lại phụ đề từ phần mềm dựng rồi tải lại")
        )
    return CaptionsRead("WEBVTT\n\n" + "\n".join(cues), "\n".join(spoken))


def _lines(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CaptionsRefused(
            _("Dòng %(line)d: chữ không phải UTF-8. Lưu lại tệp dạng UTF-8 rồi tải lại")
            % {"line": line}
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return nfc(text).split("\n")


def _head_end(lines: list[str]) -> int:
    """Return the line at which the cues may begin."""
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise CaptionsRefused(
            _("Dòng 1: thiếu chữ WEBVTT. Thêm WEBVTT vào đầu tệp rồi tải lại")
        )
    for number, line in enumerate(lines[1:], 1):
        if not line.strip() or ARROW in line:
            return number
    return len(lines)


def _blocks(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines[start:], ""], start + 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, block: list[str]) -> tuple[str, str]:
    """Return the line of times and the words of the cue."""
    at = 0 if ARROW in block[0] else 1
    match = TIMING.fullmatch(block[at]) if at < len(block) else None
    line = {"line": number + min(at, len(block) - 1)}
    if match is None:
        raise CaptionsRefused(
            _(
                "Dòng %(line)d: giờ không đúng dạng 00:00:01.000 --> 00:00:03.000. "
                "Sửa dòng ấy rồi tải lại"
            )
            % line
        )
    begins, ends = _ms(match.groups()[:4]), _ms(match.groups()[4:8])
    if ends <= begins:
        raise CaptionsRefused(
            _("Dòng %(line)d: lời kết thúc trước khi bắt đầu. Sửa giờ rồi tải lại")
            % line
        )
    for more, text in enumerate(block[at + 1 :], number + at + 1):
        if ARROW in text:
            raise CaptionsRefused(
                _("Dòng %(line)d: thiếu dòng trống trước lời này. Thêm rồi tải lại")
                % {"line": more}
            )
    settings = [s for s in (match[9] or "").split() if SETTING.fullmatch(s)]
    timing = " ".join([_clock(begins), ARROW, _clock(ends), *settings])
    return timing, "\n".join(map(_cleaned, block[at + 1 :]))


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, ms = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"


def _cleaned(line: str) -> str:
    """Return the line with the tags WebVTT allows; all else is text."""
    cleaned, end = [], 0
    for tag in ANY_TAG.finditer(line):
        cleaned.append(_escaped(line[end : tag.start()]))
        if KEPT_TAG.fullmatch(tag[0]):
            cleaned.append(tag[0])
        end = tag.end()
    return "".join([*cleaned, _escaped(line[end:])])


def _escaped(text: str) -> str:
    # A line that an entity ends would begin a cue of its own.
    return escape(re.sub(r"[\r\n\x00]", " ", unescape(text)), quote=False)
