"""Settings of the test suite: fast hasher, immediate jobs, throw-away files."""

import os
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="toasoan-test-"))
(_scratch / "static").mkdir()  # WhiteNoise warns when it is missing
os.environ["TOASOAN_DATA_DIR"] = str(_scratch)
os.environ.setdefault("TOASOAN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_scratch}/test.sqlite3")

from config.settings.base import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "toasoan.archive.storing.disk.DiskStore"},
    "files_disk": {"BACKEND": "toasoan.archive.storing.disk.DiskStore"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {
        "BACKEND": "toasoan.core.queues.ImmediateQueue",
        "QUEUES": ["default", "slow", "media"],
    }
}
# A program to start for each picture: only the tests about it do.
EXIFTOOL = ""
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test that wants a file processed asks for it.
PROCESSING_AT_ONCE = False
