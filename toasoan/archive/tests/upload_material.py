"""A phone that speaks tus, for the tests of uploads."""

import base64
import uuid

from django.test import Client

from toasoan.archive.incoming.uploading import upload_begin, upload_receive
from toasoan.archive.tests.factories import picture_bytes

ROOT = "/toa-soan/tai-len/"
PICTURE = picture_bytes((400, 300))
SIZE = len(PICTURE)
STREAM = "application/offset+octet-stream"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def told(unit="tbtc", kind="photo", name="ảnh 1.jpg", **more):
    pairs = {"id": str(uuid.uuid4()), "unit": unit, "kind": kind, "filename": name}
    return pairs | more


def encoded(pairs):
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in pairs.items()
    )


def begin(client, pairs, length=SIZE, data=b"", **headers):
    return client.post(
        ROOT,
        data=data,
        content_type=STREAM if data else "text/plain",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(length),
            "Upload-Metadata": encoded(pairs),
            **headers,
        },
    )


def patch(client, pk, at, data, content_type=STREAM, **headers):
    return client.patch(
        f"{ROOT}{pk}/",
        data=data,
        content_type=content_type,
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(at), **headers},
    )


def head(client, pk):
    return client.head(f"{ROOT}{pk}/", headers={"Tus-Resumable": "1.0.0"})


def begun(unit, by, data=PICTURE, kind="photo", name="anh.jpg", **fields):
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=unit,
        kind=kind,
        name=name,
        length=len(data),
        by=by,
        **fields,
    )
    return upload


def sent(unit, by, data=PICTURE, **fields):
    upload = begun(unit, by, data, **fields)
    upload_receive(upload=upload, at=0, pieces=[data])
    upload.refresh_from_db()
    return upload
