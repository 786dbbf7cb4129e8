"""What other units see by default: the words of what is cleared and a marked preview.

The same walk as for isolation, with the unit left as every unit begins: no address gives
the file, a rendition, a document or a word of anything but what is shown.
"""

import io
from types import SimpleNamespace

import pytest
from django.urls import resolve
from PIL import Image

from tests.architecture.unit_walk import (
    MARK,
    _queries,
    _signed_in,
    addresses,
    staff_routes,
)
from toasoan.content.tests.factories import open_newsroom
from toasoan.newsroom.tests.unit_material import fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHOWN = "Anh duoc cho xem"
SHOWN_AT = {"holdings:entry", "holdings:preview", "catalogue:entry"}


def _whole(client, url, query):
    response = client.get(url, query)
    body = b"".join(response.streaming_content) if response.streaming else None
    body = response.content if body is None else body
    response.close()
    return response.status_code, body


@pytest.fixture
def own():
    made = open_newsroom("tbtc")
    fill(made, "Donvitoi")
    return made


@pytest.fixture
def other(own):
    made = fill(open_newsroom("hq"), MARK)
    photo = made.photo
    photo.title = photo.caption = photo.alt_text = photo.credit = SHOWN
    photo.save()
    photo.get_rendition("width-320")
    return made


def _faults(view, status, body, secrets):
    """Yield what is wrong with an answer."""
    text = body.decode("utf-8", "replace")
    if status >= 500:
        yield str(status)
    if body in secrets.files:
        yield "FILE"
    if any(name in text for name in secrets.names):
        yield "NAME OF A FILE"
    if f"{MARK} " in text:
        at = text.find(f"{MARK} ")
        yield f"WORDS {text[max(0, at - 80) : at + 60]!r}"
    if status == 200 and view not in SHOWN_AT:
        yield "SCREEN"


def _secrets(other):
    files, names = [], []
    for asset in (other.photo, other.document):
        with asset.file.open() as file:
            files.append(file.read())
        names.append(asset.file.name.rpartition("/")[2])
    made = other.photo.renditions.all()
    names += [each.file.name.rpartition("/")[2] for each in made]
    assert made
    return SimpleNamespace(files=files, names=names)


def test_only_words_and_the_marked_preview_of_what_is_cleared_come_out(own, other):
    secrets, client = _secrets(other), _signed_in(own.chief)
    wrong, met = [], set()
    for route, names in staff_routes():
        for url in addresses(route, names, other):
            for query in [{}] if names else _queries(other):
                status, body = _whole(client, url, query)
                view = resolve(url).view_name
                if SHOWN.encode() in body:
                    met.add(view)
                # Screens without a key are one's own.
                asked = view if "pk" in names else "holdings:entry"
                faults = _faults(asked, status, body, secrets)
                wrong += [f"{fault} {url} {query}" for fault in faults]
    assert not wrong, "\n".join(wrong)
    assert {"holdings:entry", "catalogue:grid"} <= met

    address = f"/toa-soan/kho/muc/{other.photo.entry.pk}/xem-truoc.jpg"
    with Image.open(io.BytesIO(_whole(client, address, {})[1])) as shown:
        assert max(shown.size) == 800
