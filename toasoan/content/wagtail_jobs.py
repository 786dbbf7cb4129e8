"""What the house knows about Wagtail's own background jobs."""

from django.apps import apps
from wagtail.tasks import update_reference_index_task

from toasoan.core.jobs import job_moot


@job_moot.register(update_reference_index_task.module_path)
def indexed_row_gone(app_label: str, model_name: str, pk: str) -> bool:
    """Return whether the row whose references were to be indexed has been deleted.

    Each publication writes the rows of an item's inline lists anew, so many such
    jobs find theirs gone. Wagtail removes what it had indexed of a row with the row.
    """
    model = apps.get_model(app_label, model_name)
    return not model._base_manager.filter(pk=pk).exists()  # noqa: SLF001
