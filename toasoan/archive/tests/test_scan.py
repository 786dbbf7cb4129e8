"""A file with malware is out of everybody's reach; without a scanner, that is said."""

import shutil
import socketserver
import struct
import subprocess
import threading
import time
from pathlib import Path

import pytest
from django.urls import reverse

from toasoan.archive.models import ArchiveDocument, ProcessingStep, Quarantine
from toasoan.archive.selectors import right_to_use
from toasoan.archive.steps import clamd, made, processing, scan_step
from toasoan.archive.steps.step_errors import StepFailed, StepSkipped
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.media_material import document_entry, file_put, states
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

# In two halves, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class StrictScanner(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd(8) has it, and breaks off at anything else."""

    def handle(self):
        if self._exactly(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        body = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            if len(body) + size > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            body += self._exactly(size)
        self.server.bodies.append(body)
        if self.server.silent:
            time.sleep(self.server.silent)
        elif EICAR in body:
            self.wfile.write(b"stream: Eicar-Signature FOUND\0")
        else:
            self.wfile.write(self.server.says)

    def _exactly(self, size):
        data = self.rfile.read(size)
        if len(data) < size:
            raise ConnectionError
        return data


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    most, silent, says = 10_000_000, 0, b"stream: OK\0"

    def handle_error(self, *_args):
        pass


@pytest.fixture
def scanner(settings, tmp_path, socket_enabled):
    settings.MADE_DIR = tmp_path / "made"
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.CLAMD = str(tmp_path / "clamd.sock")
    with Server(settings.CLAMD, StrictScanner) as server:
        server.bodies = []
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def process(entry):
    processing.asset_process(entry_pk=entry.pk)
    return entry


def scan_of(entry):
    return ProcessingStep.objects.get(entry=entry, name="scan")


def asked(scanner_dir, data, **more):
    path = scanner_dir / "f"
    path.write_bytes(data)
    return path


@pytest.mark.django_db
def test_a_clean_file_is_scanned_whole_and_goes_on(scanner):
    data = b"sach " * 200_000
    entry = process(document_entry("a.txt", data))

    assert states(entry) == {"scan": "done", "text": "done"}
    assert scanner.bodies == [data]


@pytest.mark.django_db
def test_malware_is_moved_away_forbidden_told_and_written_down(
    scanner, settings, client
):
    unit = unit_make()
    keeper, reporter = person_make(unit, Role.ARCHIVIST), person_make(unit)
    entry = document_entry("a.txt", EICAR, unit)
    stored = Path(entry.document.file.path)

    process(entry)
    process(entry)

    assert states(entry) == {"scan": "failed", "text": "skipped"}
    assert scan_of(entry).why == "Có mã độc (Eicar-Signature): tệp đã bị cách ly"
    assert not stored.exists()
    (held,) = Path(settings.QUARANTINE_DIR).iterdir()
    assert held.read_bytes() == EICAR
    assert held.stat().st_mode & 0o777 == 0o400
    document = ArchiveDocument.objects.get()
    assert document.usage == "forbidden"
    assert not right_to_use(document, unit).allowed
    assert [n.recipient for n in Notification.objects.all()] == [keeper]
    assert AuditEntry.objects.filter(action="archive.asset_quarantined").count() == 1
    client.force_login(reporter)
    assert client.get(document.url).status_code == 404


@pytest.mark.django_db
def test_whoever_says_it_may_be_used_all_the_same_is_refused(scanner):
    entry = process(document_entry("a.txt", EICAR, unit := unit_make()))
    document = ArchiveDocument.objects.get()
    document.usage = "staff"
    document.save()

    decision = right_to_use(document, unit)

    assert not decision.allowed
    assert decision.reason == ("Tài liệu có mã độc, đã bị cách ly. Chọn tài liệu khác")
    keeper = person_make(unit, Role.ARCHIVIST)
    entry = type(entry).objects.get(pk=entry.pk)
    assert processing.asset_process_again(entry=entry, by=keeper) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["_file_move", "_quarantine_record"])
def test_killed_while_it_is_moved_it_is_moved_once(
    scanner, settings, monkeypatch, place
):
    entry = document_entry("a.txt", EICAR)
    whole = getattr(scan_step, place)

    def killed(work, *args):
        whole(work, *args)
        raise KeyboardInterrupt

    monkeypatch.setattr(scan_step, place, killed)
    with pytest.raises(KeyboardInterrupt):
        process(entry)
    monkeypatch.setattr(scan_step, place, whole)
    process(entry)

    assert len(list(Path(settings.QUARANTINE_DIR).iterdir())) == 1
    assert Quarantine.objects.count() == 1
    assert set(states(entry).values()) <= {"failed", "skipped"}
    assert AuditEntry.objects.filter(action="archive.asset_quarantined").count() == 1


