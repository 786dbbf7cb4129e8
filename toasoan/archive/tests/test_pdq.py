"""The hash that survives editing, beside the published one, and edits it must bear."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from toasoan.archive.alike import pdq
from toasoan.archive.tests.print_material import encoded, picture_of

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT.parent.parent / "shared/conformance/pdq/bridge-1-original.jpg"
REFERENCE_HASH = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"


def bits_between(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def waves() -> Image.Image:
    down, across = np.mgrid[0:192, 0:256]
    red = (across * 7 + down * down) % 256
    green = (across * across // 9 + down * 3) % 256
    blue = (across * down // 5) % 256
    return Image.fromarray(np.dstack([red, green, blue]).astype(np.uint8))


def test_the_hash_is_the_one_the_published_program_gives():
    # Computed by ThreatExchange's C++ (pdqhash 0.2.8 of PyPI) of the same pixels.
    hashed = pdq.picture_hash(waves())

    assert (
        hashed.bits.hex()
        == "dffd4b1eee39c000c2eff65effff464000325ffc03ff7ff5f800c00af000a000"
    )
    assert hashed.quality == 100


def test_the_hash_of_the_published_picture_is_the_published_one():
    if not REFERENCE.is_file():
        pytest.skip("the published picture is not on this machine")
    with Image.open(REFERENCE) as picture:
        hashed = pdq.picture_hash(picture)

    assert hashed.quality >= 80
    assert bits_between(hashed.bits, bytes.fromhex(REFERENCE_HASH)) <= 10


EDITS = {
    "jpeg of quality 20": lambda p: _saved(p, quality=20),
    "half the size": lambda p: p.resize((p.width // 2, p.height // 2)),
    "grey": ImageOps.grayscale,
    "blurred": lambda p: p.filter(ImageFilter.GaussianBlur(3)),
    "brighter": lambda p: p.point(lambda value: min(255, value + 20)),
    "palette": lambda p: p.quantize(256),
    "sixteen bits": lambda p: Image.fromarray(
        np.asarray(p.convert("L")).astype(np.uint16) * 257
    ),
    "opaque layer": lambda p: p.convert("RGBA"),
}


def _saved(picture, **save):
    return Image.open(io.BytesIO(encoded(picture, "JPEG", **save)))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edited_picture_is_still_itself(edit):
    for seed in range(5):
        picture = picture_of(seed)
        before, after = (pdq.picture_hash(p) for p in (picture, edit(picture)))

        assert before.quality >= pdq.LEAST_QUALITY
        assert bits_between(before.bits, after.bits) <= pdq.MATCH_BITS


@pytest.mark.parametrize("turn", list(Image.Transpose))
def test_a_turned_or_mirrored_picture_has_one_of_the_eight_hashes(turn):
    picture = picture_of(4)
    turned = pdq.picture_hash(picture.transpose(turn))

    nearest = min(
        bits_between(turned.bits, each) for each in pdq.picture_hash(picture).turned
    )

    assert nearest <= 4


def test_thirty_different_pictures_are_all_told_apart():
    hashes = [pdq.picture_hash(picture_of(100 + seed)) for seed in range(30)]

    nearest = min(
        bits_between(one.bits, each)
        for at, one in enumerate(hashes)
        for other in hashes[at + 1 :]
        for each in other.turned
    )

    assert nearest > pdq.MATCH_BITS


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (64, 64), (4000, 5)])
def test_a_picture_of_any_shape_has_a_hash(size):
    hashed = pdq.picture_hash(Image.new("RGB", size, (200, 10, 10)))

    assert len(hashed.bits) == 32
    assert not hashed.tells
