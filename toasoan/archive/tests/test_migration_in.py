"""Material of other archives: what was said of it comes along, and nothing is guessed."""

import csv
import io
import json
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from toasoan.archive.models import IncomingFile, Photo
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.archive.tests.media_material import pdf_bytes
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="TTXVN"
  photoshop:DateCreated="2019-05-07T08:30:00+07:00">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Cầu Mỹ Thuận</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Gia Bảo</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>cầu</rdf:li><rdf:li>sông Tiền</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Báo</title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Một bài</title><wp:post_id>9</wp:post_id>
 <wp:post_type><![CDATA[post]]></wp:post_type></item>
<item><title><![CDATA[Cảng Cát Lái]]></title><dc:creator><![CDATA[admin]]></dc:creator>
 <guid isPermaLink="false">https://bao.vn/wp-content/uploads/2019/05/cang.jpg</guid>
 <content:encoded><![CDATA[]]></content:encoded>
 <excerpt:encoded><![CDATA[Tàu vào <em>cảng</em>]]></excerpt:encoded>
 <wp:post_id>41</wp:post_id><wp:post_type><![CDATA[attachment]]></wp:post_type>
 <wp:attachment_url><![CDATA[https://bao.vn/wp-content/uploads/2019/05/cang.jpg]]></wp:attachment_url>
 <category domain="post_tag" nicename="cang"><![CDATA[cảng biển]]></category>
 <wp:postmeta><wp:meta_key><![CDATA[_wp_attached_file]]></wp:meta_key>
  <wp:meta_value><![CDATA[2019/05/cang-scaled.jpg]]></wp:meta_value></wp:postmeta>
 <wp:postmeta><wp:meta_key><![CDATA[_wp_attachment_image_alt]]></wp:meta_key>
  <wp:meta_value><![CDATA[Tàu hàng]]></wp:meta_value></wp:postmeta>
 <wp:postmeta><wp:meta_key><![CDATA[_wp_attachment_metadata]]></wp:meta_key>
  <wp:meta_value><![CDATA[a:2:{s:10:"image_meta";a:3:{s:6:"credit";s:9:"Gia Bảo";s:9:"copyright";s:0:"";s:17:"created_timestamp";s:10:"1557218400";}s:14:"original_image";s:8:"cang.jpg";}]]></wp:meta_value></wp:postmeta>
</item>
<item><title>Mất</title><wp:post_id>42</wp:post_id><wp:post_type>attachment</wp:post_type>
 <wp:attachment_url>https://bao.vn/wp-content/uploads/2019/05/m%E1%BA%A5t.jpg</wp:attachment_url></item>
</channel></rss>"""


@pytest.fixture
def root(tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    folder = tmp_path / "kho-cu"
    folder.mkdir()
    return folder


@pytest.fixture
def bring(unit, root, tmp_path):
    """Run the command; return its report as rows by column."""

    def bring(kind, files=root, **options):
        report = tmp_path / "bao-cao.csv"
        out = io.StringIO()
        call_command(
            "archive_import",
            kind,
            unit.key,
            str(files),
            report=report,
            stdout=out,
            **options,
        )
        text = report.read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return bring


def put(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def results(rows):
    return {row["Mã ở kho cũ"]: row["Kết quả"] for row in rows}


# --- Folders -----------------------------------------------------------------------


def test_a_tree_comes_in_with_its_sidecars_and_the_names_of_its_folders(
    root, bring, unit
):
    put(root, "Miền Tây/2019/a.jpg", picture_bytes())
    put(root, "Miền Tây/2019/a.xmp", XMP)
    put(root, "b.pdf", pdf_bytes("chu"))
    put(
        root,
        "b.pdf.json",
        json.dumps({"Tiêu đề": "Giấy mời", "Quyền": "Cơ quan cung cấp", "máy": "X"}),
    )
    put(root, ".DS_Store", b"x")

    rows = bring("folder")

    assert results(rows) == {"Miền Tây/2019/a.jpg": "Đã vào kho", "b.pdf": "Đã vào kho"}
    assert rows[0]["Chưa hiểu"] == 'máy: "X"'
    photo = Photo.objects.get()
    assert (photo.title, photo.credit, photo.usage) == (
        "Cầu Mỹ Thuận",
        "Gia Bảo/TTXVN",
        "unknown",
    )
    assert photo.taken_at == datetime(2019, 5, 7, 1, 30, tzinfo=UTC)
    assert set(photo.tags.names()) == {"cầu", "sông Tiền", "Miền Tây", "2019"}
    paper = IncomingFile.objects.get(name="b.pdf").entry
    assert (paper.title, paper.usage, paper.unit) == ("Giấy mời", "handout", unit)


def test_run_again_nothing_comes_in_twice_and_what_is_new_does(root, bring):
    put(root, "a.jpg", picture_bytes())
    bring("folder")
    put(root, "b.jpg", picture_bytes(colour=(1, 2, 3)))

    rows = bring("folder")

    assert results(rows) == {"a.jpg": "Đã xét ở lần trước", "b.jpg": "Đã vào kho"}
    assert Photo.objects.count() == 2


def test_a_trial_stores_nothing_and_says_the_same(root, bring):
    put(root, "a.jpg", picture_bytes())
    put(root, "b.jpg", picture_bytes()[:200])

    rows = bring("folder", dry_run=True)

    assert results(rows) == {"a.jpg": "Sẽ vào kho", "b.jpg": "Kho không nhận"}
    assert rows[1]["Vì sao"].startswith("Ảnh hỏng")
    assert not Photo.objects.exists()
    assert not IncomingFile.objects.exists()


def test_what_was_refused_is_tried_again_only_when_told(root, bring):
    path = put(root, "a.jpg", b"")
    bring("folder")
    path.write_bytes(picture_bytes())

    assert results(bring("folder")) == {"a.jpg": "Đã xét ở lần trước"}
    assert results(bring("folder", again=True)) == {"a.jpg": "Đã vào kho"}


@pytest.mark.parametrize(
    "sidecar",
    [
        b"<x",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"\xff" * 20,
        b"<a>" * 100_000,
    ],
)
def test_a_bad_sidecar_is_told_and_keeps_no_file_out(root, bring, sidecar):
    put(root, "a.jpg", picture_bytes())
    put(root, "a.xmp", sidecar)
    put(root, "a.json", b"[" * 50_000)

    rows = bring("folder")

    assert results(rows) == {"a.jpg": "Đã vào kho"}
    assert "Không đọc được a.json" in rows[0]["Chưa hiểu"]
    assert "root:" not in rows[0]["Chưa hiểu"]


def test_no_link_is_followed(root, bring, tmp_path):
    secret = put(tmp_path / "khac", "bi-mat.jpg", picture_bytes())
    (root / "a.jpg").symlink_to(secret)
    (root / "thu-muc").symlink_to(secret.parent)

    assert bring("folder") == []


# --- Tables ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "given"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1258", ""),
        ("cp1258", "cp1258"),
    ],
)
def test_a_table_in_any_encoding_of_an_office_is_read(
    root, bring, tmp_path, encoding, given
):
    put(root, "Ảnh/Cảng.jpg", picture_bytes())
    text = (
        "Mã số;Tên tệp;Chú thích ảnh;Người chụp;Quyền;Từ khóa;Ngày chụp;Hạn dùng\r\n"
        "A1;Ảnh\\Cảng.jpg;Tàu vào cảng;Gia Bảo;CTV;cảng, tàu;07/05/2019;31/12/2030\r\n"
    )
    if encoding == "cp1258":
        # Windows writes the tone marks as signs of their own.
        text = _for_1258(text)
    table = put(tmp_path, "bang.csv", text.encode(encoding))

    assert results(bring("csv", table=table, encoding=given)) == {"A1": "Đã vào kho"}

    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Tàu vào cảng", "Gia Bảo")
    assert (photo.usage, photo.rights_to) == ("contributor", date(2030, 12, 31))
    assert set(photo.tags.names()) == {"cảng", "tàu"}
    assert photo.taken_at == datetime(2019, 5, 7, 5, tzinfo=UTC)


def _for_1258(text):
    """Return the text as cp1258 can hold it: letters whole, tones apart."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.encode("cp1258", "ignore"):
            out.append(letter)
            continue
        parts = unicodedata.normalize("NFD", letter)
        tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone)
    return "".join(out)


def test_a_column_of_another_name_is_told_and_one_unknown_is_reported(
    root, bring, tmp_path
):
    put(root, "a.jpg", picture_bytes())
    table = put(tmp_path, "b.csv", "Hình,Lời,Kho lạnh\na.jpg,Tàu,kệ 3\nmat.jpg,,\n")

    rows = bring("csv", table=table, column=["Hình=file", "Lời=caption"])

    assert results(rows) == {"a.jpg": "Đã vào kho", "mat.jpg": "Thiếu tệp"}
    assert rows[0]["Chưa hiểu"] == "Kho lạnh: kệ 3"
    assert Photo.objects.get().caption == "Tàu"


@pytest.mark.parametrize("name", ["../mat.jpg", "/etc/passwd", "a\0b", "..\\mat.jpg"])
def test_a_table_leads_to_no_file_outside_the_folder(root, bring, tmp_path, name):
    put(tmp_path, "mat.jpg", picture_bytes())
    table = put(tmp_path, "b.csv", f"file,title\n{name},x\n")

    assert [row["Kết quả"] for row in bring("csv", table=table)] == ["Thiếu tệp"]
    assert not Photo.objects.exists()


def test_a_formula_in_the_report_is_only_words(root, bring, tmp_path):
    table = put(tmp_path, "b.csv", 'file,id\nmat.jpg,"=HYPERLINK(1)"\n')

    assert bring("csv", table=table)[0]["Mã ở kho cũ"] == "'=HYPERLINK(1)"


# --- ResourceSpace --------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "1/2/3/4_0123456789abcde/1234_fedcba987654321.jpg",
        "1/2/3/4/1234.jpg",
        "4/3/2/1_0123456789abcde/1234_fedcba987654321.jpg",
        "original/1/2/3/4_0123456789abcde/1234_fedcba987654321.jpg",
    ],
)
def test_an_original_of_resourcespace_is_found_among_its_sizes(
    root, bring, tmp_path, place
):
    path = put(root, place, picture_bytes((90, 60)))
    for name in (
        "1234pre_0123456789abcde.jpg",
        "1234_alt_5_0123456789abcde.jpg",
        "metadump.xml",
    ):
        put(path.parent, name, picture_bytes((9, 6)))
    table = put(
        tmp_path,
        "rs.csv",
        '"Resource ID(s)","Resource type","Contributed by",Title,Caption,Credit,Keywords,Date,"Original filename"\n'
        '1234,Photo,Lan,"~en:Port~vi:Cảng",Tàu,Gia Bảo,"cảng, tàu","2019-05-07 08:30",IMG_1.JPG\n'
        "77,Photo,Lan,Mất,,,,,\n",
    )

    rows = bring("resourcespace", table=table)

    assert results(rows) == {"1234": "Đã vào kho", "77": "Thiếu tệp"}
    assert rows[0]["Chưa hiểu"] == "Resource type: Photo; Contributed by: Lan"
    photo = Photo.objects.get()
    assert (photo.title, photo.credit, photo.width) == ("Cảng", "Gia Bảo", 90)
    assert set(photo.tags.names()) == {"cảng", "tàu"}


