"""The newsroom's background jobs."""

from django_tasks import task

from toasoan.newsroom import services


@task()
def plan_send(
    unit_pk: int,
    kind: str,
    filters: dict[str, str],
    to: int,
    by: int,
    note: str,
) -> bool:
    """Send one colleague a list of the plan."""
    return services.plan_send(
        unit_pk=unit_pk, kind=kind, filters=filters, to=to, by=by, note=note
    )
