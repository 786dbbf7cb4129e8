"""A film made into rungs (HLS) and one MP4, beside plain ffmpeg making the same rungs."""

import subprocess
import time
from pathlib import Path

import imageio_ffmpeg

from bench.corpora import UNIT, bare_open
from bench.figures import Figure
from bench.run import Run
from bench.scratch import inside, scratch_folder

GOAL_RATIO, GOAL_MB = 1.1, 500
SECONDS, QUICK_SECONDS, RATE, SEGMENT_S = 60, 4, 25, 4
SOURCE = f"testsrc2=size=1920x1080:rate={RATE}"
KEY = str(RATE * SEGMENT_S)


def measure(run: Run) -> list[Figure]:
    """Return the seconds the film takes, and the memory of worker and program."""
    seconds = run.often(SECONDS, QUICK_SECONDS)
    try:
        ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        run.say("archive_film: left out, ffmpeg cannot run here")
        return []
    with scratch_folder() as folder, bare_open() as house:
        film = film_make(ffmpeg, folder / "film.mp4", seconds)
        found = inside(house.env, "archive_filming", unit_key=UNIT, path=str(film))
        bare_s = _bare(ffmpeg, film, folder, found["rungs"])
    note = f"{seconds} s of 1080p, rungs {[side for side, _ in found['rungs']]}"
    return [
        Figure(
            measure="archive_film",
            value=found["took_s"],
            unit="s",
            yardstick=bare_s,
            yardstick_of="plain ffmpeg, the same rungs and the same MP4",
            goal=GOAL_RATIO,
            goal_on_ratio=True,
            note=note,
        ),
        Figure(
            measure="archive_film_memory",
            value=found["peak_mb"],
            unit="MB",
            yardstick=found["program_mb"],
            yardstick_of="ffmpeg beside it",
            goal=GOAL_MB,
            note=note,
        ),
    ]


def film_make(ffmpeg: str, path: Path, seconds: int) -> Path:
    """Return a film of moving patterns under noise, with a tone."""
    subprocess.run(
        [
            *(ffmpeg, "-loglevel", "error", "-y"),
            *("-f", "lavfi", "-i", f"{SOURCE}:duration={seconds}"),
            *("-f", "lavfi", "-i", f"sine=440:duration={seconds}"),
            *("-vf", "noise=alls=6:allf=t", "-c:v", "libx264"),
            *("-preset", "ultrafast", "-b:v", "8M", "-c:a", "aac", str(path)),
        ],
        check=True,
    )
    return path


def _bare(ffmpeg: str, film: Path, folder: Path, rungs: list[tuple[int, str]]) -> float:
    began = time.perf_counter()
    for side, rate in rungs:
        subprocess.run(
            [
                *(ffmpeg, "-loglevel", "error", "-y", "-i", str(film)),
                *("-threads", "2", "-map", "0:v:0", "-map", "0:a:0"),
                *("-vf", f"fps={RATE},scale=-2:{side}", "-c:v", "libx264"),
                *("-preset", "veryfast", "-profile:v", "main", "-crf", "23"),
                *("-pix_fmt", "yuv420p", "-maxrate", rate, "-bufsize", rate),
                *("-g", KEY, "-keyint_min", KEY, "-sc_threshold", "0"),
                *("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "44100"),
                *("-f", "hls", "-hls_time", str(SEGMENT_S)),
                *("-hls_playlist_type", "vod"),
                *("-hls_segment_filename", str(folder / f"{side}-%05d.ts")),
                str(folder / f"{side}.m3u8"),
            ],
            check=True,
        )
    top = folder / f"{rungs[-1][0]}.m3u8"
    subprocess.run(
        [
            *(ffmpeg, "-loglevel", "error", "-y", "-i", str(top), "-c", "copy"),
            *("-movflags", "+faststart", str(folder / "plain.mp4")),
        ],
        check=True,
    )
    return time.perf_counter() - began