@pytest.mark.django_db
def test_a_clean_file_in_its_place_is_free_of_the_quarantine(scanner):
    unit = unit_make()
    entry = process(document_entry("a.txt", EICAR, unit))
    document = ArchiveDocument.objects.get()
    document.usage = "staff"
    file_put(document, "b.txt", b"sach")

    process(entry)

    assert states(entry) == {"scan": "done", "text": "done"}
    assert right_to_use(document, unit).allowed


@pytest.mark.django_db
@pytest.mark.parametrize(("required", "allowed"), [(False, True), (True, False)])
def test_without_a_scanner_a_file_is_unscanned_and_a_setting_says_if_it_may_be_used(
    settings, tmp_path, required, allowed
):
    settings.MADE_DIR, settings.CLAMD = tmp_path, ""
    settings.SCAN_REQUIRED = required
    entry = process(document_entry("a.txt", b"chu", unit := unit_make()))

    assert scan_of(entry).why == "Chưa quét: máy chủ không có máy quét mã độc"
    decision = right_to_use(entry.document, unit)
    assert decision.allowed is allowed
    if not allowed:
        assert decision.reason.startswith("Tài liệu chưa được quét mã độc")


@pytest.mark.django_db
def test_where_a_scan_is_required_a_scanned_file_may_be_used(scanner, settings):
    settings.SCAN_REQUIRED = True
    entry = process(document_entry("a.txt", b"chu", unit := unit_make()))

    assert right_to_use(entry.document, unit).allowed


@pytest.mark.django_db
def test_a_scanner_that_is_down_is_tried_again_and_the_words_are_read(
    settings, tmp_path
):
    settings.MADE_DIR, settings.CLAMD = tmp_path / "m", str(tmp_path / "none.sock")
    entry = process(document_entry("a.txt", b"chu"))

    assert states(entry) == {"scan": "waiting", "text": "done"}
    assert scan_of(entry).why.startswith("Máy quét mã độc không trả lời")


def test_a_file_over_the_scanners_limit_is_unscanned(scanner, tmp_path):
    scanner.most = 1000
    with pytest.raises(StepSkipped, match="Chưa quét: tệp nặng hơn"):
        clamd.malware_in(
            asked(tmp_path, b"0" * 2_000_000), str(tmp_path / "clamd.sock"), timeout_s=5
        )


def test_a_silent_scanner_is_given_up(scanner, tmp_path):
    scanner.silent = 2
    began = time.monotonic()
    with pytest.raises(StepFailed, match="không trả lời"):
        clamd.malware_in(
            asked(tmp_path, b"0"), str(tmp_path / "clamd.sock"), timeout_s=0.3
        )
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("says", [b"", b"ERROR\0", b"\xff\0", b"OK\0"[:1]])
def test_only_a_clear_no_counts_as_clean(scanner, tmp_path, says):
    scanner.says = says
    with pytest.raises(StepFailed):
        clamd.malware_in(
            asked(tmp_path, b"0"), str(tmp_path / "clamd.sock"), timeout_s=2
        )


@pytest.mark.skipif(not shutil.which("clamd"), reason="clamd is not installed")
def test_the_real_scanner_finds_eicar_and_passes_a_clean_file(tmp_path, socket_enabled):
    signatures = tmp_path / "db"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Eicar-Own:0:*:{EICAR.hex()}\n")
    sock = f"/tmp/clamd-test-{time.time_ns()}.sock"
    conf = tmp_path / "clamd.conf"
    conf.write_text(
        f"LocalSocket {sock}\nDatabaseDirectory {signatures}\nForeground yes\n"
        f"TemporaryDirectory {tmp_path}\n"
    )
    process = subprocess.Popen(
        ["clamd", "-c", str(conf)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _time in range(150):
            if Path(sock).exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert process.poll() is None
        bad, good = asked(tmp_path, EICAR), tmp_path / "good"
        good.write_bytes(b"sach" * 100_000)
        assert clamd.malware_in(bad, sock, timeout_s=20) == "Eicar-Own.UNOFFICIAL"
        assert clamd.malware_in(good, sock, timeout_s=20) == ""
    finally:
        process.terminate()
        process.wait(10)
        Path(sock).unlink(missing_ok=True)


def test_what_is_quarantined_has_its_own_screen_and_no_made_file(scanner, client, db):
    unit = unit_make()
    entry = process(document_entry("a.txt", EICAR, unit))
    client.force_login(person_make(unit, Role.ARCHIVIST))

    shown = client.get(reverse("archive_staff:processing", args=[entry.pk]))

    assert "Eicar-Signature" in shown.content.decode()
    assert "Thử lại bước" not in shown.content.decode()
    assert made.folder_of(entry.document.file_hash).exists()
