"""The trial profiles and templates come in once and go again."""

import pytest
from django.contrib.auth import get_user_model

from toasoan.content.models import ContentProfile, ItemTemplate, TemplateSchedule
from toasoan.newsroom.demo.beginnings import beginnings_load, beginnings_remove
from toasoan.newsroom.demo.loading import demo_people_load
from toasoan.newsroom.demo.people import MAIL_ENDING
from toasoan.units.models import PressUnit

pytestmark = pytest.mark.django_db


def counts():
    return [
        model.objects.count()
        for model in (ContentProfile, ItemTemplate, TemplateSchedule)
    ]


def test_every_unit_has_two_profiles_and_its_templates_once():
    people = demo_people_load()

    beginnings_load(people)
    first = counts()
    beginnings_load(people)

    assert first == counts() == [12, 15, 3]
    for unit in PressUnit.objects.all():
        assert unit.content_profiles.count() == 2
        assert unit.item_templates.filter(is_default=True).count() == 1


def test_nothing_of_it_is_left():
    beginnings_load(demo_people_load())

    beginnings_remove(get_user_model().objects.filter(email__endswith=MAIL_ENDING))

    assert counts() == [0, 0, 0]
