"""An S3-compatible store on this machine, and settings that lead files there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import boto3
from moto.server import ThreadedMotoServer

DISK = {"BACKEND": "toasoan.archive.storing.disk.DiskStore"}
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@contextmanager
def s3_running() -> Iterator[str]:
    """Keep an S3 server of moto on a port of this machine; yield its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def bucket_make(endpoint: str) -> dict[str, object]:
    """Return the storage of a new, empty bucket."""
    name = f"kho-{uuid4().hex[:12]}"
    keys = {"aws_access_key_id": "thu", "aws_secret_access_key": "thu"}
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)
    client.create_bucket(Bucket=name)
    client.close()
    return {
        "BACKEND": "toasoan.archive.storing.s3.S3Store",
        "OPTIONS": {
            "bucket_name": name,
            "endpoint_url": endpoint,
            "region_name": "us-east-1",
            "access_key": "thu",
            "secret_key": "thu",
            "location": "tòa soạn",
        },
    }


def storages_of(default: object, s3: object) -> dict[str, object]:
    return {
        "default": default,
        "staticfiles": STATIC,
        "files_disk": DISK,
        "files_s3": s3,
    }


def both(new: str, old: str) -> dict[str, object]:
    return {
        "BACKEND": "toasoan.archive.storing.both.NewThenOld",
        "OPTIONS": {"new": f"files_{new}", "old": f"files_{old}"},
    }