# --- WordPress ------------------------------------------------------------------------


def test_media_of_wordpress_come_in_as_they_were_before_they_were_made_smaller(
    root, bring, tmp_path
):
    put(root, "2019/05/cang.jpg", picture_bytes((90, 60)))
    put(root, "2019/05/cang-scaled.jpg", picture_bytes((30, 20)))
    table = put(tmp_path, "wxr.xml", WXR)

    rows = bring("wordpress", table=table)

    assert results(rows) == {"41": "Đã vào kho", "42": "Thiếu tệp"}
    photo = Photo.objects.get()
    assert (photo.title, photo.caption, photo.alt_text) == (
        "Cảng Cát Lái",
        "Tàu vào cảng",
        "Tàu hàng",
    )
    assert (photo.credit, photo.width, photo.usage) == ("Gia Bảo", 90, "unknown")
    assert list(photo.tags.names()) == ["cảng biển"]
    assert photo.taken_at == datetime(2019, 5, 7, 1, 40, tzinfo=UTC)


def test_an_export_that_breaks_off_keeps_what_came_before_and_says_so(
    root, bring, tmp_path
):
    put(root, "2019/05/cang.jpg", picture_bytes())
    table = put(tmp_path, "wxr.xml", WXR[: WXR.index("<item><title>Mất")])

    with pytest.raises(CommandError, match="hỏng hoặc bị cắt"):
        bring("wordpress", table=table)

    assert Photo.objects.count() == 1


# --- The command ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("csv", {}, "--table"),
        ("csv", {"table": "khong-co.csv"}, "Không đọc được"),
        ("wordpress", {"table": "/etc/hostname"}, "hỏng hoặc bị cắt"),
        ("folder", {"files": "/khong/co"}, "Không thấy thư mục"),
        ("folder", {"by": "la@example.vn"}, "nobody has the address"),
    ],
)
def test_what_cannot_begin_says_why(bring, kind, options, said):
    if "table" in options:
        options = options | {"table": Path(options["table"])}

    with pytest.raises(CommandError, match=said):
        bring(kind, **options)
    assert not IncomingFile.objects.exists()


def test_who_keeps_another_units_archive_answers_for_nothing_here(root, bring):
    put(root, "a.jpg", picture_bytes())
    stranger = person_make(unit_make("ck"), Role.ARCHIVIST)

    with pytest.raises(CommandError):
        bring("folder", by=stranger.email)
    assert not Photo.objects.exists()
