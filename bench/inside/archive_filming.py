"""Makes the rungs of one film as the worker for media does."""

import resource
import time
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files import File

from toasoan.archive.models import CatalogueEntry
from toasoan.archive.services import recording_ingest
from toasoan.archive.steps import film_steps, made
from toasoan.archive.steps.step_kinds import Work
from toasoan.units.models import PressUnit


def answer(unit_key: str, path: str) -> dict[str, Any]:
    """Return the seconds the film took, its rungs and the memory of this process."""
    user = get_user_model().objects.create_superuser(
        email="do@example.vn", password=None, full_name="Đo"
    )
    with Path(path).open("rb") as opened:
        document = recording_ingest(
            unit=PressUnit.objects.get(key=unit_key),
            file=File(opened, name="phim.mp4"),
            by=user,
        )
    entry = CatalogueEntry.objects.get(document=document)
    work = Work(entry, document.get_file_hash(), Path(document.file.path))
    film_steps.facts_step(work)
    with made.locked(work.file_hash):
        began = time.perf_counter()
        film_steps.film_step(work)
        took = time.perf_counter() - began
    return {
        "took_s": took,
        "rungs": film_steps.rungs_of(film_steps.media_of(work)),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "program_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }
