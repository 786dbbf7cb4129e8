"""What came in and whose jobs were lost is found and done."""

from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toasoan.archive import tasks
from toasoan.archive.incoming.unpacking import bundle_take, bundles_go_on
from toasoan.archive.models import IncomingFile, RenditionsDue, Upload
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.steps import renditions_due
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.archive.tests.test_incoming_bundles import came, zipped
from toasoan.core import clock
from toasoan.core.jobs import job_wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return unit_make("hq")


@pytest.fixture
def rows(settings):
    """Jobs are rows, and nobody works."""
    settings.TASKS = {
        "default": {
            "BACKEND": "toasoan.core.queues.RowQueue",
            "QUEUES": ["default", "slow", "media"],
        }
    }

    def jobs(name):
        path = f"toasoan.archive.tasks.{name}"
        return DBTaskResult.objects.filter(task_path=path)

    return jobs


def lose(jobs):
    jobs.update(status=TaskResultStatus.FAILED, finished_at=clock.now())


def test_a_bundle_whose_job_was_given_up_is_unpacked_all_the_same(unit, rows):
    person = person_make(unit)
    upload = came(unit, person, zipped([("a.jpg", picture_bytes())]))
    assert not job_wanted["archive.incoming_catch_up"]()
    bundle_take(upload=upload, by=person, details={"usage": "staff"})
    assert bundles_go_on() == 0
    lose(rows("bundle_unpack"))

    assert job_wanted["archive.incoming_catch_up"]()
    assert bundles_go_on() == 1

    job = rows("bundle_unpack").get(status=TaskResultStatus.READY)
    tasks.bundle_unpack.func(*job.args_kwargs["args"])
    assert IncomingFile.objects.get().entry.usage == "staff"
    assert Upload.objects.get().state == "kept"
    assert bundles_go_on() == 0


def test_a_bundle_that_nobody_asked_to_unpack_is_left_alone(unit, rows):
    came(unit, person_make(unit), zipped([("a.jpg", picture_bytes())]))

    assert bundles_go_on() == 0
    assert not rows("bundle_unpack").exists()


def test_a_photo_whose_job_was_given_up_gets_its_files(unit, rows):
    photo = photo_make(unit, picture_bytes((500, 400)))
    assert renditions_due.renditions_catch_up() == 0
    lose(rows("renditions_build"))

    assert renditions_due.renditions_catch_up() == 1

    assert rows("renditions_build").filter(status=TaskResultStatus.READY).count() == 1
    assert photo_renditions_build(photo_id=photo.pk) > 0
    assert not RenditionsDue.objects.exists()


def test_a_photo_that_takes_its_worker_down_each_time_is_left_alone(unit, rows):
    photo_make(unit, picture_bytes((500, 400)))
    for _time in range(renditions_due.TRIES + 2):
        lose(rows("renditions_build"))
        renditions_due.renditions_catch_up()

    assert rows("renditions_build").count() == 1 + renditions_due.TRIES
    assert not renditions_due.photos_due().exists()


def test_what_was_asked_for_while_files_were_made_stays_due(unit, rows):
    photo = photo_make(unit, picture_bytes((500, 400)))
    RenditionsDue.objects.update(since=clock.now() + timedelta(seconds=5))

    photo_renditions_build(photo_id=photo.pk)

    assert RenditionsDue.objects.count() == 1
