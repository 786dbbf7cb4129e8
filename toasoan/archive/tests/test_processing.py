"""Each step is done once, whatever dies in the middle, and bad files stop nobody."""

from datetime import timedelta

import pytest

from toasoan.archive.models import AssetText, CatalogueEntry, ProcessingStep
from toasoan.archive.steps import made, processing, text_steps
from toasoan.archive.steps.step_errors import StepFailed
from toasoan.archive.steps.step_kinds import STEPS_OF
from toasoan.archive.tasks import assets_are_left
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.media_material import document_entry, file_put, states
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def made_dir(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


@pytest.fixture
def steps(monkeypatch):
    """Two steps of a document whose runs are counted; tests break them."""
    calls = []
    runs = {
        "scan": lambda work: calls.append("scan"),
        "text": lambda work: calls.append("text"),
    }
    monkeypatch.setitem(STEPS_OF, CatalogueEntry.Kind.DOCUMENT, ("scan", "text"))
    monkeypatch.setattr(processing, "step_runs", runs)
    return runs, calls


def process(entry):
    return processing.asset_process(entry_pk=entry.pk)


def test_the_steps_are_done_in_order_and_a_second_call_does_none_again(steps):
    _runs, calls = steps
    entry = document_entry("a.txt", b"chu")

    assert process(entry) is True
    assert process(entry) is True

    assert calls == ["scan", "text"]
    assert states(entry) == {"scan": "done", "text": "done"}


@pytest.mark.parametrize("killed", ["scan", "text"])
def test_after_a_kill_it_goes_on_where_it_was(steps, killed):
    runs, calls = steps
    entry = document_entry("a.txt", b"chu")
    whole, runs[killed] = runs[killed], _kill

    with pytest.raises(KeyboardInterrupt):
        process(entry)
    assert states(entry)[killed] == "doing"
    runs[killed] = whole
    process(entry)

    assert calls == ["scan", "text"]
    assert states(entry) == {"scan": "done", "text": "done"}


def test_a_step_that_kills_the_machine_each_time_is_given_up(steps):
    runs, calls = steps
    entry = document_entry("a.txt", b"chu")
    runs["scan"] = _kill
    for _time in range(8):
        with pytest.raises(KeyboardInterrupt):
            process(entry)

    process(entry)

    assert states(entry) == {"scan": "failed", "text": "done"}
    assert calls == ["text"]
    step = ProcessingStep.objects.get(name="scan")
    assert (step.tries, step.why) == (8, "Máy dừng giữa chừng mỗi lần làm bước này")


def test_a_bad_file_fails_its_step_after_three_tries_and_the_next_step_is_done(steps):
    runs, calls = steps
    entry = document_entry("a.txt", b"chu")
    runs["scan"] = _fail

    process(entry)
    assert states(entry) == {"scan": "waiting", "text": "done"}
    process(entry)
    process(entry)
    process(entry)

    step = ProcessingStep.objects.get(name="scan")
    assert (step.state, step.tries, step.why) == ("failed", 3, "Tệp hỏng")
    assert calls == ["text"]


def test_an_error_nobody_thought_of_is_a_failed_try_with_a_sentence(steps):
    runs, _calls = steps
    entry = document_entry("a.txt", b"chu")
    runs["text"] = lambda work: 1 / 0

    process(entry)

    step = ProcessingStep.objects.get(name="text")
    assert step.state == "waiting"
    assert step.why == "Máy không làm được bước này: ZeroDivisionError"


def test_two_workers_on_one_entry_do_it_once(steps):
    runs, calls = steps
    entry = document_entry("a.txt", b"chu")
    second = []

    def scan(work):
        calls.append("scan")
        second.append(process(entry))

    runs["scan"] = scan
    process(entry)

    assert second == [False]
    assert calls == ["scan", "text"]


def test_a_new_file_has_its_own_steps_and_the_old_ones_are_gone(steps):
    _runs, calls = steps
    entry = document_entry("a.txt", b"chu")
    process(entry)
    document = entry.document
    file_put(document, "b.txt", b"khac")

    process(entry)

    assert calls == ["scan", "text"] * 2
    hashes = ProcessingStep.objects.values_list("file_hash", flat=True)
    assert list(hashes) == [document.file_hash] * 2


def test_a_file_that_is_not_on_the_disk_fails_with_what_to_do(steps):
    entry = document_entry("a.txt", b"chu")
    entry.document.file.storage.delete(entry.document.file.name)

    process(entry)

    step = ProcessingStep.objects.filter(entry=entry).first()
    assert step.state == "failed"
    assert step.why.startswith("Không thấy tệp gốc trên đĩa")


def test_an_entry_that_is_gone_is_no_work():
    assert processing.asset_process(entry_pk=987654) is False


def test_the_guard_takes_up_what_its_own_job_lost_and_then_rests(steps, time_machine):
    entry = document_entry("a.txt", b"chu")
    assert not assets_are_left()  # its own job may still come

    time_machine.move_to(clock.now() + timedelta(minutes=11))
    assert assets_are_left()
    assert processing.assets_process() == 1

    assert states(entry) == {"scan": "done", "text": "done"}
    assert not assets_are_left()


def test_the_guard_waits_between_tries(steps, time_machine):
    runs, _calls = steps
    document_entry("a.txt", b"chu")
    runs["scan"] = _fail
    time_machine.move_to(clock.now() + timedelta(minutes=11), tick=False)
    processing.assets_process()

    assert not assets_are_left()
    time_machine.move_to(clock.now() + timedelta(minutes=11), tick=False)
    assert assets_are_left()


def test_a_keeper_has_failed_steps_done_again_and_nobody_else(steps):
    runs, calls = steps
    entry = document_entry("a.txt", b"chu", unit := unit_make())
    runs["scan"] = _fail
    for _time in range(8):
        process(entry)
    keeper = person_make(unit, Role.ARCHIVIST)

    for stranger in (
        person_make(unit, Role.REPORTER),
        person_make(unit_make("ck"), Role.ARCHIVIST),
    ):
        with pytest.raises(NotAllowed):
            processing.asset_process_again(entry=entry, by=stranger)
    assert processing.asset_process_again(entry=entry, by=keeper) == 1
    assert processing.asset_process_again(entry=entry, by=keeper) == 0
    runs["scan"] = lambda work: calls.append("scan")
    process(entry)

    assert states(entry) == {"scan": "done", "text": "done"}
    assert AuditEntry.objects.filter(action="archive.processing_retried").count() == 1


def test_what_was_made_of_gone_files_is_swept(steps, time_machine):
    entry = document_entry("a.txt", b"chu")
    process(entry)
    folder = made.folder_of(entry.document.file_hash)
    assert processing.made_sweep() == 0

    entry.document.delete()
    time_machine.move_to(clock.now() + timedelta(days=2))

    assert processing.made_sweep() == 1
    assert not folder.exists()


def test_a_part_is_there_whole_or_not_at_all():
    def killed():
        with made.part_make("ab12", "film") as work:
            (work / "half.ts").write_bytes(b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert not (made.folder_of("ab12") / "film").exists()

    with made.part_make("ab12", "film") as work:
        (work / "whole.ts").write_bytes(b"12")
    with made.part_make("ab12", "film") as again:
        assert again is None

    assert (made.folder_of("ab12") / "film" / "whole.ts").read_bytes() == b"12"


def test_a_kill_between_the_words_and_their_step_leaves_them_once(monkeypatch):
    entry = document_entry("a.txt", "Cảng Cát Lái".encode())
    whole = text_steps._text_keep

    def kept_and_killed(*args, **kw):
        whole(*args, **kw)
        raise KeyboardInterrupt

    monkeypatch.setattr(text_steps, "_text_keep", kept_and_killed)
    with pytest.raises(KeyboardInterrupt):
        process(entry)
    monkeypatch.setattr(text_steps, "_text_keep", whole)
    process(entry)

    assert AssetText.objects.get().text.strip() == "Cảng Cát Lái"
    assert states(entry)["text"] == "done"


def _kill(_work):
    raise KeyboardInterrupt


def _fail(_work):
    raise StepFailed("Tệp hỏng")
