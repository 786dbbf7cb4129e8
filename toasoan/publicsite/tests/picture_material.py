"""What tests of public and private pictures ask alike."""

import re
from datetime import timedelta

from django.test import Client

from toasoan.archive.selectors import photo_sources
from toasoan.archive.storing.public import picture_is_public
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import services, store

HOUR = timedelta(hours=1, minutes=1)
ADDRESS = re.compile(rb"/tep/(renditions/[\w./-]+)(\?xem=\w+)?")


def with_sizes(photo):
    for ratio in (None, "3:2", "4:3"):
        photo_sources(photo, ratio=ratio)
    return photo


def names_of(photo):
    return [each.file.name for each in photo.renditions.all()]


def are_public(photo):
    public = {picture_is_public(name) for name in names_of(photo)}
    assert len(public) == 1
    return public.pop()


def signed_in(person, host="localhost"):
    client = Client(SERVER_NAME=host)
    client.force_login(person)
    return client


def everything_follows():
    outbox_dispatch()
    services.stale_pages_bake()


def named_in_store():
    """Return the renditions that stored pages name, and not one with a key."""
    names = set()
    for file in store.store_dir().rglob("*"):
        if file.is_file() and file.suffix in {".html", ".xml", ".json"}:
            for name, key in ADDRESS.findall(file.read_bytes()):
                assert not key
                names.add(name.decode())
    return names
