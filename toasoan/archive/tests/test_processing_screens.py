"""What was made of a file is shown to its unit's people, and to nobody else."""

import pytest
from django.urls import reverse

from toasoan.archive.models import AssetMedia, ProcessingStep
from toasoan.archive.steps import made, processing
from toasoan.archive.steps.processing_selectors import steps_line
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.archive.tests.media_material import document_entry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
BODY = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def made_dir(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


@pytest.fixture
def film(unit):
    """An entry of film with things made of it, without making them."""
    entry = document_entry("t.mp4", b"khong phai phim", unit)
    file_hash = entry.document.file_hash
    for part, name in (
        ("film", "film.mp4"),
        ("film", "master.m3u8"),
        ("film-360", "00000.ts"),
    ):
        folder = made.folder_of(file_hash) / part
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(BODY)
    processing._steps_plan(entry, file_hash)
    AssetMedia.objects.create(
        entry=entry,
        file_hash=file_hash,
        duration_ms=3_723_400,
        width=640,
        height=480,
        video_codec="h264",
        audio_codec="aac",
    )
    return entry


@pytest.fixture
def reporter(unit, client):
    client.force_login(person := person_make(unit))
    return person


def address(entry, part="film", name="film.mp4"):
    return reverse("archive_staff:made", args=[entry.pk, part, name])


def body(response):
    return b"".join(response.streaming_content)


def test_the_screen_plays_the_film_and_says_how_far_it_is(film, reporter, client):
    ProcessingStep.objects.filter(name="scan").update(state="done")
    ProcessingStep.objects.filter(name="film").update(state="doing")

    text = client.get(
        reverse("archive_staff:processing", args=[film.pk])
    ).content.decode()

    assert f'<source src="{address(film)}" type="video/mp4">' in text
    assert f'data-hls="{address(film, name="master.m3u8")}"' in text
    assert "vendor/hls.js/hls.light.min" in text
    assert "staff/film" in text
    assert "1:02:03" in text
    assert "640 × 480" in text
    for words in ("Đã quét mã độc", "Đang làm phim", "Chờ làm hình xem trước"):
        assert words in text
    assert "Thử lại" not in text


def test_the_edit_screens_say_how_far_the_file_is(unit, client):
    client.force_login(person_make(unit, Role.PHOTO_VIDEO_EDITOR))
    entry = document_entry("a.txt", b"chu", unit)
    photo = photo_make(unit)
    assert steps_line(entry) == "Chờ xử lý"
    processing.asset_process(entry_pk=entry.pk)

    document = client.get(reverse("wagtaildocs:edit", args=[entry.document_id]))
    picture = client.get(reverse("wagtailimages:edit", args=[photo.pk]))

    assert "Chưa quét mã độc · Đã đọc chữ" in document.content.decode()
    assert "Chờ xử lý" in picture.content.decode()


def test_the_words_of_a_document_are_shown_and_escaped(unit, reporter, client):
    entry = document_entry("a.txt", "Điều 1 <script>x</script>".encode(), unit)
    processing.asset_process(entry_pk=entry.pk)

    text = client.get(
        reverse("archive_staff:processing", args=[entry.pk])
    ).content.decode()

    assert "Chữ trong tài liệu" in text
    assert "Điều 1 &lt;script&gt;" in text


@pytest.mark.parametrize(
    ("asked", "status", "bounds", "of"),
    [
        ("", 200, None, BODY),
        ("bytes=0-0", 206, "bytes 0-0/1024", BODY[:1]),
        ("bytes=10-19", 206, "bytes 10-19/1024", BODY[10:20]),
        ("bytes=1000-", 206, "bytes 1000-1023/1024", BODY[1000:]),
        ("bytes=1000-9999", 206, "bytes 1000-1023/1024", BODY[1000:]),
        ("bytes=-24", 206, "bytes 1000-1023/1024", BODY[1000:]),
        ("bytes=-9999", 206, "bytes 0-1023/1024", BODY),
        ("bytes=0-1,5-6", 200, None, BODY),
        ("bytes=-", 200, None, BODY),
        ("rac", 200, None, BODY),
    ],
)
@pytest.mark.usefixtures("reporter")
def test_a_player_gets_the_part_it_asks_for(film, client, asked, status, bounds, of):
    answer = client.get(address(film), headers={"range": asked} if asked else {})

    assert answer.status_code == status
    assert answer.headers.get("Content-Range") == bounds
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert body(answer) == of
    assert answer.headers["Content-Length"] == str(len(of))


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5-4", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(film, reporter, client, asked):
    answer = client.get(address(film), headers={"range": asked})

    assert (answer.status_code, answer.headers["Content-Range"]) == (
        416,
        "bytes */1024",
    )


def test_the_list_and_the_segments_of_a_film_are_sent_by_their_kinds(
    film, reporter, client
):
    for part, name, kind in (
        ("film", "master.m3u8", "application/vnd.apple.mpegurl"),
        ("film-360", "00000.ts", "video/mp2t"),
    ):
        answer = client.get(address(film, part, name))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert body(answer) == BODY


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("film", "none.mp4"),
        ("..", "film"),
        ("film", ".lock"),
        (".", ".lock"),
        ("film", ".."),
    ],
)
def test_nothing_else_is_sent(film, reporter, client, part, name):
    url = address(film).replace("film/film.mp4", f"{part}/{name}")

    assert client.get(url).status_code == 404


def test_another_units_person_finds_nothing(film, client):
    client.force_login(person_make(unit_make("ck"), Role.ARCHIVIST))

    assert client.get(address(film)).status_code == 404
    screen = reverse("archive_staff:processing", args=[film.pk])
    assert client.get(screen).status_code == 404
    assert client.post(f"{screen}lai/").status_code == 404


def test_nobody_signed_in_is_led_to_the_sign_in_page(film, client):
    answer = client.get(address(film))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_a_keeper_sees_what_failed_and_tries_again(film, unit, client):
    ProcessingStep.objects.filter(name="film").update(
        state="failed", tries=3, why="Tệp hỏng hoặc thiếu phần cuối"
    )
    client.force_login(person_make(unit, Role.ARCHIVIST))
    listed = reverse("archive_staff:processing_list")
    text = client.get(listed).content.decode()
    assert "Làm phim: Tệp hỏng hoặc thiếu phần cuối" in text

    client.post(reverse("archive_staff:processing_again", args=[film.pk]))

    step = ProcessingStep.objects.get(name="film")
    assert (step.state, step.tries, step.why) == ("waiting", 0, "")
    assert "Không tệp nào xử lý hỏng" in client.get(listed).content.decode()


def test_who_does_not_keep_the_archive_neither_sees_the_list_nor_tries_again(
    film, reporter, client
):
    assert client.get(reverse("archive_staff:processing_list")).status_code == 403
    again = reverse("archive_staff:processing_again", args=[film.pk])
    assert client.post(again).status_code == 403
    assert client.get(again).status_code == 405
