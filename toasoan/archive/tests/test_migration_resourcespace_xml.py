"""What ResourceSpace says of its resources as XML comes along as its CSV does."""

import pytest
from django.core.management import call_command

from toasoan.archive.migration_in.errors import ImportSourceWrong
from toasoan.archive.migration_in.resourcespace_xml import (
    metadump_records,
    resource_data_records,
)
from toasoan.archive.models import Photo
from toasoan.archive.tests.factories import picture_bytes, unit_make

# As update_xml_metadump writes it: the prefix resourcespace is declared nowhere.
DUMP = """<?xml version="1.0"?>
<record xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dc="http://purl.org/dc/elements/1.1/" resourcespace:resourceid="1234">

<dc:title rsfieldtitle="Title" rsembeddedequiv="Title" rsfieldref="8" rsfieldtype="0">~en:Port~vi:Cảng</dc:title>

<dc:description rsfieldtitle="Lời ảnh" rsembeddedequiv="" rsfieldref="90" rsfieldtype="1">Tàu vào cảng</dc:description>

<resourcespace:field rsfieldtitle="Keywords" rsembeddedequiv="Keywords" rsfieldref="1" rsfieldtype="2">,cảng,tàu &amp; bến</resourcespace:field>

<resourcespace:field rsfieldtitle="Camera" rsembeddedequiv="Model" rsfieldref="52" rsfieldtype="0">Nikon</resourcespace:field>

<resourcespace:field rsfieldtitle="Credit" rsembeddedequiv="Credit" rsfieldref="10" rsfieldtype="0"></resourcespace:field>
</record>
"""
MYSQL = """<?xml version="1.0"?>
<mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<database name="rs">
  <table_data name="resource_type_field">{fields}</table_data>
  <table_data name="resource_data">
    {rows}
  </table_data>
</database>
</mysqldump>
"""


@pytest.fixture
def root(tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    folder = tmp_path / "filestore"
    put(folder, "1/2/3/4_0123456789abcde/1234_fedcba987654321.jpg", picture_bytes())
    return folder


def put(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def data_row(resource, field, value):
    return (
        f'<row><field name="resource">{resource}</field>'
        f'<field name="resource_type_field">{field}</field>'
        f'<field name="value">{value}</field></row>'
    )


def field_row(ref, name, title):
    return (
        f'<row><field name="ref">{ref}</field><field name="name">{name}</field>'
        f'<field name="title">{title}</field></row>'
    )


@pytest.mark.django_db
def test_the_dump_beside_an_original_says_what_the_command_brings_in(root, tmp_path):
    unit_make("hq")
    put(root, "1/2/3/4_0123456789abcde/metadump.xml", DUMP)
    report = tmp_path / "bao-cao.csv"

    call_command("archive_import", "resourcespace", "hq", root, report=report)

    photo = Photo.objects.get()
    assert (photo.title, photo.caption, photo.credit) == ("Cảng", "Tàu vào cảng", "")
    assert set(photo.tags.names()) == {"cảng", "tàu & bến"}
    assert "Camera: Nikon" in report.read_text("utf-8-sig")


def test_a_field_is_what_it_is_told_to_be(root):
    put(root, "1/2/3/4_0123456789abcde/metadump.xml", DUMP)

    told = {"Camera": "credit"}
    record = next(metadump_records(root, columns=told))

    assert record.source_id == "1234"
    assert record.texts["credit"] == "Nikon"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<record",
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><record><a>&e;</a></record>',
        '<record resourcespace:resourceid="../../x"/>',
    ],
)
def test_a_dump_nobody_can_read_is_told_and_stops_no_other(root, text):
    put(root, "1/2/3/4_0123456789abcde/metadump.xml", DUMP)
    put(root, "5/metadump.xml", text)

    good, bad = metadump_records(root, columns={})

    assert (good.source_id, bad.source_id) == ("1234", "5/metadump.xml")
    assert bad.path is None
    assert "root:" not in str(bad)
    assert bad.notes


def test_without_any_dump_one_is_asked_for_the_table(root, tmp_path):
    with pytest.raises(ImportSourceWrong, match="--table"):
        list(metadump_records(root, columns={}))
    with pytest.raises(ImportSourceWrong, match="Không thấy thư mục"):
        list(metadump_records(tmp_path / "khong", columns={}))


def test_rows_of_resource_data_are_one_record_a_resource(root, tmp_path):
    rows = [
        data_row(1234, 8, "~vi:Cảng~en:Port"),
        data_row(77, 8, "Mất"),
        data_row(1234, 18, "Tàu vào cảng"),
        data_row(1234, 1, ",cảng,tàu"),
        data_row(1234, 51, "IMG_1.JPG"),
        data_row(1234, 52, "Nikon"),
        data_row("x", 8, "Lạ"),
    ]
    export = put(tmp_path, "rs.xml", MYSQL.format(fields="", rows="".join(rows)))

    odd, missing, found = resource_data_records(export, root, columns={})

    assert (found.source_id, found.texts["title"]) == ("1234", "Cảng")
    assert found.texts["caption"] == "Tàu vào cảng"
    assert list(found.keywords) == ["cảng", "tàu"]
    assert found.path is not None
    assert found.notes == ["trường 52: Nikon"]
    assert (missing.source_id, missing.path) == ("77", None)
    assert "Mã tài nguyên lạ: x" in odd.notes


def test_fields_are_known_by_their_names_when_the_export_has_them(root, tmp_path):
    fields = field_row(8, "ghichu", "Ghi riêng") + field_row(90, "caption", "Lời")
    rows = data_row(1234, 8, "Không phải tiêu đề") + data_row(1234, 90, "Tàu")
    export = put(tmp_path, "rs.xml", MYSQL.format(fields=fields, rows=rows))

    record = next(resource_data_records(export, root, columns={}))

    assert record.texts == {"caption": "Tàu"}
    assert record.notes == ["Ghi riêng: Không phải tiêu đề"]
    told = {"Ghi riêng": "title"}
    record = next(resource_data_records(export, root, columns=told))
    assert record.texts["title"] == "Không phải tiêu đề"


def test_phpmyadmin_writes_tables_and_columns(root, tmp_path):
    cells = {"resource": "1234", "resource_type_field": "8", "value": "Cảng"}
    columns = "".join(
        f'<column name="{name}">{value}</column>' for name, value in cells.items()
    )
    export = put(
        tmp_path,
        "rs.xml",
        '<pma_xml_export version="1.0"><database name="rs">'
        f'<table name="resource_data">{columns}</table></database></pma_xml_export>',
    )

    record = next(resource_data_records(export, root, columns={}))

    assert (record.source_id, record.texts["title"]) == ("1234", "Cảng")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "hỏng hoặc bị cắt"),
        (MYSQL.format(fields="", rows=data_row(1, 8, "A"))[:-40], "hỏng hoặc bị cắt"),
        ("<rss/>", "không có bảng resource_data"),
    ],
)
def test_what_is_no_export_or_breaks_off_is_refused(root, tmp_path, text, said):
    export = put(tmp_path, "rs.xml", text)

    with pytest.raises(ImportSourceWrong, match=said):
        list(resource_data_records(export, root, columns={}))
