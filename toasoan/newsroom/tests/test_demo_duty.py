"""The trial rota, contributors and house style come in once and go again."""

import pytest
from django.contrib.auth import get_user_model

from toasoan.content.models import HouseStyleRule
from toasoan.newsroom.demo.duty import duty_load, duty_remove
from toasoan.newsroom.demo.loading import demo_people_load
from toasoan.newsroom.demo.people import MAIL_ENDING
from toasoan.planning.models import Absence, Freelancer, Shift
from toasoan.units.models import PressUnit

pytestmark = pytest.mark.django_db
MODELS = (Shift, Absence, Freelancer, HouseStyleRule)


def counts():
    return [model.objects.count() for model in MODELS]


def test_every_unit_has_ten_days_of_duty_and_a_house_style_and_loading_again_adds_none():
    people = demo_people_load()

    duty_load(people)
    first = counts()
    duty_load(people)

    assert first == counts() == [180, 2, 3, 30]
    for unit in PressUnit.objects.all():
        assert unit.shifts.count() == 30
        assert unit.house_style_rules.filter(kind="banned").count() == 1


def test_nothing_of_it_is_left():
    duty_load(demo_people_load())

    duty_remove(
        get_user_model().objects.filter(email__endswith=MAIL_ENDING), MAIL_ENDING
    )

    assert counts() == [0, 0, 0, 0]
