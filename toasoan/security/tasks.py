"""Security's background jobs."""

from django_tasks import task

from toasoan.security import services


@task()
def sign_in_counters_prune() -> int:
    """Forget wrong passwords that no longer decide anything."""
    return services.sign_in_counters_prune()
