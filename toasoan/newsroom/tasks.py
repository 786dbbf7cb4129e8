"""The newsroom's background jobs."""

from django_tasks import task

from toasoan.newsroom import services


@task()
def plan_send(  # noqa: PLR0913, PLR0917 - the arguments of a job are plain values
    unit_pk: int,
    kind: str,
    filters: dict[str, str],
    to: int,
    by: int,
    note: str,
    mail: str = "",
    attempt: int = 1,
) -> bool:
    """Send one colleague a list of the plan."""
    return services.plan_send(
        unit_pk=unit_pk,
        kind=kind,
        filters=filters,
        to=to,
        by=by,
        note=note,
        mail=mail,
        attempt=attempt,
    )
