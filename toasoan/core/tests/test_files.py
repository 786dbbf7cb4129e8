import os
import signal
import subprocess
import sys
import time

import pytest

from toasoan.core import files


def test_the_file_holds_the_bytes_and_the_given_time(tmp_path):
    path = tmp_path / "a" / "b" / "index.html"

    files.write_atomically(path, b"moi", mtime_ns=1_700_000_000_000_000_000)

    assert path.read_bytes() == b"moi"
    assert path.stat().st_mtime_ns == 1_700_000_000_000_000_000
    assert [p.name for p in path.parent.iterdir()] == ["index.html"]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path, monkeypatch
):
    path = tmp_path / "index.html"
    files.write_atomically(path, b"cu")

    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        files.write_atomically(path, b"moi")

    assert path.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_killed_at_any_moment_never_leaves_a_partial_file(tmp_path):
    path = tmp_path / "index.html"
    code = (
        "import sys; from pathlib import Path; from toasoan.core.files import write_atomically\n"
        "i = 0\n"
        "while True:\n"
        "    i += 1; write_atomically(Path(sys.argv[1]), bytes([65 + i % 2]) * 300_000)\n"
    )
    for wait_s in (0.05, 0.09, 0.13):
        writer = subprocess.Popen([sys.executable, "-c", code, str(path)])
        while not path.exists():
            time.sleep(0.01)
        time.sleep(wait_s)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()

        content = path.read_bytes()
        assert len(content) == 300_000
        assert len(set(content)) == 1


def test_leftovers_of_killed_writers_are_swept_when_old(tmp_path):
    old, new = tmp_path / ".aa.partial", tmp_path / ".bb.partial"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    (tmp_path / "index.html").write_bytes(b"noise")

    assert files.partials_sweep(tmp_path) == 1

    assert sorted(p.name for p in tmp_path.iterdir()) == [".bb.partial", "index.html"]
