"""Film and sound are made playable, never larger, each part whole or not at all."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from PIL import Image

from toasoan.archive import programs
from toasoan.archive.models import AssetMedia, ProcessingStep
from toasoan.archive.steps import film_facts, film_steps, made, processing
from toasoan.archive.tests.media_material import document_entry, ffmpeg_make, states

pytestmark = pytest.mark.django_db
ALL = {"scan", "facts", "preview", "film"}


@pytest.fixture(autouse=True)
def made_dir(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return ffmpeg_make(
        tmp_path_factory.mktemp("film") / "t.mp4",
        *("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=30000/1001:duration=9"),
        *("-f", "lavfi", "-i", "sine=440:duration=9"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"),
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    # Two seconds of a tone, then two of silence.
    return ffmpeg_make(
        tmp_path_factory.mktemp("sound") / "t.mp3",
        *("-f", "lavfi", "-i", "sine=440:duration=2", "-af", "volume=8,apad=pad_dur=2"),
    )


def process(entry):
    processing.asset_process(entry_pk=entry.pk)
    return made.folder_of(entry.document.file_hash)


def why(entry, name):
    return ProcessingStep.objects.get(entry=entry, name=name).why


def test_a_film_is_measured_shown_and_made_in_rungs_no_larger_than_it_is(film):
    entry = document_entry("t.mp4", film)
    folder = process(entry)

    media = AssetMedia.objects.get(entry=entry)
    assert (media.width, media.height, media.fps) == (640, 480, 29.97)
    assert (media.video_codec, media.audio_codec) == ("h264", "aac")
    assert 9000 <= media.duration_ms <= 9100
    assert {states(entry)[name] for name in ("facts", "preview", "film")} == {"done"}
    with Image.open(folder / "preview" / "poster.jpg") as poster:
        assert poster.size == (640, 480)
    assert sizes_of(folder) == {"film-360": (480, 360), "film-480": (640, 480)}
    short = film_facts.facts_read(folder / "preview" / "preview.mp4")
    assert (short.width, short.height, short.audio_codec) == (426, 320, "")
    whole = film_facts.facts_read(folder / "film" / "film.mp4")
    assert (whole.video_codec, whole.audio_codec) == ("h264", "aac")
    assert abs(whole.duration_ms - media.duration_ms) < 200


def test_every_segment_but_the_last_is_of_one_length_in_every_rung(film):
    folder = process(document_entry("t.mp4", film))

    for rung in ("film-360", "film-480"):
        text = (folder / rung / "list.m3u8").read_text()
        lengths = [float(each) for each in re.findall(r"#EXTINF:([\d.]+)", text)]
        assert lengths[:-1] == [4.0, 4.0]
        assert text.rstrip().endswith("#EXT-X-ENDLIST")
    master = (folder / "film" / "master.m3u8").read_text().splitlines()
    assert master[4::2] == ["../film-360/list.m3u8", "../film-480/list.m3u8"]


def test_a_frame_that_stands_by_itself_begins_every_segment_of_every_rung(film):
    folder = process(document_entry("t.mp4", film))

    begins = {rung: [] for rung in ("film-360", "film-480")}
    for rung, found in begins.items():
        for segment in sorted((folder / rung).glob("*.ts")):
            frames = frames_of(segment)
            found.append((frames[0], sum(frames)))
    # One such frame a segment, the first: a player may begin or change rungs there.
    assert begins == dict.fromkeys(begins, [(True, 1)] * 3)


def frames_of(segment):
    """Return of each frame of the picture whether it stands by itself."""
    said = programs.run(
        [
            *(programs.ffmpeg(), "-loglevel", "error", "-i", str(segment)),
            *("-map", "0:v", "-c", "copy", "-f", "framecrc", "-"),
        ],
        timeout_s=30,
    )
    lines = [line for line in said.splitlines() if not line.startswith("#")]
    return ["F=0x0" not in line for line in lines]


@pytest.mark.parametrize("killed", ["film-360", "film-480", "film", "preview"])
def test_killed_in_any_part_it_goes_on_and_each_part_is_made_once(
    film, killed, monkeypatch
):
    entry = document_entry("t.mp4", film)
    begun, whole, alive = [], made.part_make, []

    def part_make(file_hash, part):
        if part == killed and not alive:
            alive.append(True)
            raise KeyboardInterrupt
        if not (made.folder_of(file_hash) / part).exists():
            begun.append(part)
        return whole(file_hash, part)

    monkeypatch.setattr(made, "part_make", part_make)
    with pytest.raises(KeyboardInterrupt):
        process(entry)
    folder = process(entry)

    assert sorted(begun) == ["film", "film-360", "film-480", "preview"]
    assert {states(entry)[name] for name in ("facts", "preview", "film")} == {"done"}
    assert not list(folder.glob(f"{made.WORK}*"))


def test_a_standing_film_stays_standing(tmp_path):
    data = ffmpeg_make(
        tmp_path / "t.mp4",
        *("-f", "lavfi", "-i", "testsrc2=size=240x426:rate=25:duration=1"),
        *("-c:v", "libx264", "-preset", "ultrafast"),
    )
    entry = document_entry("t.mp4", data)

    assert sizes_of(process(entry)) == {"film-240": (240, 426)}
    assert states(entry)["film"] == "done"


def test_a_film_that_browsers_recorded_without_saying_how_long_is_measured(tmp_path):
    path = tmp_path / "t.webm"
    ffmpeg_make(
        path,
        *("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10:duration=2"),
        *("-c:v", "libvpx", "-live", "1"),
    )

    assert 1900 <= film_facts.facts_read(path).duration_ms <= 2000


def test_sound_is_made_playable_and_drawn(sound):
    entry = document_entry("t.mp3", sound)
    folder = process(entry)

    assert {states(entry)[n] for n in ("facts", "sound", "waveform")} == {"done"}
    made_sound = film_facts.facts_read(folder / "sound" / "sound.m4a")
    assert made_sound.audio_codec == "aac"
    drawn = json.loads((folder / "waveform" / "peaks.json").read_text())
    assert len(drawn["peaks"]) == film_steps.PEAKS
    assert min(drawn["peaks"][50:350]) > 80
    assert max(drawn["peaks"][450:]) <= 1
    svg = (folder / "waveform" / "waveform.svg").read_text()
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 200"'
    )


@pytest.mark.parametrize("name", ["t.mp4", "t.mp3"])
def test_garbage_fails_every_step_with_a_sentence_and_leaves_nothing(name):
    entry = document_entry(name, b"\x00\x01rac" * 500)
    for _time in range(3):
        folder = process(entry)

    assert {s for n, s in states(entry).items() if n != "scan"} == {"failed"}
    assert why(entry, "facts") == "Tệp hỏng: không thấy hình hay tiếng bên trong"
    assert [each.name for each in folder.iterdir()] == [made.LOCK]


def test_a_film_that_breaks_off_fails_or_is_made_but_never_half(film):
    entry = document_entry("t.mp4", film[: len(film) // 2])
    for _time in range(3):
        process(entry)

    assert set(states(entry).values()) <= {"done", "failed", "skipped"}


def test_a_film_that_is_too_long_keeps_its_original_alone(film, settings):
    settings.MEDIA_LONGEST_S = 8
    entry = document_entry("t.mp4", film)
    folder = process(entry)

    assert states(entry)["film"] == "skipped"
    assert why(entry, "film").startswith("Dài hơn 0 phút: kho giữ bản gốc")
    assert not (folder / "film").exists()


def test_a_playlist_that_calls_itself_film_opens_no_other_file(tmp_path):
    secret = tmp_path / "secret.ts"
    secret.write_bytes(b"secret")
    data = f"#EXTM3U\n#EXTINF:4,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()
    entry = document_entry("t.mp4", data)
    process(entry)

    assert why(entry, "facts") == "Tệp hỏng: không thấy hình hay tiếng bên trong"


def test_a_program_and_its_children_are_gone_when_their_time_is_over():
    sleep = f"/bin/sleep 77.{os.getpid()}"
    with pytest.raises(film_steps.StepFailed):
        programs.run(["/bin/sh", "-c", f"{sleep} & {sleep}"], timeout_s=0.5)

    # Killed at once; the kernel takes its moment to bury them.
    assert _until(lambda: sleep.encode() not in _running())


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word is Linux's")
def test_a_program_goes_with_the_worker_that_is_killed():
    seconds = f"78.{os.getpid()}"
    sleep = f"/bin/sleep {seconds}".encode()
    code = (
        "from toasoan.archive import programs;"
        f"programs.run(['/bin/sleep', '{seconds}'], timeout_s=60)"
    )
    worker = subprocess.Popen([sys.executable, "-c", code])
    assert _until(lambda: sleep in _running())

    worker.kill()
    worker.wait()

    assert _until(lambda: sleep not in _running())


def _running():
    ps = subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True)
    return b"\n".join(
        line for line in ps.stdout.splitlines() if line.startswith(b"/bin/sleep")
    )


def _until(is_so, within_s=30):
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def test_without_ffmpeg_the_steps_are_skipped_with_what_to_do(film, monkeypatch):
    monkeypatch.setattr(programs, "ffmpeg", lambda: "")
    entry = document_entry("t.mp4", film)
    process(entry)

    assert states(entry)["facts"] == "skipped"
    assert "ffmpeg" in why(entry, "facts")


def sizes_of(folder):
    found = {}
    for rung in folder.glob("film-*"):
        segment = rung / "00000.ts"
        said = programs.run(
            [programs.ffmpeg(), "-hide_banner", "-i", str(segment)],
            timeout_s=20,
            may_fail=True,
            says_by_error=True,
        )
        facts = film_facts.facts_parse(said)
        found[rung.name] = (facts.width, facts.height)
    return found
