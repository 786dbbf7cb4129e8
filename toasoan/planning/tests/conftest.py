"""One unit, its story and the people who make it."""

import pytest

from toasoan.planning import services
from toasoan.planning.models import Coverage
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def reporter(unit):
    return make_person("Nguyễn Thu Hà", unit=unit, role=Role.REPORTER)


@pytest.fixture
def photographer(unit):
    return make_person("Phạm Gia Bảo", unit=unit, role=Role.REPORTER)


@pytest.fixture
def head(unit):
    return make_person("Vũ Đình Khải", unit=unit, role=Role.HEAD_OF_DESK)


@pytest.fixture
def story(unit, reporter):
    return pitch(unit, reporter)


@pytest.fixture
def coverage(story, head):
    services.story_approve(story=story, by=head)
    story.refresh_from_db()
    return services.coverage_add(story=story, kind=Coverage.Kind.TEXT, by=head)


@pytest.fixture
def assignment(coverage, reporter, head):
    return services.assignment_give(coverage=coverage, assignee=reporter, by=head)
