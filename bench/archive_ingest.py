"""Photos of 12 megapixels taken in, beside `vips thumbnail` making the same renditions.

TOASOAN_BENCH_PHOTOS says how many (1,000 is the figure of the house).
"""

import os
import re
import resource
import shutil
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

from bench.corpora import UNIT, bare_open
from bench.figures import Figure
from bench.run import Run
from bench.scratch import inside, scratch_folder

GOAL_RATIO, GOAL_MB = 0.7, 500
PHOTOS, QUICK_PHOTOS, BARE_PHOTOS, LOOKS = 24, 2, 4, 4
SIZE = (4000, 3000)
# Waves of several lengths, so that a coder has as much to do as with a street.
GRAINS = ((6, 90), (40, 50), (300, 30), (1500, 12))
SPEC = re.compile(r"(fill|width)-(\d+)(?:x(\d+))?\|format-(\w+)")
QUALITY = {"jpeg": "Q=78,interlace,optimize_coding", "webp": "Q=76,effort=4"}
QUALITY |= {"avif": "Q=58,effort=3"}


def measure(run: Run) -> list[Figure]:
    """Return pictures a second of one core, and the memory of the process."""
    if shutil.which("vips") is None:
        run.say("archive_ingest: left out, no vips here (apt install libvips-tools)")
        return []
    count = int(os.environ.get("TOASOAN_BENCH_PHOTOS", "0"))
    count = count or run.often(PHOTOS, QUICK_PHOTOS)
    with scratch_folder() as folder, bare_open() as house:
        # The first warms up and is not counted.
        paths = photos_make(folder, count + 1)
        found = inside(
            house.env, "archive_ingesting", unit_key=UNIT, paths=[*map(str, paths)]
        )
        bare = paths[1 : 1 + BARE_PHOTOS]
        bare_s = sum(_bare(path, found["specs"], folder) for path in bare)
    note = f"{count} photos, {len(found['specs'])} renditions each, all of the ingest"
    return [
        Figure(
            measure="archive_ingest",
            value=count / found["cpu_s"],
            unit="pictures/s/core",
            yardstick=len(bare) / bare_s,
            yardstick_of="vips thumbnail, the same renditions and nothing else",
            goal=GOAL_RATIO,
            goal_is_least=True,
            goal_on_ratio=True,
            note=note,
        ),
        Figure(
            measure="archive_ingest_memory",
            value=found["peak_mb"],
            unit="MB",
            yardstick=SIZE[0] * SIZE[1] * 3 / 1e6,
            yardstick_of="one photo decoded whole",
            goal=GOAL_MB,
            note=note,
        ),
    ]


def photos_make(folder: Path, count: int) -> list[Path]:
    """Return so many JPEGs, no two of one content, few of one look."""
    looks = []
    for seed in range(min(LOOKS, count)):
        path = folder / f"look-{seed}.jpg"
        _picture(seed).save(path, quality=90)
        looks.append(path.read_bytes())
    paths = []
    for number in range(count):
        data, said = looks[number % len(looks)], f"ảnh {number}".encode()
        comment = b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
        path = folder / f"photo-{number}.jpg"
        path.write_bytes(data[:2] + comment + data[2:])
        paths.append(path)
    return paths


def _picture(seed: int) -> Image.Image:
    dice = np.random.default_rng(seed)
    across, down = SIZE
    total = np.zeros((down, across, 3), np.float32)
    for grain, weight in GRAINS:
        shape = (max(2, down * grain // across), grain, 3)
        small = Image.fromarray(dice.integers(0, 255, shape, dtype=np.uint8))
        total += np.asarray(small.resize(SIZE), np.float32) / 255 * weight
    return Image.fromarray(np.clip(total, 0, 255).astype(np.uint8))


def _bare(path: Path, specs: list[str], folder: Path) -> float:
    """Return the processor's seconds of the program making the renditions."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for spec in specs:
        kind, width, height, image_format = SPEC.fullmatch(spec).groups()  # type: ignore[union-attr]
        ending = "jpg" if image_format == "jpeg" else image_format
        out = f"{folder / 'bare'}.{ending}[{QUALITY[image_format]}]"
        cut = ["--height", height, "--crop", "centre"] if kind == "fill" else []
        whole = [] if cut else ["--height", "10000000", "--size", "down"]
        subprocess.run(
            ["vips", "thumbnail", str(path), out, width, *cut, *whole],
            check=True,
            env=os.environ | {"VIPS_CONCURRENCY": "1"},
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
