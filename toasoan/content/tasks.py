"""Content's background jobs."""

from django_tasks import task

from toasoan.content import services
from toasoan.content.publication.releases import releases_due
from toasoan.core import clock
from toasoan.core.jobs import job_wanted


@task(priority=50)  # the minute was promised
def scheduled_items_publish() -> int:
    """Publish the items whose minute has come."""
    return services.scheduled_items_publish()


@task(priority=60)  # somebody watches the seconds
def release_leave(release_pk: int) -> bool:
    """Publish one item whose undo window is over."""
    return services.release_leave(release_pk)


@task(priority=60)
def releases_leave() -> int:
    """Publish every item whose undo window is over, whatever became of its own job."""
    return services.releases_leave()


@job_wanted.register("content.releases_leave")
def releases_are_due() -> bool:
    """Return whether something should have left the house by now."""
    return releases_due().exists()


@task()
def draft_row_follow(item_pk: int) -> bool:
    """Let an item's own row say what has been typed."""
    return services.draft_row_follow(item_pk)


@task()
def schedules_watch() -> int:
    """Tell of promises that would be broken as things stand."""
    return services.schedules_watch()


@task(priority=50)  # the minute was promised
def front_plans_apply() -> int:
    """Give every home the front that its plans say."""
    return services.front_plans_apply()


@job_wanted.register("content.front_plans_apply")
def fronts_are_due() -> bool:
    """Return whether a front should be another one by now."""
    return bool(services.homes_due(clock.now()))


@task()
def front_plan_gaps_tell() -> int:
    """Tell of items that readers will not have when a front begins."""
    return services.front_plan_gaps_tell()


@job_wanted.register("content.front_plan_gaps_tell")
def plans_are_near() -> bool:
    """Return whether a front begins within the next half hour."""
    return bool(services.plans_near(clock.now()).exists())


@task(queue_name="slow")
def topic_fill(topic_pk: int) -> int:
    """Let what meets its rule into a running story."""
    return services.topic_fill(topic_pk)


@task()
def plan_alarms_send() -> int:
    """Tell people of stories that missed their hour, and of articles to look at again."""
    return services.plan_alarms_send()


@task(priority=40)
def templates_make() -> int:
    """Make the drafts of templates whose hour has come."""
    return services.templates_make()


@task(queue_name="slow")
def field_acts_prune() -> int:
    """Forget old answers to phones."""
    return services.field_acts_prune()
