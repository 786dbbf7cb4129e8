"""What the house knows about jobs that typing asks for, Wagtail's own among them."""

from random import SystemRandom

from django.apps import apps
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from toasoan.core.jobs import job_gathered, job_moot

# A text is autosaved every two seconds while somebody types. Wagtail's own indexes are
# of its choosers and usage counts; readers' search and what a live page shows are
# written with the publication itself.
GATHERED_S = (30.0, 90.0)
TYPED = {
    ("content", "articlepage"),
    ("content", "packagepage"),
    ("content", "syndicatedpage"),
}


@job_moot.register(update_reference_index_task.module_path)
def indexed_row_gone(app_label: str, model_name: str, pk: str) -> bool:
    """Return whether the row whose references were to be indexed has been deleted.

    Each publication writes the rows of an item's inline lists anew, so many such
    jobs find theirs gone. Wagtail removes what it had indexed of a row with the row.
    """
    model = apps.get_model(app_label, model_name)
    return not model._base_manager.filter(pk=pk).exists()  # noqa: SLF001


@job_gathered.register(update_reference_index_task.module_path)
@job_gathered.register(insert_or_update_object_task.module_path)
def gathered_for(app_label: str, model_name: str, pk: str) -> float:  # noqa: ARG001
    """Return for how many seconds the indexing of a row is gathered into one job."""
    return _some_while() if (app_label, model_name) in TYPED else 0.0


@job_gathered.register("toasoan.content.tasks.draft_row_follow")
def followed_after(item_pk: int) -> float:  # noqa: ARG001
    """Return for how many seconds typing goes on before the item's row follows."""
    return _some_while()


def _some_while() -> float:
    """Return seconds, other ones each time: what begins at once must not end at once."""
    return SystemRandom().uniform(*GATHERED_S)
