"""A film has captions in each language, found by their words and shown to its unit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toasoan.archive.captioning.captions import captions_remove, captions_set
from toasoan.archive.captioning.webvtt import CaptionsRefused, captions_read
from toasoan.archive.errors import FileTooLarge
from toasoan.archive.models import CatalogueEntry, FilmCaptions, Quarantine
from toasoan.archive.steps import made, processing
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.media_material import document_entry
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

VTT = "WEBVTT\n\n00:01.000 --> 00:03.500 align:start\nBến Nhà Rồng\n"
SRT = "1\r\n00:00:01,000 --> 00:00:03,500\r\n<font color=red>Chợ</font> <i>Lớn</i>\r\n"


def read(text, *, is_srt=False):
    return captions_read(text.encode(), is_srt=is_srt)


def test_srt_becomes_webvtt_without_the_tags_webvtt_has_not():
    got = read(SRT, is_srt=True)

    assert got.vtt == ("WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nChợ <i>Lớn</i>\n")
    assert got.spoken == "Chợ Lớn"


def test_notes_styles_and_regions_are_left_out_and_settings_kept():
    got = read(
        "WEBVTT - phim\nKind: captions\n\nNOTE ai dịch\n\nSTYLE\n::cue { color: red }\n\n"
        "mot\n00:01.000 --> 00:02.000 align:start region:x\n<v Lan>Chào"
    )

    assert got.vtt == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start\n<v Lan>Chào\n"
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("<script>x</script>", "x"),
        ("<b onclick=x>a", "a"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("a &lt;b&gt; &amp;", "a &lt;b&gt; &amp;"),
        ("a&#10;&#10;b", "a  b"),
        ("<c.vang>a</c> <00:00:01.500>b", "<c.vang>a</c> <00:00:01.500>b"),
    ],
)
def test_words_are_cleaned_to_the_tags_webvtt_allows(said, kept):
    got = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}")

    assert got.vtt == f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{kept}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("00:01.000 --> 00:02.000\na", "Dòng 1: thiếu chữ WEBVTT. "),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\na", "Dòng 3: lời kết thúc trước khi"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\na", "Dòng 3: lời kết thúc trước khi"),
        ("WEBVTT\n\n1\n0:2 --> 0:3\na", "Dòng 4: giờ không đúng dạng "),
        ("WEBVTT\n\nchỉ có lời", "Dòng 3: giờ không đúng dạng "),
        (f"{VTT}00:04.000 --> 00:05.000\nb", "Dòng 5: thiếu dòng trống "),
        ("WEBVTT\n\n", "Tệp không có lời nào. "),
        ("", "Dòng 1: thiếu chữ WEBVTT. "),
    ],
)
def test_a_bad_file_is_refused_with_the_line_that_is_wrong(text, says):
    with pytest.raises(CaptionsRefused) as refused:
        read(text)

    assert refused.value.message.startswith(says)


def test_what_is_not_utf8_or_too_large_is_refused():
    with pytest.raises(CaptionsRefused, match="Dòng 4: chữ không phải UTF-8"):
        captions_read(VTT.encode().replace("ế".encode(), b"\xea"), is_srt=False)
    with pytest.raises(FileTooLarge):
        captions_read(b"x" * (1024 * 1024 + 1), is_srt=False)


# --- With a film -------------------------------------------------------------------


@pytest.fixture
def film(db, settings, tmp_path, unit):
    settings.MADE_DIR = tmp_path / "made"
    entry = document_entry("t.mp4", b"khong phai phim", unit)
    folder = made.folder_of(entry.document.file_hash) / "film"
    folder.mkdir(parents=True)
    (folder / "film.mp4").write_bytes(b"phim")
    processing._steps_plan(entry, entry.document.file_hash)
    return entry


@pytest.fixture
def editor(unit):
    return person_make(unit, Role.PHOTO_VIDEO_EDITOR)


def sent(text=VTT, name="t.vtt"):
    return SimpleUploadedFile(name, text.encode())


def give(film, by, text=VTT, language="vi"):
    return captions_set(
        entry=film, file=sent(text), language=language, kind="captions", by=by
    )


def words(film):
    return CatalogueEntry.objects.get(pk=film.pk).words


def test_captions_are_given_on_the_films_page_and_played(film, editor, client):
    client.force_login(editor)
    page = reverse("archive_staff:processing", args=[film.pk])

    answer = client.post(
        reverse("archive_staff:captions_set", args=[film.pk]),
        {"file": sent(SRT, "t.srt"), "language": "en", "kind": "subtitles"},
    )

    kept = FilmCaptions.objects.get()
    address = reverse("archive_staff:captions", args=[kept.pk])
    assert (answer.status_code, answer.url) == (302, page)
    assert (
        f'<track kind="subtitles" srclang="en" label="Tiếng Anh" src="{address}" default>'
        in client.get(page).content.decode()
    )
    track = client.get(address)
    assert track.content.decode() == kept.vtt
    assert track["Content-Type"] == "text/vtt; charset=utf-8"
    assert track["Cache-Control"].startswith("private, no-store")


def test_a_refused_file_is_said_on_the_page_and_nothing_changes(film, editor, client):
    give(film, editor)
    client.force_login(editor)

    answer = client.post(
        reverse("archive_staff:captions_set", args=[film.pk]),
        {"file": sent("rác"), "language": "vi", "kind": "captions"},
    )

    assert answer.status_code == 400
    assert "Dòng 1: thiếu chữ WEBVTT." in answer.content.decode()
    assert "Bến Nhà Rồng" in FilmCaptions.objects.get().vtt


def test_one_language_has_one_track_which_is_replaced_and_removed(film, editor):
    give(film, editor)
    give(film, editor, VTT.replace("Rồng", "Bè"))
    other = give(film, editor, VTT.replace("Rồng", "Wharf"), "en")

    assert FilmCaptions.objects.filter(language="vi").count() == 1
    assert "nha be" in words(film)
    assert "rong" not in words(film)
    captions_remove(captions=other, by=editor)

    assert "wharf" not in words(film)
    acts = AuditEntry.objects.filter(action__startswith="archive.captions")
    assert list(acts.order_by("pk").values_list("action", "data__is_replaced")) == [
        ("archive.captions_set", False),
        ("archive.captions_set", True),
        ("archive.captions_set", False),
        ("archive.captions_removed", None),
    ]


def test_another_unit_meets_nothing_and_changes_nothing(film, editor, client):
    kept = give(film, editor)
    stranger = person_make(unit_make("bao-khac"), Role.PHOTO_VIDEO_EDITOR)
    client.force_login(stranger)
    before = list(FilmCaptions.objects.values())

    asked = [
        client.get(reverse("archive_staff:captions", args=[kept.pk])),
        client.post(reverse("archive_staff:captions_remove", args=[kept.pk])),
        client.post(
            reverse("archive_staff:captions_set", args=[film.pk]),
            {"file": sent(), "language": "vi", "kind": "captions"},
        ),
    ]

    assert [answer.status_code for answer in asked] == [404, 404, 404]
    with pytest.raises(NotAllowed):
        give(film, stranger, VTT.replace("Rồng", "Bè"))
    with pytest.raises(NotAllowed):
        captions_remove(captions=kept, by=stranger)
    assert list(FilmCaptions.objects.values()) == before


def test_who_may_not_describe_the_film_sees_captions_only(film, editor, unit, client):
    kept = give(film, editor)
    client.force_login(person_make(unit, Role.ANALYST))

    seen = client.get(reverse("archive_staff:captions", args=[kept.pk]))
    assert seen.status_code == 200
    gone = client.post(reverse("archive_staff:captions_remove", args=[kept.pk]))
    assert gone.status_code == 403
    assert FilmCaptions.objects.count() == 1


def test_captions_of_a_film_in_quarantine_are_not_sent(film, editor, client):
    kept = give(film, editor)
    Quarantine.objects.create(entry=film, file_hash="0", signature="x", at=clock.now())
    client.force_login(editor)

    answer = client.get(reverse("archive_staff:captions", args=[kept.pk]))

    assert answer.status_code == 404


def test_only_films_have_captions(db, unit, editor):
    document = document_entry("a.txt", b"chu", unit)

    with pytest.raises(NotAllowed):
        give(document, editor)
    assert not FilmCaptions.objects.exists()
