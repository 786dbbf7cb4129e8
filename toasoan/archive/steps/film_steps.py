"""Film and sound as browsers play them, a picture of each, all from one original.

Renditions are never larger than the original. A frame that stands by itself begins each
segment of every rung at the same moment, so that a player changes rungs without a jump.
"""

import array
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.archive import programs
from toasoan.archive.models import AssetMedia, ProcessingStep
from toasoan.archive.steps import made
from toasoan.archive.steps.film_facts import facts_read, source_arguments
from toasoan.archive.steps.step_errors import StepFailed, StepSkipped
from toasoan.archive.steps.step_kinds import Work, step_runs

Name = ProcessingStep.Name
# The shorter side of each rung, and what its picture may take.
RUNGS = ((360, "800k"), (720, "2500k"))
SEGMENT_S = 4
RATES = (24, 25, 30)
SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "44100")
PREVIEW_S, PREVIEW_SIDE = 4, 320
PEAKS = 800
PEAK_RATE = 8000
QUICK_S = 120


def _ffmpeg(
    work: Work, *output: str, timeout_s: float, before: tuple[str, ...] = ()
) -> None:
    programs.run(
        [
            *(
                programs.ffmpeg(),
                "-nostdin",
                "-hide_banner",
                "-loglevel",
                "error",
                "-y",
            ),
            *before,
            *source_arguments(work.source),
            *(
                "-threads",
                "2",
                "-map_metadata",
                "-1",
                "-map_chapters",
                "-1",
                "-sn",
                "-dn",
            ),
            *output,
        ],
        timeout_s=timeout_s,
    )


