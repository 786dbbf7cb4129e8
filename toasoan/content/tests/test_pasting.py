"""What comes from Word, Google Docs, Excel and pages keeps its form and loses the mess."""

import base64
import io
import json

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from toasoan.archive.models import Photo
from toasoan.content.editing.pasting import (
    MOST_CHARS,
    PicturePiece,
    TablePiece,
    TextPiece,
    paste_read,
)
from toasoan.content.services.pasting import paste_take
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

# Cut down from what the programs put on the clipboard, their marks left as they were.
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;font-family:"Times New Roman",serif;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><span style='font-size:16.0pt'>Thu ngân sách<o:p></o:p></span></h1>
<p class=MsoNormal><b><span style='font-family:"Times New Roman"'>Tổng thu</span></b><span
style='mso-spacerun:yes'>&nbsp;&nbsp; </span>ước đạt <i>1.987.400</i> tỷ đồng,
theo <a href="https://mof.vidu.vn/bao-cao">báo cáo</a><a style='mso-footnote-id:ftn1'
href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span></span><![endif]>Thu nội địa<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span></span><![endif]>Thu từ dầu thô<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span></span><![endif]>Bước một<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal><b>Khoản</b></p></td><td><p class=MsoNormal>Tỷ đồng</p></td></tr>
<tr><td><p class=MsoNormal>Nội địa</p></td><td><p class=MsoNormal>1.500</p></td></tr></table>
<p class=MsoNormal>Hết.<o:p></o:p></p><!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b">
<h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-family:Arial">Giá điện</span></h2>
<p dir="ltr"><span style="font-weight:400">Bộ trưởng nói </span><span style="font-weight:700">rõ</span><span
style="font-weight:400;font-style:italic"> từng khoản</span><a href="https://vidu.vn/a?b=1&amp;c=2"
style="text-decoration:none"><span style="color:#1155cc">ở đây</span></a>.</p><br />
<ul><li dir="ltr"><p dir="ltr" role="presentation"><span>Một</span></p></li><li dir="ltr"><p><span>Hai</span></p></li></ul></b>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\,";} --></style></head><body link="#0563C1"><table border=0 width=192>
<!--StartFragment--><col width=64 span=3><tr height=20><td height=20 class=xl65>Chỉ tiêu</td><td>2024</td><td>2025</td></tr>
<tr><td>Thu</td><td align=right>1.000</td><td align=right x:num>1.100</td></tr>
<tr><td colspan=2>Chênh&nbsp;lệch</td><td>10%</td></tr><!--EndFragment--></table></body></html>"""


def png():
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return file.getvalue()


def test_word_keeps_heading_marks_links_lists_and_table():
    before, table, after = paste_read(WORD)

    assert before == TextPiece(
        "<h2>Thu ngân sách</h2>"
        "<p><b>Tổng thu</b> ước đạt <i>1.987.400</i> tỷ đồng, theo "
        '<a href="https://mof.vidu.vn/bao-cao">báo cáo</a>[1].</p>'
        "<ul><li>Thu nội địa</li><li>Thu từ dầu thô</li></ul>"
        "<ol><li>Bước một</li></ol>"
    )
    assert table == TablePiece(
        [["Khoản", "Tỷ đồng"], ["Nội địa", "1.500"]], has_header=True
    )
    assert after == TextPiece("<p>Hết.</p>")


def test_google_docs_is_not_bold_all_over_and_keeps_its_marks():
    assert paste_read(DOCS) == [
        TextPiece(
            "<h2>Giá điện</h2>"
            "<p>Bộ trưởng nói <b>rõ</b><i> từng khoản</i>"
            '<a href="https://vidu.vn/a?b=1&amp;c=2">ở đây</a>.</p>'
            "<ul><li>Một</li><li>Hai</li></ul>"
        )
    ]


def test_excel_becomes_a_table_whose_rows_have_one_length():
    assert paste_read(EXCEL) == [
        TablePiece(
            [
                ["Chỉ tiêu", "2024", "2025"],
                ["Thu", "1.000", "1.100"],
                ["Chênh lệch", "", "10%"],
            ],
            has_header=False,
        )
    ]


def test_picture_that_came_along_stands_where_it_stood():
    source = base64.b64encode(png()).decode()

    pieces = paste_read(
        f'<p>Trước</p><p><img alt="Cảng" src="data:image/png;base64,{source}"></p><p>Sau</p>'
    )

    assert pieces == [
        TextPiece("<p>Trước</p>"),
        PicturePiece(png(), "Cảng"),
        TextPiece("<p>Sau</p>"),
    ]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p onclick=x()>A<script>alert(1)</script></p>", "<p>A</p>"),
        ('<a href="javascript:alert(1)">B</a>', "<p>B</p>"),
        ('<a href="file:///C:/tin.doc">C</a>', "<p>C</p>"),
        ("<img src=x onerror=alert(1)>D", "<p>D</p>"),
        ("<svg><style><p>E</style></svg>E", "<p>E</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<table><tr><td><p>Khung</p></td></tr></table>", "<p>Khung</p>"),
        ("<div>Một<div>Hai</div>Ba</div>", "<p>Một</p><p>Hai</p><p>Ba</p>"),
        ("<p>Hoa\u0300</p>", "<p>Hoà</p>"),
        ("Chỉ là chữ", "<p>Chỉ là chữ</p>"),
    ],
)
def test_what_does_harm_or_leads_nowhere_is_left_out(pasted, kept):
    assert paste_read(pasted) == [TextPiece(kept)]


@pytest.mark.parametrize("pasted", ["", "  ", "<p>&nbsp;</p><br>", "<!-- x -->"])
def test_nothing_gives_nothing(pasted):
    assert paste_read(pasted) == []


def test_table_is_cut_at_its_limits():
    row = "<tr>" + "<td>1</td>" * 40 + "</tr>"

    [table] = paste_read(f"<table>{row * 300}</table>")

    assert (len(table.rows), {len(each) for each in table.rows}) == (200, {30})


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=200),
    st.sampled_from(["p", "td", "li", "b", "span", "h1", "o:p", "div"]),
)
def test_any_text_in_any_place_is_read_without_harm(text, tag):
    for piece in paste_read(f"<{tag}>{text}</{tag}><{tag}><p>x<{text}"):
        if isinstance(piece, TextPiece):
            assert "<script" not in piece.html.lower()
            assert "javascript:" not in piece.html.lower().replace("&", "")


# --- into an article


@pytest.fixture
def room(db):
    return open_newsroom("tbtc")


@pytest.fixture
def article(room):
    return make_article(room)


def send(client, article, pasted):
    return client.post(
        reverse("content:paste", args=[article.pk]),
        json.dumps({"html": pasted}),
        content_type="application/json",
    )


def test_parts_are_blocks_of_the_body_and_the_article_stays_as_it_is(room, article):
    before = article.latest_revision_id

    taken = paste_take(item=article, pasted=WORD, by=room.reporter)

    assert [name for name, _value in taken.parts] == ["text", "table", "text"]
    assert taken.parts[1][1]["table"]["data"][1] == ["Nội địa", "1.500"]
    article.refresh_from_db()
    assert article.latest_revision_id == before


def test_pasted_picture_enters_the_archive_and_a_damaged_one_does_not(room, article):
    good, bad = base64.b64encode(png()).decode(), base64.b64encode(b"x").decode()
    known = Photo.objects.count()

    taken = paste_take(
        item=article,
        pasted=f'<img alt="Cảng" src="data:image/png;base64,{good}">'
        f'<img src="data:image/png;base64,{bad}">',
        by=room.reporter,
    )

    assert (taken.pictures, taken.refused) == (1, 1)
    assert Photo.objects.count() == known + 1
    [(name, value)] = taken.parts
    assert (name, value["photo"].title) == ("picture", "Cảng")


def test_editor_receives_what_its_script_unpacks(client, room, article):
    client.force_login(room.reporter)

    answer = send(client, article, DOCS)

    assert answer.status_code == 200
    [block] = answer.json()["blocks"]
    texts = [each["text"] for each in json.loads(block["value"])["blocks"]]
    assert (block["type"], texts[0]) == ("text", "Giá điện")


@pytest.mark.parametrize("size", [MOST_CHARS + 1, MOST_CHARS * 4 + 100])
def test_too_long_a_paste_is_refused_in_words_and_nothing_is_stored(
    client, room, article, size
):
    client.force_login(room.reporter)

    answer = send(client, article, "x" * size)

    assert answer.status_code == 413
    assert "Dán từng phần" in answer.json()["message"]


def test_paste_of_two_million_characters_is_taken(client, room, article):
    client.force_login(room.reporter)

    answer = send(client, article, "<p>" + "chữ " * 499_000 + "</p>")

    assert answer.status_code == 200


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'{"html": 3}', b"\xff"])
def test_garbage_gives_no_blocks(client, room, article, body):
    client.force_login(room.reporter)

    answer = client.post(
        reverse("content:paste", args=[article.pk]),
        body,
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["message"]) == (200, "")


def test_who_does_not_have_the_article_cannot_paste_into_it(client, room, article):
    stranger = open_newsroom("hq")
    colleague = make_person(unit=room.unit, role=Role.REPORTER)
    for person, status in ((stranger.reporter, 404), (colleague, 403)):
        client.force_login(person)
        assert send(client, article, WORD).status_code == status


# --- Lists in lists, and pictures that stayed away --------------------------------

NESTED = (
    "<ul><li>Thu<ul><li>Nội địa<ol><li>Quý I</li></ol></li><li>Dầu thô</li></ul></li>"
    "<li>Chi</li></ul>"
)


@pytest.mark.parametrize(
    "pasted",
    [
        NESTED,
        # Google Docs puts the inner list beside its item.
        (
            "<ul><li>Thu</li><ul><li>Nội địa</li><ol><li>Quý I</li></ol><li>Dầu thô</li></ul>"
            "<li>Chi</li></ul>"
        ),
        "".join(
            f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>"
            f"{marker}</span>{words}</p>"
            for level, marker, words in (
                (1, "·", "Thu"),
                (2, "o", "Nội địa"),
                (3, "1.", "Quý I"),
                (2, "o", "Dầu thô"),
                (1, "·", "Chi"),
            )
        ),
    ],
    ids=["page", "docs", "word"],
)
def test_lists_in_lists_keep_their_levels(pasted):
    assert paste_read(pasted) == [TextPiece(NESTED)]


def test_list_that_skips_a_level_or_goes_too_deep_stays_readable():
    deep = "".join(
        f"<p style='mso-list:l0 level{level} lfo1'>"
        f"<span style='mso-list:Ignore'>·</span>{level}</p>"
        for level in (3, 9, 1)
    )

    assert paste_read(deep) == [
        TextPiece("<ul><li>3<ul><li>9</li></ul></li><li>1</li></ul>")
    ]


def test_levels_reach_the_editor(room, article):
    taken = paste_take(item=article, pasted=NESTED, by=room.reporter)

    block = article.body.stream_block.child_blocks["text"]
    state = json.loads(block.get_form_state(taken.parts[0][1]))
    assert [
        (each["text"], each["type"], each["depth"]) for each in state["blocks"]
    ] == [
        ("Thu", "unordered-list-item", 0),
        ("Nội địa", "unordered-list-item", 1),
        ("Quý I", "ordered-list-item", 2),
        ("Dầu thô", "unordered-list-item", 1),
        ("Chi", "unordered-list-item", 0),
    ]


def test_pictures_by_address_are_named_with_what_to_do(client, room, article):
    client.force_login(room.reporter)
    pasted = (
        '<p>Chữ</p><img src="https://vidu.vn/anh/thu-ngan-s%C3%A1ch.jpg?w=1">'
        '<img src="file:///C:/Temp/clip_image001.png">'
        '<img src="https://dem.vidu.vn/p.gif" width="1" height="1">'
        '<img src="cid:abc"><img src="http://[::1">'
        + "".join(f'<img src="https://x.vn/{n}.png">' for n in range(3))
    )

    told = send(client, article, pasted).json()["message"]

    assert told == (
        "Chưa có trong bài: thu-ngan-sách.jpg (vidu.vn), clip_image001.png, 0.png (x.vn)"
        " và 2 ảnh khác. Được dùng thì tải ảnh về máy, đưa vào kho rồi thêm bằng khối Ảnh."
    )
    assert Photo.objects.filter(uploaded_by_user=room.reporter, title="").count() == 0
