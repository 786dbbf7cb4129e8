"""What a rendition says of its photo: who made it, whose it is, what it shows.

Only what the newsroom itself would print beside the picture. Place, camera, serial
numbers, instructions and job numbers stay in the original.

Written by hand, a rendition at a time: exiftool would take longer than the drawing.
XMP as in the IPTC Photo Metadata Standard, IIM 4.2 and EXIF beside it in a JPEG.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image

from toasoan.archive.metadata.fields import BY_KEY, bytes_cut

COLUMNS = ("title", "caption", "alt_text", "credit", "copyright_notice")
MORE = (
    "creator",
    "headline",
    "usage_terms",
    "web_statement",
    "licensor_name",
    "licensor_url",
    "digital_source_type",
)
# These two are part of a rendition's key by themselves.
KEYED_ALONE = frozenset({"credit", "copyright_notice"})

EXIF_ARTIST = 0x013B
EXIF_COPYRIGHT = 0x8298

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
# Each by key: its element, and how XMP has it.
XMP: tuple[tuple[str, str, str], ...] = (
    ("title", "dc:title", "Alt"),
    ("caption", "dc:description", "Alt"),
    ("creator", "dc:creator", "Seq"),
    ("copyright_notice", "dc:rights", "Alt"),
    ("credit", "photoshop:Credit", ""),
    ("headline", "photoshop:Headline", ""),
    ("usage_terms", "xmpRights:UsageTerms", "Alt"),
    ("web_statement", "xmpRights:WebStatement", ""),
    ("alt_text", "Iptc4xmpCore:AltTextAccessibility", "Alt"),
    ("digital_source_type", "Iptc4xmpExt:DigitalSourceType", ""),
)
LICENSOR = (("licensor_name", "LicensorName"), ("licensor_url", "LicensorURL"))
IIM: tuple[tuple[str, int], ...] = (
    ("title", 5),
    ("creator", 80),
    ("headline", 105),
    ("credit", 110),
    ("copyright_notice", 116),
    ("caption", 120),
)
UTF8 = b"\x1b%G"
# What XML 1.0 cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Words = dict[str, Any]


def public_words(photo: Any) -> Words:
    """Return the words by key, those that are empty left out."""
    words = {key: getattr(photo, key) for key in COLUMNS}
    words |= {key: photo.iptc_words.get(key) for key in MORE}
    return {key: _clean(value) for key, value in words.items() if value}


def public_words_key(photo: Any) -> str:
    """Return what changes with the words that no field of the key holds; "" for none."""
    words = public_words(photo)
    more = {key: words[key] for key in words if key not in KEYED_ALONE}
    if not more:
        return ""
    text = json.dumps(more, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [UNWRITABLE.sub("", str(each)) for each in value]
    return UNWRITABLE.sub("", str(value))


def _many(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def xmp_packet(words: Words) -> bytes:
    """Return an XMP packet of the words, b"" when there are none."""
    if not words:
        return b""
    spaces = " ".join(f'xmlns:{name}="{url}"' for name, url in NAMESPACES.items())
    body = "".join((*_xmp_elements(words), *_xmp_rights(words)))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _xmp_elements(words: Words) -> Iterator[str]:
    for key, element, kind in XMP:
        if key not in words:
            continue
        inner = escape("; ".join(_many(words[key])))
        if kind == "Alt":
            inner = f'<rdf:li xml:lang="x-default">{inner}</rdf:li>'
        elif kind == "Seq":
            inner = "".join(
                f"<rdf:li>{escape(each)}</rdf:li>" for each in _many(words[key])
            )
        inner = f"<rdf:{kind}>{inner}</rdf:{kind}>" if kind else inner
        yield f"<{element}>{inner}</{element}>"


def _xmp_rights(words: Words) -> Iterator[str]:
    if "copyright_notice" in words:
        yield "<xmpRights:Marked>True</xmpRights:Marked>"
    members = "".join(
        f"<plus:{name}>{escape(words[key])}</plus:{name}>"
        for key, name in LICENSOR
        if key in words
    )
    if members:
        yield (
            '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
            f"{members}</rdf:li></rdf:Seq></plus:Licensor>"
        )


def iim_block(words: Words) -> bytes:
    """Return what a JPEG holds for readers of IIM, b"" when it would hold nothing."""
    sets = [
        _dataset(2, number, bytes_cut(each, BY_KEY[key].iim_bytes).encode())
        for key, number in IIM
        if key in words
        for each in _many(words[key])
    ]
    if not sets:
        return b""
    data = b"".join((_dataset(1, 90, UTF8), _dataset(2, 0, b"\x00\x04"), *sets))
    padding = b"\x00" * (len(data) % 2)
    length = len(data).to_bytes(4, "big")
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + length + data + padding


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(data).to_bytes(2, "big") + data


def exif_block(words: Words) -> bytes:
    """Return an EXIF block that names who made and who owns the picture."""
    exif = Image.Exif()
    # As UTF-8 bytes, which readers of EXIF understand; text would lose its marks.
    for key, tag in (("credit", EXIF_ARTIST), ("copyright_notice", EXIF_COPYRIGHT)):
        if key in words:
            exif[tag] = words[key].encode()
    return exif.tobytes() if len(exif) else b""


def jpeg_with_exif(data: bytes, exif: bytes) -> bytes:
    """Return the JPEG with the EXIF block where readers look: behind the JFIF one."""
    if not exif:
        return data
    at = 2
    if data[2:4] == b"\xff\xe0":
        at += 2 + int.from_bytes(data[4:6], "big")
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    return data[:at] + segment + data[at:]
