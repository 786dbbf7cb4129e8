"""Jobs about a row that may be deleted before they run."""

from django_tasks import task

from toasoan.core.jobs import job_moot
from toasoan.core.models import OutboxEvent, WorkerBeat


@task()
def beat_read(pk):
    WorkerBeat.objects.get(pk=pk)


@task()
def beat_and_bell_read(pk):
    WorkerBeat.objects.get(pk=pk)
    OutboxEvent.objects.get(kind="no.SuchBell")


for _job in (beat_read, beat_and_bell_read):

    @job_moot.register(_job.module_path)
    def _beat_gone(pk):
        return not WorkerBeat.objects.filter(pk=pk).exists()
