"""A trial film made of trial pictures, and a trial sound made of tones."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from toasoan.archive import programs
from toasoan.archive.models import ArchiveDocument
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.services import recording_ingest
from toasoan.newsroom.demo import files
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

PICTURE_S, TONE_S = 3, 0.6
WIDTH, HEIGHT, FRAMES = 640, 360, 25
MOST_S = 120


def recordings_load() -> None:
    """Bring in what is missing of the trial film and sound.

    Without ffmpeg for this machine nothing is brought in.
    """
    if not programs.ffmpeg():
        return
    for row in files.holdings()["recordings"]:
        unit = PressUnit.objects.get(key=row["unit"])
        held = ArchiveDocument.objects.filter(
            collection=unit.collection, title=row["title"]
        )
        if not held.exists():
            _bring_in(row, unit)


def _bring_in(row: dict[str, Any], unit: PressUnit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, row["file"])
        _made(*(_film(row) if row["kind"] == "film" else _sound(row)), path)
        recording_ingest(
            unit=unit,
            file=ContentFile(path.read_bytes(), name=row["file"]),
            by=people_with_role(Role.PHOTO_VIDEO_EDITOR, unit).get(),
            title=row["title"],
            details={"usage": RightsModel.Usage.STAFF, "credit": row["credit"]},
        )


def _film(row: dict[str, Any]) -> tuple[list[str], str, list[str]]:
    sources, steps = [], []
    for at, key in enumerate(row["pictures"]):
        path = files.picture_path(files.pictures()[key])
        sources += ["-loop", "1", "-t", str(PICTURE_S), "-i", str(path)]
        steps.append(
            f"[{at}:v]scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=increase,"
            f"crop={WIDTH}:{HEIGHT},fps={FRAMES},setsar=1[p{at}]"
        )
    parts = "".join(f"[p{at}]" for at in range(len(steps)))
    join = f"{parts}concat=n={len(steps)}:v=1:a=0[out]"
    written = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    return sources, ";".join([*steps, join]), written


def _sound(row: dict[str, Any]) -> tuple[list[str], str, list[str]]:
    sources = []
    for tone in row["tones"]:
        sources += ["-f", "lavfi", "-i", f"sine=frequency={tone}:duration={TONE_S}"]
    parts = "".join(f"[{at}:a]" for at in range(len(row["tones"])))
    return sources, f"{parts}concat=n={len(row['tones'])}:v=0:a=1[out]", ["-c:a", "aac"]


def _made(sources: list[str], steps: str, written: list[str], path: Path) -> None:
    programs.run(
        [
            *(programs.ffmpeg(), "-nostdin", "-loglevel", "error", "-y", *sources),
            *("-filter_complex", steps, "-map", "[out]", *written, str(path)),
        ],
        timeout_s=MOST_S,
    )
