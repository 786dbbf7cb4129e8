"""Where originals, documents and renditions lie: a disk, or an S3-compatible store."""

import importlib.util
from typing import Any

from config.settings.base import env
from toasoan.core.environment import SettingInvalid

_PLACES = ("disk", "s3")
FILES_PLACE = env.choice("TOASOAN_FILES", "disk", _PLACES)
# While files move, the place they come from; what is not found in the new is read there.
FILES_PLACE_BEFORE = env.choice("TOASOAN_FILES_BEFORE", FILES_PLACE, _PLACES)
# Whether nginx sends private files when a view says so (deploy/nginx-files.conf).
X_ACCEL = env.flag("TOASOAN_X_ACCEL", default=False)
# Whether browsers fetch private files from the S3 store, by an address of a minute.
S3_DIRECT = env.flag("TOASOAN_S3_DIRECT", default=True)

_S3: dict[str, Any] = {
    "bucket_name": env.text("TOASOAN_S3_BUCKET", ""),
    "endpoint_url": env.text("TOASOAN_S3_ENDPOINT", "") or None,
    "region_name": env.text("TOASOAN_S3_REGION", "") or None,
    "access_key": env.text("TOASOAN_S3_KEY", "") or None,
    "secret_key": env.text("TOASOAN_S3_SECRET", "") or None,
    "location": env.text("TOASOAN_S3_PREFIX", "").strip("/"),
}
if bool(_S3["access_key"]) != bool(_S3["secret_key"]):
    raise SettingInvalid("TOASOAN_S3_KEY và TOASOAN_S3_SECRET phải có cùng nhau")
if "s3" in {FILES_PLACE, FILES_PLACE_BEFORE}:
    if not _S3["bucket_name"]:
        raise SettingInvalid(
            "TOASOAN_S3_BUCKET trống: ghi tên ngăn chứa (bucket) ở kho S3"
        )
    if not all(importlib.util.find_spec(name) for name in ("boto3", "storages")):
        raise SettingInvalid(
            "TOASOAN_FILES='s3': chưa có boto3 và django-storages, cài bằng "
            "python3 -m tools.start.venv requirements-s3.lock"
        )

_BACKENDS: dict[str, dict[str, Any]] = {
    "disk": {"BACKEND": "toasoan.archive.storing.disk.DiskStore"},
    "s3": {"BACKEND": "toasoan.archive.storing.s3.S3Store", "OPTIONS": _S3},
}
_BOTH = {
    "BACKEND": "toasoan.archive.storing.both.NewThenOld",
    "OPTIONS": {"new": f"files_{FILES_PLACE}", "old": f"files_{FILES_PLACE_BEFORE}"},
}
_MOVING = FILES_PLACE != FILES_PLACE_BEFORE
STORAGES = {
    "default": _BOTH if _MOVING else _BACKENDS[FILES_PLACE],
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "files_disk": _BACKENDS["disk"],
}
if _S3["bucket_name"]:
    STORAGES["files_s3"] = _BACKENDS["s3"]
