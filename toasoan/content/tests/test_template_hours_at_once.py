"""Two workers meet the same hour; on either database one draft is made."""

from datetime import time, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection

from toasoan.content.models import ArticlePage, TemplateRun, TemplateSchedule
from toasoan.content.services.template_hours import template_make, template_schedule
from toasoan.content.tests.factories import open_newsroom
from toasoan.content.tests.test_templates import desk_of, make_template
from toasoan.core import clock


@pytest.fixture
def schedule(in_threads):
    made = []

    def arrange():
        if connection.vendor == "sqlite":
            # The file has rows of its own kinds: none remembered may be used.
            ContentType.objects.clear_cache()
            call_command("migrate", run_syncdb=True, verbosity=0)
        room = open_newsroom("tbtc")
        set_to = template_schedule(
            template=make_template(room, desk=desk_of(room)),
            by=room.secretary,
            weekdays=range(7),
            at=time(0),
            writer=room.reporter,
        )
        # As if it had been set yesterday: today's midnight counts.
        TemplateSchedule.objects.filter(pk=set_to.pk).update(
            counts_from=clock.now() - timedelta(days=1)
        )
        made.append(set_to)

    in_threads(arrange)
    yield made[0]
    ContentType.objects.clear_cache()


@pytest.mark.parametrize("_turn", range(3))
def test_two_workers_at_once_make_one_draft(in_threads, schedule, _turn):
    def make():
        try:
            return template_make(schedule=schedule) is not None
        except OperationalError:
            # SQLite lets one write; the other comes again with the next run.
            return False

    made = in_threads(make, make)

    [rows] = in_threads(
        lambda: (ArticlePage.objects.count(), TemplateRun.objects.count())
    )
    assert (sorted(made), rows) == ([False, True], (1, 1))
