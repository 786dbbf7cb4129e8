"""Trial stories are loaded as their rows say: what was handed in, what is open."""

import pytest

from toasoan.archive.models import Photo
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.loading import demo_people_load
from toasoan.newsroom.demo.stories import StoryLoader
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.models import PressUnit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WANTED = (
    "giao-dich-trong-ngay",
    "khoa-dinh-vi-container",
    "phan-bo-von-2027",
    "ho-kinh-doanh-tam-cau-hoi",
    "bao-hiem-nong-nghiep",
    "anh-ngay-chot-so",
)


@pytest.fixture
def loaded(db):
    people = demo_people_load()
    rows = [row for row in files.stories() if row["key"] in WANTED]
    units = {unit.key: unit for unit in PressUnit.objects.all()}
    for step in (StoryLoader.begin, StoryLoader.finish):
        for row in rows:
            step(StoryLoader(units[row["unit"]], people), row)


def states(slugline):
    story = Story.objects.get(slugline=slugline)
    parts = {
        part.kind: [each.state for each in part.assignments.all()]
        for part in story.coverages.all()
    }
    return story.state, parts


def test_trial_stories_show_every_state_of_a_part(loaded):
    assert states("giao-dich-trong-ngay") == (
        "approved",
        {"text": ["assigned"], "graphic": ["declined"]},
    )
    assert states("khoa-dinh-vi-container") == (
        "in_progress",
        {"text": ["accepted"], "video": ["submitted"]},
    )
    assert states("phan-bo-von-2027") == (
        "in_progress",
        {"text": ["assigned"], "photo": ["in_progress"]},
    )
    assert states("ho-kinh-doanh-tam-cau-hoi") == (
        "in_progress",
        {"text": ["completed"], "photo": ["completed"], "social": []},
    )
    assert states("bao-hiem-nong-nghiep") == (
        "done",
        {"text": ["completed"], "photo": ["completed"], "video": []},
    )
    assert states("anh-ngay-chot-so") == (
        "done",
        {"photo": ["completed"], "text": ["completed"]},
    )
    assert Coverage.objects.get(is_cancelled=True).kind == "video"


def test_handed_in_trial_photos_are_in_the_units_own_archive(loaded):
    taken = Assignment.objects.filter(coverage__kind="photo", state="completed")
    assert taken.count() == 3
    for each in taken:
        photos = Photo.objects.filter(pk__in=each.handed_in_photos)
        assert photos.count() == len(each.handed_in_photos) >= 1
        assert {p.collection for p in photos} == {each.story.unit.collection}