def media_of(work: Work) -> AssetMedia:
    """Return the facts of the file.

    Raises:
        StepFailed: they could not be read yet.
        StepSkipped: it is longer than the house makes renditions of.
    """
    media = AssetMedia.objects.filter(
        entry=work.entry, file_hash=work.file_hash
    ).first()
    if media is None:
        raise StepFailed(_("Chưa đọc được thông số của tệp"))
    if media.duration_ms > settings.MEDIA_LONGEST_S * 1000:
        raise StepSkipped(
            _("Dài hơn %(n)d phút: kho giữ bản gốc, không làm bản xem thử")
            % {"n": settings.MEDIA_LONGEST_S // 60}
        )
    return media


def time_for(media: AssetMedia) -> float:
    """Return how many seconds a rendition of the whole may take."""
    return QUICK_S + 8 * media.duration_ms / 1000


@step_runs.register(Name.FACTS)
def facts_step(work: Work) -> None:
    """How long, how large and how written the file is stands beside its entry."""
    facts = facts_read(work.source)
    AssetMedia.objects.update_or_create(
        entry=work.entry, defaults={"file_hash": work.file_hash, **vars(facts)}
    )


# --- Film -------------------------------------------------------------------------


@step_runs.register(Name.PREVIEW)
def preview_step(work: Work) -> None:
    """There is a picture of the film, and a few seconds of it without sound.

    Raises:
        StepSkipped: it has no picture.
    """
    media = media_of(work)
    _picture_require(media)
    with made.part_make(work.file_hash, "preview") as folder:
        if folder is None:
            return
        at = f"{min(media.duration_ms / 4000, 10):.3f}"
        still = ("-an", "-frames:v", "1", "-q:v", "4", "-vf", _scaled(720))
        _ffmpeg(
            work,
            *(*still, "-f", "image2", "-update", "1", str(folder / "poster.jpg")),
            before=("-ss", at),
            timeout_s=QUICK_S,
        )
        _poster_require(folder / "poster.jpg")
        moving = ("-an", "-t", str(PREVIEW_S), "-vf", f"fps=12,{_scaled(PREVIEW_SIDE)}")
        _ffmpeg(
            work,
            *(*moving, *_h264("250k"), "-movflags", "+faststart"),
            str(folder / "preview.mp4"),
            before=("-ss", at),
            timeout_s=QUICK_S,
        )


def _poster_require(poster: Path) -> None:
    if not poster.exists():
        raise StepFailed(_("Tệp hỏng hoặc thiếu phần cuối: không thấy hình nào"))


def _picture_require(media: AssetMedia) -> None:
    if not media.video_codec:
        raise StepSkipped(_("Tệp chỉ có tiếng, không có hình"))


@step_runs.register(Name.FILM)
def film_step(work: Work) -> None:
    """There is the film in rungs for slow and fast lines (HLS), and as one MP4.

    Raises:
        StepSkipped: it has no picture.
    """
    media = media_of(work)
    _picture_require(media)
    rungs = rungs_of(media)
    for side, rate in rungs:
        # A rung of its own is a part of its own: killed in the third, two are kept.
        with made.part_make(work.file_hash, f"film-{side}") as folder:
            if folder is not None:
                _rung_make(work, media, folder, side, rate)
    with made.part_make(work.file_hash, "film") as folder:
        if folder is not None:
            _master_write(work, folder, rungs)


def rungs_of(media: AssetMedia) -> list[tuple[int, str]]:
    """Return side and rate of each rung; the last is the original's size or less."""
    short = min(media.width, media.height) // 2 * 2
    smaller = [(side, rate) for side, rate in RUNGS if side < short]
    fitting = [(short, rate) for side, rate in RUNGS if side >= short]
    return [*smaller, *fitting[:1]]


def frame_rate_of(media: AssetMedia) -> int:
    """Return a whole number of frames a second, so that segments are of one length."""
    return min(RATES, key=lambda rate: abs(rate - media.fps))


def _rung_make(
    work: Work, media: AssetMedia, folder: Path, side: int, rate: str
) -> None:
    frames = frame_rate_of(media)
    key = str(frames * SEGMENT_S)
    _ffmpeg(
        work,
        *("-map", "0:v:0", "-map", "0:a:0?"),
        *("-vf", f"fps={frames},{_scaled(side)}"),
        *(*_h264(rate), "-g", key, "-keyint_min", key, "-sc_threshold", "0"),
        *SOUND,
        *("-f", "hls", "-hls_time", str(SEGMENT_S), "-hls_playlist_type", "vod"),
        *("-hls_segment_filename", str(folder / "%05d.ts")),
        str(folder / "list.m3u8"),
        timeout_s=time_for(media),
    )


def _scaled(side: int) -> str:
    """Return the filter that makes the shorter side `side` at most, both even."""
    short = f"trunc(min({side}\\,min(iw\\,ih))/2)*2"
    return (
        f"scale=w='if(gte(iw\\,ih)\\,-2\\,{short})':h='if(gte(iw\\,ih)\\,{short}\\,-2)'"
    )


def _h264(rate: str) -> tuple[str, ...]:
    return (
        *("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main"),
        *("-pix_fmt", "yuv420p", "-crf", "23", "-maxrate", rate, "-bufsize", rate),
    )


def _master_write(work: Work, folder: Path, rungs: list[tuple[int, str]]) -> None:
    root = made.folder_of(work.file_hash)
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for side, rate in rungs:
        bits = (int(rate[:-1]) + 128) * 1100
        lines += [f"#EXT-X-STREAM-INF:BANDWIDTH={bits}", f"../film-{side}/list.m3u8"]
    (folder / "master.m3u8").write_text("\n".join(lines) + "\n", encoding="ascii")
    top = root / f"film-{rungs[-1][0]}" / "list.m3u8"
    programs.run(
        [
            *(programs.ffmpeg(), "-nostdin", "-loglevel", "error", "-y"),
            *("-protocol_whitelist", "file", "-i", str(top), "-c", "copy"),
            *("-movflags", "+faststart", str(folder / "film.mp4")),
        ],
        timeout_s=QUICK_S + media_of(work).duration_ms / 1000,
    )


# --- Sound ------------------------------------------------------------------------


@step_runs.register(Name.SOUND)
def sound_step(work: Work) -> None:
    """There is the sound as an M4A that every browser plays.

    Raises:
        StepSkipped: it has no sound.
    """
    media = media_of(work)
    if not media.audio_codec:
        raise StepSkipped(_("Tệp không có tiếng"))
    with made.part_make(work.file_hash, "sound") as folder:
        if folder is not None:
            _ffmpeg(
                work,
                *("-vn", "-map", "0:a:0", *SOUND, "-movflags", "+faststart"),
                str(folder / "sound.m4a"),
                timeout_s=time_for(media),
            )


@step_runs.register(Name.WAVEFORM)
def waveform_step(work: Work) -> None:
    """There are the peaks of the sound as numbers from 0 to 100, and drawn.

    Raises:
        StepSkipped: it has no sound.
    """
    media = media_of(work)
    if not media.audio_codec:
        raise StepSkipped(_("Tệp không có tiếng"))
    with made.part_make(work.file_hash, "waveform") as folder:
        if folder is None:
            return
        with tempfile.NamedTemporaryFile(dir=folder.parent, prefix=made.WORK) as raw:
            _ffmpeg(
                work,
                *("-vn", "-map", "0:a:0", "-ac", "1", "-ar", str(PEAK_RATE)),
                *("-f", "s16le", raw.name),
                timeout_s=time_for(media),
            )
            peaks = peaks_of(Path(raw.name))
        text = json.dumps({"duration_ms": media.duration_ms, "peaks": peaks})
        (folder / "peaks.json").write_text(text, encoding="ascii")
        (folder / "waveform.svg").write_text(waveform_svg(peaks), encoding="ascii")


def peaks_of(raw: Path) -> list[int]:
    """Return the loudest moment of each part of the samples, from 0 to 100."""
    samples = raw.stat().st_size // 2
    each = max(1, -(-samples // PEAKS))
    return [
        min(100, round(max(map(abs, part)) * 100 / 32767))
        for part in _parts(raw, each)
        if part
    ]


def _parts(raw: Path, each: int) -> Iterator["array.array[int]"]:
    with raw.open("rb") as file:
        while data := file.read(each * 2):
            part = array.array("h", data[: len(data) // 2 * 2])
            if sys.byteorder == "big":
                part.byteswap()
            yield part


def waveform_svg(peaks: list[int]) -> str:
    """Return the peaks drawn as one line up and down from the middle."""
    strokes = "".join(
        f"M{x} {100 - max(1, peak)}V{100 + max(1, peak)}"
        for x, peak in enumerate(peaks)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {max(1, len(peaks))} 200"'
        ' preserveAspectRatio="none">'
        f'<path d="{strokes}" stroke="#5b6470" stroke-width="1" fill="none"/></svg>'
    )
