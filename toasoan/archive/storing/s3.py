"""Files in an S3-compatible store: Amazon's, MinIO, Ceph, and their like."""

import logging
import posixpath
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from toasoan.archive.storing.stores import PIECE_BYTES, Leaving, StoreSilent

log = logging.getLogger("toasoan.archive")

# Heavier files go in parts of this weight: at 10,000 parts, 160 GB.
PART_BYTES = 16 * 1024 * 1024
HELD_IN_MEMORY = 8 * 1024 * 1024
# For the browser to begin; a download that has begun is not cut off.
DIRECT_FOR_S = 60
NAMES_TRIED = 5
GONE, TAKEN = 404, 412
CLIENT = Config(
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    # Stores of others do not know the checksums that boto3 adds by itself.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 4, "mode": "standard"},
)


@contextmanager
def _told_as_os_errors(name: str) -> Iterator[None]:
    """Of a file that is gone or taken the house hears as it hears from a disk.

    Raises:
        StoreSilent: anything else went wrong.
    """
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if status == GONE:
            raise FileNotFoundError(name) from error
        if status == TAKEN:
            raise FileExistsError(name) from error
        log.warning("%s: the store says %s", name, status)
        raise StoreSilent from error
    except (BotoCoreError, Boto3Error) as error:
        log.warning("%s: the store does not answer: %s", name, type(error).__name__)
        raise StoreSilent from error


class S3Store(S3Storage):
    """django-storages' S3, that never writes over a file and shows nothing in public."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return its settings, with ours in their place."""
        return super().get_default_settings() | {
            "client_config": CLIENT,
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": HELD_IN_MEMORY,
        }

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """Return the same address as on disk: pages name it, and it outlives a move."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def names(self) -> Iterator[str]:
        """Yield the name of every file."""
        prefix = f"{self.location}/" if self.location else ""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket_name, Prefix=prefix
        )
        with _told_as_os_errors(prefix):
            for page in pages:
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(prefix)

    def exists(self, name: str) -> bool:
        """Return whether there is such a file.

        Raises:
            StoreSilent: the store does not say.
        """
        with _told_as_os_errors(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return the bytes of the file.

        Raises:
            FileNotFoundError: there is none.
        """
        with _told_as_os_errors(name):
            head = self._client.head_object(**self._place(name))
        return int(head["ContentLength"])

    def delete(self, name: str) -> None:
        """There is no such file."""
        with _told_as_os_errors(name):
            super().delete(name)

    def pieces(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """Yield that part of the file."""
        if length <= 0:
            return
        with _told_as_os_errors(name):
            answer = self._client.get_object(
                **self._place(name), Range=f"bytes={start}-{start + length - 1}"
            )
            with closing(answer["Body"]) as body:
                yield from body.iter_chunks(PIECE_BYTES)

    def put_whole(self, name: str, content: IO[bytes]) -> None:
        """The file is there, whole: a store shows none that is on its way.

        Raises:
            FileExistsError: there is one already; it was not touched.
        """
        place = self._place(name)
        said = self._get_write_parameters(place["Key"])
        with _told_as_os_errors(name):
            first = content.read(PART_BYTES)
            if len(first) < PART_BYTES:
                self._client.put_object(**place, **said, Body=first, IfNoneMatch="*")
            else:
                self._put_in_parts(place, said, first, content)

    def _put_in_parts(
        self,
        place: dict[str, str],
        said: dict[str, Any],
        piece: bytes,
        content: IO[bytes],
    ) -> None:
        upload = self._client.create_multipart_upload(**place, **said)
        place = place | {"UploadId": upload["UploadId"]}
        parts: list[dict[str, Any]] = []
        try:
            while piece:
                number = len(parts) + 1
                done = self._client.upload_part(**place, PartNumber=number, Body=piece)
                parts.append({"PartNumber": number, "ETag": done["ETag"]})
                piece = content.read(PART_BYTES)
            self._client.complete_multipart_upload(
                **place, MultipartUpload={"Parts": parts}, IfNoneMatch="*"
            )
        except BaseException:
            self._client.abort_multipart_upload(**place)
            raise

    def direct_address(self, name: str, leaving: Leaving) -> str | None:
        """Return where the store itself sends the file for a minute."""
        if not settings.S3_DIRECT:
            return None
        with _told_as_os_errors(name):
            address: str = self._client.generate_presigned_url(
                "get_object",
                Params=self._place(name)
                | {
                    "ResponseContentType": leaving.content_type,
                    "ResponseContentDisposition": leaving.disposition,
                    "ResponseCacheControl": "private, no-store",
                },
                ExpiresIn=DIRECT_FOR_S,
            )
        return address

    def holder(self, name: str) -> "S3Store":
        """Return this store.

        Raises:
            FileNotFoundError: it has no such file.
        """
        if not self.exists(name):
            raise FileNotFoundError(name)
        return self

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _place(self, name: str) -> dict[str, str]:
        key = self._normalize_name(clean_name(name))
        return {"Bucket": self.bucket_name, "Key": key}

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        with _told_as_os_errors(name):
            opened: File[bytes] = super()._open(name, mode)
            # Fetched now: what fails fails here, where callers expect it.
            opened.open()
        return opened

    def _save(self, name: str, content: IO[bytes]) -> str:
        """Store the file under the name, or one like it when another was quicker.

        Raises:
            FileExistsError: every name tried was taken meanwhile.
        """
        name = clean_name(name)
        for _try in range(NAMES_TRIED):
            if content.seekable():
                content.seek(0)
            try:
                self.put_whole(name, content)
            except FileExistsError:
                folder, file = posixpath.split(name)
                root, ending = posixpath.splitext(file)
                other = self.get_alternative_name(root, ending)
                name = posixpath.join(folder, other)
            else:
                return name
        raise FileExistsError(name)
