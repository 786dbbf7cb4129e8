"""Leaves the jobs of a fresh house as done as the measured unit needs them."""

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from toasoan.archive.models import Photo
from toasoan.core.jobs import task_named
from toasoan.units.models import PressUnit


def answer(unit_key: str) -> None:
    """Cut the pictures of one unit, drop the jobs for the others', do all the rest."""
    unit = PressUnit.objects.get(key=unit_key)
    photos = Photo.objects.filter(collection=unit.collection)
    mine = set(photos.values_list("pk", flat=True))
    path = task_named("archive.renditions_build").module_path
    for job in DBTaskResult.objects.filter(task_path=path):
        if not mine & {*job.args_kwargs["args"], *job.args_kwargs["kwargs"].values()}:
            job.delete()
    call_command("worker", batch=True)
