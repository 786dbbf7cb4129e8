"""The words of a photo, and where each stands in a file.

Names and meanings: IPTC Photo Metadata Standard, Core and Extension. The octets an IIM
dataset holds: IPTC IIM 4.2. Tags are written as exiftool names them, with the group.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

Kind = Literal["text", "long", "list", "choice"]
Group = Literal["who", "where", "what", "rights", "how"]
LIST_MAX = 30
LIST_ITEM_MAX = 100

GROUPS: dict[Group, Any] = {
    "who": _("Tác giả và nguồn"),
    "where": _("Nơi chốn"),
    "what": _("Người và sự kiện trong ảnh"),
    "rights": _("Điều kiện sử dụng"),
    "how": _("Chỉ dẫn và cách tạo ảnh"),
}


@dataclass(frozen=True)
class Word:
    """One thing said of a photo.

    Attributes:
        key: its name in descriptions.
        label: its name on screens.
        kind: one line, several lines, several values, or one of a list.
        column: the photo's own column; "" when it stands in `iptc_words`.
        xmp: XMP tags, the first that is there is read, all are written;
            "tag/member" is a member of the first structure of the tag.
        iim: the IIM dataset.
        iim_bytes: the octets it holds, of each value of a list.
        exif: the EXIF tag.
        group: under which heading the edit screen has it; "" for what it
            shows anyhow.
        help: a line under the field.
    """

    key: str
    label: Any
    kind: Kind = "text"
    max_chars: int = 300
    column: str = ""
    xmp: tuple[str, ...] = ()
    iim: str = ""
    iim_bytes: int = 0
    exif: str = ""
    group: Group | Literal[""] = ""
    help: Any = ""


# Of the older list, still in files; read, never written.
LEGACY_TOPICS = ("XMP-iptcCore:SubjectCode", "IPTC:SubjectReference")
_SHOWN = "XMP-iptcExt:LocationShown"
_CREATED = "XMP-iptcExt:LocationCreated"

WORDS: tuple[Word, ...] = (
    Word(
        "title",
        _("tiêu đề"),
        max_chars=255,
        column="title",
        xmp=("XMP-dc:Title",),
        iim="IPTC:ObjectName",
        iim_bytes=64,
    ),
    Word(
        "caption",
        _("chú thích"),
        kind="long",
        max_chars=2000,
        column="caption",
        xmp=("XMP-dc:Description",),
        iim="IPTC:Caption-Abstract",
        iim_bytes=2000,
        exif="IFD0:ImageDescription",
    ),
    Word(
        "alt_text",
        _("chữ thay ảnh"),
        column="alt_text",
        xmp=("XMP-iptcCore:AltTextAccessibility",),
    ),
    Word(
        "credit",
        _("ghi nguồn"),
        max_chars=200,
        column="credit",
        xmp=("XMP-photoshop:Credit",),
        iim="IPTC:Credit",
        iim_bytes=32,
    ),
    Word(
        "copyright_notice",
        _("bản quyền"),
        column="copyright_notice",
        xmp=("XMP-dc:Rights",),
        iim="IPTC:CopyrightNotice",
        iim_bytes=128,
        exif="IFD0:Copyright",
    ),
    Word(
        "keywords",
        _("từ khóa"),
        kind="list",
        column="tags",
        xmp=("XMP-dc:Subject",),
        iim="IPTC:Keywords",
        iim_bytes=64,
    ),
    Word(
        # Codes of Media Topics; they stand with the entry, `vocabularies.choosing`.
        "topic",
        _("chủ đề"),
        kind="list",
        column="topics",
        xmp=("XMP-iptcExt:AboutCvTerm",),
    ),
    Word(
        "creator",
        _("người chụp"),
        kind="list",
        xmp=("XMP-dc:Creator",),
        iim="IPTC:By-line",
        iim_bytes=32,
        exif="IFD0:Artist",
        group="who",
        help=_("Mỗi dòng một người"),
    ),
    Word(
        "source",
        _("nguồn gốc ảnh"),
        xmp=("XMP-photoshop:Source",),
        iim="IPTC:Source",
        iim_bytes=32,
        group="who",
        help=_("Nơi có ảnh đầu tiên: hãng tin, cơ quan, người cho"),
    ),
    Word(
        "headline",
        _("tít của ảnh"),
        xmp=("XMP-photoshop:Headline",),
        iim="IPTC:Headline",
        iim_bytes=256,
        group="what",
    ),
    Word(
        "person_shown",
        _("người trong ảnh"),
        kind="list",
        xmp=("XMP-iptcExt:PersonInImage",),
        group="what",
        help=_("Mỗi dòng một người"),
    ),
    Word(
        "event",
        _("sự kiện"),
        xmp=("XMP-iptcExt:Event",),
        group="what",
    ),
    Word(
        "extended_description",
        _("mô tả dài cho người không nhìn thấy"),
        kind="long",
        max_chars=4000,
        xmp=("XMP-iptcCore:ExtDescrAccessibility",),
        group="what",
    ),
    Word(
        "shown_sublocation",
        _("nơi trong ảnh: địa điểm"),
        xmp=(f"{_SHOWN}/Sublocation", "XMP-iptcCore:Location"),
        iim="IPTC:Sub-location",
        iim_bytes=32,
        group="where",
    ),
    Word(
        "shown_city",
        _("nơi trong ảnh: xã, phường, thành phố"),
        xmp=(f"{_SHOWN}/City", "XMP-photoshop:City"),
        iim="IPTC:City",
        iim_bytes=32,
        group="where",
    ),
    Word(
        "shown_province",
        _("nơi trong ảnh: tỉnh, thành"),
        xmp=(f"{_SHOWN}/ProvinceState", "XMP-photoshop:State"),
        iim="IPTC:Province-State",
        iim_bytes=32,
        group="where",
    ),
    Word(
        "shown_country",
        _("nơi trong ảnh: nước"),
        xmp=(f"{_SHOWN}/CountryName", "XMP-photoshop:Country"),
        iim="IPTC:Country-PrimaryLocationName",
        iim_bytes=64,
        group="where",
    ),
    Word(
        "created_sublocation",
        _("nơi đứng chụp, nếu khác: địa điểm"),
        xmp=(f"{_CREATED}/Sublocation",),
        group="where",
    ),
    Word(
        "created_city",
        _("nơi đứng chụp: xã, phường, thành phố"),
        xmp=(f"{_CREATED}/City",),
        group="where",
    ),
    Word(
        "created_province",
        _("nơi đứng chụp: tỉnh, thành"),
        xmp=(f"{_CREATED}/ProvinceState",),
        group="where",
    ),
    Word(
        "created_country",
        _("nơi đứng chụp: nước"),
        xmp=(f"{_CREATED}/CountryName",),
        group="where",
    ),
    Word(
        "usage_terms",
        _("điều kiện dùng ảnh"),
        kind="long",
        max_chars=1000,
        xmp=("XMP-xmpRights:UsageTerms",),
        group="rights",
    ),
    Word(
        "web_statement",
        _("địa chỉ trang nói về bản quyền"),
        max_chars=500,
        xmp=("XMP-xmpRights:WebStatement",),
        group="rights",
    ),
    Word(
        "licensor_name",
        _("nơi bán hoặc cho phép dùng ảnh"),
        xmp=("XMP-plus:Licensor/LicensorName",),
        group="rights",
    ),
    Word(
        "licensor_url",
        _("địa chỉ trang xin phép dùng ảnh"),
        max_chars=500,
        xmp=("XMP-plus:Licensor/LicensorURL",),
        group="rights",
    ),
    Word(
        "instructions",
        _("chỉ dẫn cho người dùng ảnh"),
        kind="long",
        max_chars=1000,
        xmp=("XMP-photoshop:Instructions",),
        iim="IPTC:SpecialInstructions",
        iim_bytes=256,
        group="how",
    ),
    Word(
        "job_id",
        _("mã việc"),
        xmp=("XMP-photoshop:TransmissionReference",),
        iim="IPTC:OriginalTransmissionReference",
        iim_bytes=32,
        group="how",
    ),
    Word(
        "digital_source_type",
        _("ảnh được tạo ra thế nào"),
        kind="choice",
        xmp=("XMP-iptcExt:DigitalSourceType",),
        group="how",
    ),
)
BY_KEY = {word.key: word for word in WORDS}
MORE = tuple(word for word in WORDS if not word.column)

_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# IPTC NewsCodes, Digital Source Type: those a newsroom meets.
SOURCE_TYPES: tuple[tuple[str, Any], ...] = (
    (f"{_TYPES}digitalCapture", _("Chụp bằng máy ảnh số, điện thoại")),
    (f"{_TYPES}negativeFilm", _("Quét từ phim âm bản")),
    (f"{_TYPES}positiveFilm", _("Quét từ phim dương bản")),
    (f"{_TYPES}print", _("Quét từ ảnh in")),
    (f"{_TYPES}screenCapture", _("Chụp màn hình")),
    (f"{_TYPES}digitalArt", _("Vẽ bằng máy")),
    (f"{_TYPES}humanEdits", _("Ảnh chụp, người sửa nội dung")),
    (f"{_TYPES}composite", _("Ghép từ nhiều phần")),
    (
        f"{_TYPES}compositeWithTrainedAlgorithmicMedia",
        _("Ảnh chụp có phần do trí tuệ nhân tạo tạo ra"),
    ),
    (
        f"{_TYPES}trainedAlgorithmicMedia",
        _("Do trí tuệ nhân tạo tạo ra"),
    ),
)


def bytes_cut(text: str, limit: int) -> str:
    """Return as much of the text as fits into `limit` octets of UTF-8.

    No letter is cut in two, nor parted from its marks.
    """
    if len(text.encode()) <= limit:
        return text
    cut = text.encode()[:limit].decode("utf-8", "ignore")
    if unicodedata.combining(text[len(cut)]):
        while cut and unicodedata.combining(cut[-1]):
            cut = cut[:-1]
        cut = cut[:-1]
    return cut.rstrip()
