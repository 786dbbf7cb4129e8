"""Files move between a disk and an S3 server while both are read, and none is lost."""

import fcntl
import io
import itertools
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test.utils import override_settings

from toasoan.archive.storing import moving
from toasoan.archive.storing.disk import DiskStore
from toasoan.archive.storing.moving import CannotMove, files_move
from toasoan.archive.storing.s3 import S3Store
from toasoan.archive.tests.s3_material import both, storages_of
from toasoan.security.models import AuditEntry

pytestmark = pytest.mark.django_db

FILES = {
    "originals/aa/bb/goc-1.jpg": b"anh mot",
    "documents/Thông tư.pdf": b"thong tu",
    "renditions/cc/nho.jpg": b"nho",
}


class Killed(BaseException):
    """What no handler of an Exception takes, as a kill is taken by none."""


@pytest.fixture(params=["s3", "disk"])
def move(request, s3):
    """Return where to, with the house reading both stores and FILES in the old one."""
    to = request.param
    before = "disk" if to == "s3" else "s3"
    with override_settings(
        STORAGES=storages_of(both(to, before), s3),
        FILES_PLACE=to,
        FILES_PLACE_BEFORE=before,
    ):
        for name, data in FILES.items():
            storages[f"files_{before}"].put_whole(name, io.BytesIO(data))
        yield Move(to, storages[f"files_{before}"], storages[f"files_{to}"])


class Move:
    def __init__(self, to, source, target):
        self.to, self.source, self.target = to, source, target

    def run(self):
        return files_move(to=self.to, tell=lambda _moved: None)


def held(store):
    found = {}
    for name in store.names():
        with store.open(name) as file:
            found[name] = file.read()
    return found


def test_every_file_lies_in_the_other_store_alone(move):
    moved = move.run()

    assert (moved.files, moved.size, moved.stayed) == (3, 18, {})
    assert held(move.source) == {}
    assert held(move.target) == FILES
    [entry] = AuditEntry.objects.filter(action="archive.files_moved")
    assert entry.data == {"to": move.to, "files": 3, "bytes": 18}


def test_run_again_it_finds_nothing_to_do(move):
    move.run()

    assert move.run().files == 0
    assert held(move.target) == FILES
    assert AuditEntry.objects.filter(action="archive.files_moved").count() == 1


def dying(real, call, *, after):
    """Return `real`, which kills the process at that call of it."""
    calls = itertools.count(1)

    def run(*given, **named):
        is_last = next(calls) == call
        if is_last and not after:
            raise Killed
        answer = real(*given, **named)
        if is_last:
            raise Killed
        return answer

    return run


@pytest.mark.parametrize("moment", ["digest_of", "put_whole", "exists", "delete"])
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_each_file_is_readable_and_the_next_run_ends_it(
    move, monkeypatch, moment, after
):
    owners = [moving] if moment == "digest_of" else [DiskStore, S3Store]
    with monkeypatch.context() as patch:
        for owner in owners:
            patch.setattr(owner, moment, dying(getattr(owner, moment), 2, after=after))
        with pytest.raises(Killed):
            move.run()

    assert held(storages["default"]) == FILES
    assert move.run().stayed == {}
    assert held(move.source) == {}
    assert held(move.target) == FILES


def test_a_copy_that_reads_differently_is_dropped_and_the_source_stays(
    move, monkeypatch
):
    real = moving.digest_of
    bad = "originals/aa/bb/goc-1.jpg"

    def misread(store, name):
        if store is move.target and name == bad:
            return "0" * 64
        return real(store, name)

    monkeypatch.setattr(moving, "digest_of", misread)

    moved = move.run()

    assert moved.stayed == {bad: "bản chép không giống bản gốc"}
    assert held(move.source) == {bad: FILES[bad]}
    assert bad not in held(move.target)


def test_another_file_of_the_same_name_is_not_written_over(move):
    name = "documents/Thông tư.pdf"
    move.target.put_whole(name, io.BytesIO(b"khac han"))

    moved = move.run()

    assert moved.stayed == {name: "bên kia đã có tệp khác cùng tên"}
    assert held(move.source) == {name: FILES[name]}
    assert held(move.target)[name] == b"khac han"


def test_a_file_deleted_while_it_is_copied_does_not_come_back(move, monkeypatch):
    name = "documents/Thông tư.pdf"
    kind = type(move.target)
    real = kind.put_whole

    def delete_meanwhile(store, given, content):
        real(store, given, content)
        if given == name:
            move.source.delete(name)

    monkeypatch.setattr(kind, "put_whole", delete_meanwhile)

    assert move.run().stayed == {}
    assert not storages["default"].exists(name)


def test_a_file_stored_while_others_move_goes_to_the_new_store(move):
    storages["default"].save("documents/moi.txt", io.BytesIO(b"moi"))

    assert move.target.exists("documents/moi.txt")
    assert not move.source.exists("documents/moi.txt")
    move.run()
    assert held(move.target) == FILES | {"documents/moi.txt": b"moi"}


def test_a_second_move_at_once_is_refused(move, settings):
    lock = Path(settings.MEDIA_ROOT) / moving.LOCK
    lock.parent.mkdir(exist_ok=True, parents=True)
    with lock.open("wb") as held_by_another:
        fcntl.flock(held_by_another, fcntl.LOCK_EX)
        with pytest.raises(CannotMove, match="Một lệnh chuyển tệp khác đang chạy"):
            move.run()

    assert held(move.source) == FILES


def test_while_the_house_does_not_read_both_stores_nothing_moves(move):
    with (
        override_settings(FILES_PLACE_BEFORE=move.to),
        pytest.raises(CannotMove, match=f"TOASOAN_FILES={move.to}"),
    ):
        move.run()

    assert held(move.source) == FILES


def test_the_command_counts_first_and_moves_only_when_told(move, capsys):
    call_command("archive_move", "--to", move.to, "--dry-run")
    assert capsys.readouterr().out == "3 files, 0.0 MB to move.\n"
    assert held(move.source) == FILES

    call_command("archive_move", "--to", move.to)
    assert capsys.readouterr().out.endswith("3 files, 0.0 MB moved.\n")
    assert held(move.target) == FILES


def test_the_command_fails_and_names_what_stayed(move):
    move.target.put_whole("documents/Thông tư.pdf", io.BytesIO(b"khac han"))

    with pytest.raises(CommandError, match="1 files stayed:\n  documents/Thông"):
        call_command("archive_move", "--to", move.to)


def test_without_an_s3_store_the_command_says_what_to_set(settings):
    with pytest.raises(CommandError, match="TOASOAN_S3_BUCKET"):
        call_command("archive_move", "--to", "s3", "--dry-run")
